import { describe, expect, it } from 'vitest';
import type { GnssSpec, ImuSpec, SensorSpec } from '../../../sim/sensor-spec.ts';
import type { SensorMoment } from '../../../sim/sensors/sensor-moment.ts';
import { sensorReadings } from '../../../sim/sensors/sensor-readings.ts';
import { SensorSuite } from '../../../sim/sensors/sensor-suite.ts';

const STEP_S = 0.1;
const REST = { xM: 0, yM: 0, zM: 0, headingRad: 0, pitchRad: 0, rollRad: 0 };
const QUIET_IMU: ImuSpec = {
  kind: 'imu',
  gyroNoiseDegpsRtHz: 0,
  accelNoiseMps2RtHz: 0,
  gyroBiasDegps: 0,
  accelBiasMps2: 0,
};
const QUIET_GNSS: GnssSpec = {
  kind: 'gnss',
  horizontalNoiseM: 0,
  verticalNoiseM: 0,
  driftM: 0,
  speedNoiseMps: 0,
};

/** What a sensor shows along a motion, step by step. */
function shown(
  spec: SensorSpec,
  steps: number,
  motion: (timeS: number) => Partial<SensorMoment>,
  seed = 1,
): number[][] {
  const weather = { fogDensityPerM: 0, rain: 0 };
  const needs = { camera: null, truth: false, sensors: { it: spec } };
  const suite = SensorSuite.open(needs, { seed, stepS: STEP_S, solids: [], weather }) as SensorSuite;
  return Array.from({ length: steps }, (_, i) => {
    const timeS = i * STEP_S;
    const still = { timeS, pose: REST, velocityMps: [0, 0, 0] as const, movers: [] };
    return [...(suite.read({ ...still, ...motion(timeS) }).it as Float64Array)];
  });
}

