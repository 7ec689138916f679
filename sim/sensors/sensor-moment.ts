import type { Mover, Pose } from '../scene/picture.ts';

/** What sensors on a body measure, at one step of an episode. */
export interface SensorMoment {
  readonly timeS: number;
  /** Of the body's reference point: a car's is the ground under its centre. */
  readonly pose: Pose;
  /** Over ground, in the world frame: east, north, up. */
  readonly velocityMps: readonly [number, number, number];
  /** Who else is about; the body itself is not among them. */
  readonly movers: readonly Mover[];
}

/** A sensor of a body. It is read once a step, in order; the array is reused. */
export interface Sensor {
  read(moment: SensorMoment): Float32Array | Float64Array;
}
