import { describe, expect, it } from 'vitest';
import type { LidarSpec } from '../../../sim/sensor-spec.ts';
import { obstacle } from '../../../sim/sensors/obstacle.ts';
import { ObstacleField } from '../../../sim/sensors/obstacle-field.ts';
import type { SensorMoment } from '../../../sim/sensors/sensor-moment.ts';
import { SensorSuite } from '../../../sim/sensors/sensor-suite.ts';
import type { Solid } from '../../../sim/world/solids.ts';

const CLEAR = { fogDensityPerM: 0, rain: 0 };
const PLACE = { xM: 0, yM: 0, zM: 0, headingRad: 0, pitchRad: 0, rollRad: 0 };
const AT: SensorMoment = { timeS: 0, pose: PLACE, velocityMps: [0, 0, 0], movers: [] };
const EXACT = { kind: 'lidar', noiseM: 0 } as const;

/** Its near face stands at x = 20; 200 m wide. */
const WALL: Solid = {
  ...{ id: 'wall', kind: 'building', shape: 'box', headingRad: 0 },
  ...{ xM: 25, yM: 0, lengthM: 10, widthM: 200, heightM: 50 },
};

function scan(
  spec: LidarSpec,
  { solids = [], weather = CLEAR, seed = 1, moment = AT, name = 'roof' } = {} as {
    solids?: Solid[];
    weather?: typeof CLEAR;
    seed?: number;
    moment?: SensorMoment;
    name?: string;
  },
): Float32Array {
  const needs = { camera: null, truth: false, sensors: { [name]: spec } };
  const suite = SensorSuite.open(needs, { seed, stepS: 0.1, solids, weather }) as SensorSuite;
  return (suite.read(moment)[name] as Float32Array).slice();
}

const deviation = (values: readonly number[]) => {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / values.length);
};

