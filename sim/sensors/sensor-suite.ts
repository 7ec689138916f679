import type { Readings, SensorNeeds } from '../agent.ts';
import type { Weather } from '../scene/picture.ts';
import type { SensorSpec, Sensors } from '../sensor-spec.ts';
import { Gnss } from './gnss.ts';
import { Imu } from './imu.ts';
import { Lidar } from './lidar.ts';
import type { Sensor, SensorMoment } from './sensor-moment.ts';
import { checkSensors, completeSensor } from './sensor-numbers.ts';
import type { Standing } from './standing.ts';

/** What the sensors of one episode are made for. */
export interface SensorSurroundings {
  readonly seed: number;
  /** Time between two readings. */
  readonly stepS: number;
  /** What lidars see, besides the ground and whoever moves. */
  readonly solids: readonly Standing[];
  readonly weather: Pick<Weather, 'fogDensityPerM' | 'rain'>;
}

/**
 * The sensors that an agent asked for, on one body in one episode. Each draws from streams of its own, named
 * after it: switching one on changes no other number. The danger: readings share memory with the next ones.
 */
export class SensorSuite {
  readonly #sensors: readonly (readonly [string, Sensor])[];
  #last: { readonly timeS: number; readonly readings: Readings } | null = null;

  private constructor(sensors: Sensors, surroundings: SensorSurroundings) {
    this.#sensors = Object.entries(sensors).map(([name, spec]) => [name, sensorOf(name, spec, surroundings)]);
  }

  /** Null where none are asked for. Throws an error of kind `usage` for sensors that cannot be. */
  static open({ sensors = {} }: SensorNeeds, surroundings: SensorSurroundings): SensorSuite | null {
    checkSensors(sensors);
    return Object.keys(sensors).length === 0 ? null : new SensorSuite(sensors, surroundings);
  }

  /** What they show now; asked again at the same time they show the same. */
  read(moment: SensorMoment): Readings {
    if (this.#last?.timeS === moment.timeS) return this.#last.readings;
    const readings = Object.fromEntries(this.#sensors.map(([name, sensor]) => [name, sensor.read(moment)]));
    this.#last = { timeS: moment.timeS, readings };
    return readings;
  }
}

function sensorOf(
  name: string,
  spec: SensorSpec,
  { seed, stepS, solids, weather }: SensorSurroundings,
): Sensor {
  switch (spec.kind) {
    case 'lidar':
      return new Lidar(completeSensor(name, spec), { seed, name, solids, weather });
    case 'imu':
      return new Imu(completeSensor(name, spec), { seed, name, stepS });
    case 'gnss':
      return new Gnss(completeSensor(name, spec), { seed, name });
  }
}
