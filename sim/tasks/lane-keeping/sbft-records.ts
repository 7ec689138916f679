import { CAR } from '../../world/car.ts';
import { CONTROL_STEP_S } from './lane-episode.ts';
import { LANE_TRACE_NAMES } from './lane-retrace.ts';

type Vector = readonly [number, number, number];

/**
 * One moment of a drive, in the order of the competition's records: timer, pos, dir, vel, steering,
 * steering_input, brake, brake_input, throttle, throttle_input, wheelspeed, vel_kmh, is_oob, oob_counter,
 * max_oob_percentage, oob_distance, oob_percentage. Seconds, metres, m/s; shares of 1.
 */
export type SbftRecord = readonly [
  timer: number,
  pos: Vector,
  dir: Vector,
  vel: Vector,
  steering: number,
  steeringInput: number,
  brake: number,
  brakeInput: number,
  throttle: number,
  throttleInput: number,
  wheelspeed: number,
  velKmh: number,
  isOob: boolean,
  oobCounter: number,
  maxOobPercentage: number,
  oobDistance: number,
  oobPercentage: number,
];

/** The steps of a logged drive, row by row: action first, then state. */
export interface LoggedSteps {
  readonly names: readonly string[];
  readonly rows: Float64Array;
}

const MAX_WHEEL_DEG = (CAR.maxWheelAngleRad * 180) / Math.PI;
const ACTION = ['steer', 'gas', 'brake'] as const;

/**
 * A logged drive in the competition's records, the moment before the first step first. The log holds the
 * speed along the car's nose, so `vel` has no side slip; `steering` is the angle asked of the front wheels
 * in degrees, positive to the left.
 */
export function sbftRecords(
  start: ArrayLike<number>,
  { names, rows }: LoggedSteps,
  oobTolerance: number,
): SbftRecord[] {
  const width = names.length;
  const records: SbftRecord[] = [];
  let counter = 0;
  let wasOob = false;
  let maxOob = 0;
  for (let step = 0; step <= rows.length / width; step++) {
    const row =
      step === 0 ? [0, 0, 0, ...Array.from(start)] : rows.subarray((step - 1) * width, step * width);
    const [steer, gas, brake] = row as unknown as [number, number, number];
    const at = (name: string) => row[ACTION.length + LANE_TRACE_NAMES.indexOf(name)] as number;
    const heading = at('headingRad');
    const pitch = at('pitchRad');
    const speedMps = at('speedMps');
    const share = at('oobPercentage');
    const isOob = share > oobTolerance;
    if (isOob) {
      if (!wasOob) counter++;
      maxOob = wasOob ? Math.max(maxOob, share) : share;
    }
    wasOob = isOob;
    const dir: Vector = [
      Math.cos(heading) * Math.cos(pitch),
      Math.sin(heading) * Math.cos(pitch),
      Math.sin(pitch),
    ];
    records.push([
      step * CONTROL_STEP_S,
      [at('xM'), at('yM'), at('zM')],
      dir,
      [dir[0] * speedMps, dir[1] * speedMps, dir[2] * speedMps],
      steer * MAX_WHEEL_DEG,
      steer,
      brake,
      brake,
      gas,
      gas,
      speedMps,
      Math.round(Math.abs(speedMps) * 3.6),
      isOob,
      counter,
      maxOob,
      at('oobDistanceM'),
      share,
    ]);
  }
  return records;
}