function stats(values: readonly number[]) {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

const column = (rows: readonly number[][], k: number) => rows.map((row) => row[k] as number);

describe('an inertial unit', () => {
  it('at rest shows gravity upward, and tilted its parts along the axes', () => {
    const [level] = shown(QUIET_IMU, 1, () => ({}));
    expect(level).toEqual([0, 0, 0, 0, 0, 9.81]);
    const [tilted = []] = shown(QUIET_IMU, 1, () => ({ pose: { ...REST, pitchRad: 0.3, rollRad: 0.2 } }));
    expect(tilted[3]).toBeCloseTo(9.81 * Math.sin(0.3), 12);
    expect(tilted[4]).toBeCloseTo(9.81 * Math.cos(0.3) * Math.sin(0.2), 12);
    expect(tilted[5]).toBeCloseTo(9.81 * Math.cos(0.3) * Math.cos(0.2), 12);
  });

  it('on a circle shows the turn rate and speed times turn rate towards the left', () => {
    const [rate, speed] = [0.5, 10];
    const rows = shown(QUIET_IMU, 20, (timeS) => ({
      pose: { ...REST, headingRad: rate * timeS },
      velocityMps: [speed * Math.cos(rate * timeS), speed * Math.sin(rate * timeS), 0],
    }));
    const row = rows.at(-1) as number[];
    expect(row[2]).toBeCloseTo(rate, 12);
    // A mean over a step: the chord's share of the arc, sin(x) / x, along the end of the step.
    const half = (rate * STEP_S) / 2;
    const chord = (rate * speed * Math.sin(half)) / half;
    expect(row[3]).toBeCloseTo(chord * Math.sin(half), 10);
    expect(row[4]).toBeCloseTo(chord * Math.cos(half), 10);
  });

  it('has white noise of density over the root of the step', () => {
    const rows = shown({ ...QUIET_IMU, gyroNoiseDegpsRtHz: 1, accelNoiseMps2RtHz: 0.2 }, 10_000, () => ({}));
    const gyro = (1 * Math.PI) / 180 / Math.sqrt(STEP_S);
    expect(stats(column(rows, 0)).deviation / gyro).toBeGreaterThan(0.97);
    expect(stats(column(rows, 0)).deviation / gyro).toBeLessThan(1.03);
    expect(stats(column(rows, 3)).deviation / (0.2 / Math.sqrt(STEP_S))).toBeGreaterThan(0.97);
    expect(stats(column(rows, 3)).deviation / (0.2 / Math.sqrt(STEP_S))).toBeLessThan(1.03);
  });

  it('has a bias of the deviation asked for whose memory fades with the time constant', () => {
    const spec: SensorSpec = { ...QUIET_IMU, accelBiasMps2: 0.5, biasTimeS: 1 };
    const x = column(
      shown(spec, 20_000, () => ({})),
      3,
    );
    const { mean, deviation } = stats(x);
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(deviation).toBeCloseTo(0.5, 1);
    // Ten steps are one time constant.
    const pairs = x.slice(10).map((v, i) => v * (x[i] as number));
    expect(stats(pairs).mean / (deviation * deviation)).toBeCloseTo(Math.exp(-1), 1);
  });
});

describe('a satellite receiver', () => {
  it('shows place and ground speed, and the latitude and longitude of a degree by WGS 84', () => {
    const spec: SensorSpec = { ...QUIET_GNSS, originLatitudeDeg: 45, originLongitudeDeg: 10 };
    const pose = { ...REST, xM: 788.47, yM: 1111.32, zM: 3 };
    const [row = []] = shown(spec, 1, () => ({ pose, velocityMps: [3, 4, 1] }));
    expect(row.slice(0, 4)).toEqual([788.47, 1111.32, 3, 5]);
    // A hundredth of a degree at 45 degrees north is 1111.32 m of latitude and 788.47 m of longitude.
    expect(row[4]).toBeCloseTo(45.01, 6);
    expect(row[5]).toBeCloseTo(10.01, 6);
    expect(row[6]).toBe(0);
  });

  it('has a fix at its rate; the one between ages', () => {
    const rows = shown({ ...QUIET_GNSS, rateHz: 2 }, 11, (timeS) => ({ pose: { ...REST, xM: timeS } }));
    const places = column(rows, 0).map((v) => Math.round(10 * v));
    expect(places).toEqual([0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 10]);
    expect(column(rows, 6).map((v) => Math.round(10 * v))).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0]);
  });

  it('has white noise and a slow drift of the deviations asked for', () => {
    const noisy = shown({ ...QUIET_GNSS, horizontalNoiseM: 2, verticalNoiseM: 4 }, 10_000, () => ({}));
    expect(stats(column(noisy, 0)).deviation / 2).toBeCloseTo(1, 1);
    expect(stats(column(noisy, 2)).deviation / 4).toBeCloseTo(1, 1);
    const adrift = column(
      shown({ ...QUIET_GNSS, driftM: 3, driftTimeS: 1 }, 20_000, () => ({})),
      1,
    );
    const { deviation } = stats(adrift);
    expect(deviation / 3).toBeCloseTo(1, 1);
    const pairs = adrift.slice(10).map((v, i) => v * (adrift[i] as number));
    expect(stats(pairs).mean / (deviation * deviation)).toBeCloseTo(Math.exp(-1), 1);
  });
});

describe('sensors', () => {
  it('are told beforehand, with shape, unit and bounds', () => {
    const sensors = { roof: { kind: 'lidar', channels: 4, rangeM: 50 }, imu: { kind: 'imu' } } as const;
    const specs = sensorReadings({ camera: null, truth: false, sensors });
    expect(specs).toMatchObject([
      { name: 'roof', shape: [4, 360], dtype: 'float32', unit: 'm', low: 0, high: 50 },
      { name: 'imu', shape: [6], dtype: 'float64' },
    ]);
    expect(sensorReadings({ camera: null, truth: true })).toEqual([]);
  });

  it.each([
    [{ roof: { kind: 'lidar', channels: 0 } }, /roof/],
    [{ roof: { kind: 'lidar', channels: 128, azimuthSteps: 4096 } }, /roof/],
    [{ roof: { kind: 'lidar', lowestDeg: 5, highestDeg: 1 } }, /roof/],
    [{ g: { kind: 'gnss', rateHz: Number.NaN } }, /rateHz/],
    [{ 'no name': { kind: 'imu' } }, /name/],
    [{ it: { kind: 'radar' } }, /kind/],
  ])('that cannot be are refused: %j', (sensors, message) => {
    expect(() => sensorReadings({ camera: null, truth: false, sensors: sensors as never })).toThrow(message);
  });
});
