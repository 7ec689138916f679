import type { ReadingSpec, SensorNeeds } from '../agent.ts';
import type { SensorSpec } from '../sensor-spec.ts';
import { checkSensors, completeSensor } from './sensor-numbers.ts';

/** What the sensors that an agent asks for will show. Throws an error of kind `usage` for one that cannot be. */
export function sensorReadings({ sensors = {} }: SensorNeeds): readonly ReadingSpec[] {
  checkSensors(sensors);
  return Object.entries(sensors).map(([name, spec]) => readingOf(name, spec));
}

function readingOf(name: string, spec: SensorSpec): ReadingSpec {
  const row = { name, dtype: 'float64', low: null, high: null } as const;
  if (spec.kind === 'lidar') {
    const { channels, azimuthSteps, rangeM } = completeSensor(name, spec);
    return {
      ...{ name, shape: [channels, azimuthSteps], dtype: 'float32', unit: 'm', low: 0, high: rangeM },
      description: 'ranges, lowest channel first, each from left to right; 0 where nothing came back',
    };
  }
  if (spec.kind === 'imu') {
    return {
      ...{ ...row, shape: [6], unit: 'rad/s, m/s^2' },
      description: 'turn rates and specific force, each ahead, left, up; mean over the last step',
    };
  }
  return {
    ...{ ...row, shape: [7], unit: 'm, m/s, deg, s' },
    description: 'east, north, up, ground speed, latitude, longitude, age of the fix',
  };
}