describe('a lidar', () => {
  it('sees a wall at 20 m as 20 / cos(azimuth), and nothing behind it', () => {
    const ranges = scan({ ...EXACT, azimuthSteps: 360 }, { solids: [WALL] });
    for (let i = 0; i < 360; i++) {
      const azimuth = ((180 - (i + 0.5)) * Math.PI) / 180;
      const expected = 20 / Math.cos(azimuth);
      const seen = Math.cos(azimuth) > 0 && expected < 100 && Math.abs(20 * Math.tan(azimuth)) < 100;
      expect(ranges[i]).toBeCloseTo(seen ? expected : 0, 4);
    }
  });

  it('sees level ground as rings of radius height / tan(depression)', () => {
    const spec = { ...EXACT, channels: 3, lowestDeg: -30, highestDeg: -10, azimuthSteps: 90, heightM: 2 };
    const ranges = scan(spec);
    [-30, -20, -10].forEach((deg, row) => {
      const radiusM = 2 / Math.tan((-deg * Math.PI) / 180);
      for (let column = 0; column < 90; column++) {
        const rangeM = ranges[row * 90 + column] as number;
        expect(rangeM * Math.cos((deg * Math.PI) / 180)).toBeCloseTo(radiusM, 4);
      }
    });
  });

  it('leans with its body: pitched down by a, it meets the ground ahead at height cos(a) / sin(a)', () => {
    const pose = { ...PLACE, pitchRad: -0.2, headingRad: 1 };
    const spec = { ...EXACT, azimuthSteps: 1, horizontalFovDeg: 1, heightM: 2 };
    const [rangeM] = scan(spec, { moment: { ...AT, pose } });
    expect(rangeM).toBeCloseTo((2 * Math.cos(0.2)) / Math.sin(0.2), 4);
  });

  it('sees a cylinder at its distance less its radius, and a mover as its box', () => {
    const ahead = { ...EXACT, azimuthSteps: 1, horizontalFovDeg: 1, heightM: 1 };
    const pole: Solid = {
      ...WALL,
      kind: 'pole',
      shape: 'cylinder',
      xM: 10,
      lengthM: 1,
      widthM: 1,
      heightM: 3,
    };
    expect(scan(ahead, { solids: [pole] })[0]).toBeCloseTo(9.5, 5);
    const car = { ...PLACE, id: 'other', kind: 'car', variant: 0, xM: 10 } as const;
    expect(scan(ahead, { moment: { ...AT, movers: [car] } })[0]).toBeCloseTo(10 - 2.1, 5);
    const across = { ...car, headingRad: Math.PI / 2 };
    expect(scan(ahead, { moment: { ...AT, movers: [across] } })[0]).toBeCloseTo(10 - 0.9, 5);
  });

  it('has range noise of the deviation asked for', () => {
    const spec: LidarSpec = {
      kind: 'lidar',
      channels: 100,
      azimuthSteps: 100,
      horizontalFovDeg: 1,
      noiseM: 0.5,
    };
    const ranges = [...scan(spec, { solids: [WALL] })];
    expect(ranges.reduce((sum, v) => sum + v, 0) / ranges.length).toBeCloseTo(20, 1);
    // 10 000 draws: the estimate of a deviation is within 3 % of it in all but 1 of 40 000 seeds.
    expect(deviation(ranges) / 0.5).toBeGreaterThan(0.97);
    expect(deviation(ranges) / 0.5).toBeLessThan(1.03);
  });

  it('loses the share of returns asked for, and no other range changes by it', () => {
    const spec: LidarSpec = { kind: 'lidar', channels: 100, azimuthSteps: 100, horizontalFovDeg: 1 };
    const all = scan(spec, { solids: [WALL] });
    const some = scan({ ...spec, dropout: 0.3 }, { solids: [WALL] });
    const lost = some.filter((v) => v === 0).length;
    // Binomial: 3000 lost of 10 000, deviation 46.
    expect(Math.abs(lost - 3000)).toBeLessThan(4 * 46);
    expect(some.every((v, i) => v === 0 || v === all[i])).toBe(true);
  });

  it('sees less far in fog, by Beer and Lambert', () => {
    // d exp(0.05 d) = 100 where 0.05 d = W(5) = 1.326725 (Lambert's function), at 26.53 m.
    const ahead = { ...EXACT, azimuthSteps: 1, horizontalFovDeg: 1, rangeM: 100 };
    const fog = { fogDensityPerM: 0.05, rain: 0 };
    const wallAt = (xM: number) => ({ ...WALL, xM: xM + 5 });
    const seen = (xM: number, weather = fog) =>
      Array.from({ length: 20 }, (_, seed) => scan(ahead, { solids: [wallAt(xM)], weather, seed })[0]);
    const atWall = (xM: number, found = seen(xM)) =>
      found.filter((v) => Math.abs((v as number) - xM) < 0.01).length;
    expect(atWall(26)).toBeGreaterThan(15);
    expect(atWall(27)).toBe(0);
    expect(atWall(27, seen(27, CLEAR))).toBe(20);
  });

  it('has returns from fog in the share of an exponential way to the first drop', () => {
    const spec = { ...EXACT, channels: 100, azimuthSteps: 100, horizontalFovDeg: 1, rangeM: 300 };
    const ranges = scan(spec, { solids: [WALL], weather: { fogDensityPerM: 0.05, rain: 0 } });
    const drops = ranges.filter((v) => v > 0 && v < 19.9).length;
    // All of the 20 m are near enough: d exp(0.05 d) = 54 m at 20 m, and 300 m x sqrt(0.04) = 60 m.
    const share = 1 - Math.exp(-0.05 * 0.05 * 20);
    const spread = Math.sqrt(10_000 * share * (1 - share));
    expect(Math.abs(drops - 10_000 * share)).toBeLessThan(4 * spread + 10);
  });

  it('is the same bits for the same seed and name, and others for another', () => {
    const spec: LidarSpec = { kind: 'lidar', dropout: 0.1 };
    const one = scan(spec, { solids: [WALL] });
    expect(scan(spec, { solids: [WALL] })).toEqual(one);
    expect(scan(spec, { solids: [WALL], seed: 2 })).not.toEqual(one);
    expect(scan(spec, { solids: [WALL], name: 'nose' })).not.toEqual(one);
  });
});

describe('a ray', () => {
  it('meets the roof of what it looks down on, and the inner side of what it is in', () => {
    const drum = obstacle({
      shape: 'cylinder',
      xM: 0,
      yM: 0,
      headingRad: 0,
      lengthM: 2,
      widthM: 2,
      heightM: 3,
    });
    const field = new ObstacleField([drum]);
    field.look(0.5, 0, 10, 100, []);
    expect(field.cast(0, 0, -1)).toBe(7);
    field.look(2, 0, 10, 100, []);
    expect(field.cast(0, 0, -1)).toBe(10);
    field.look(0, 0, 1, 100, []);
    expect(field.cast(1, 0, 0)).toBe(1);
    const box = obstacle({ shape: 'box', xM: 0, yM: 0, headingRad: 0.3, lengthM: 4, widthM: 2, heightM: 3 });
    const boxed = new ObstacleField([box]);
    boxed.look(0, 0, 1, 100, []);
    expect(boxed.cast(Math.cos(0.3), Math.sin(0.3), 0)).toBeCloseTo(2, 12);
    boxed.look(0, 0, 10, 100, []);
    expect(boxed.cast(0, 0, -1)).toBe(7);
  });
});
