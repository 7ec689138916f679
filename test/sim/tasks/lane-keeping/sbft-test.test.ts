import { describe, expect, it } from 'vitest';
import type { PointM } from '../../../../sim/geometry/road.ts';
import { createTask, sbftTest } from '../../../../sim/index.ts';
import { sbftFeatures } from '../../../../sim/tasks/lane-keeping/sbft-features.ts';
import { sbftRecords } from '../../../../sim/tasks/lane-keeping/sbft-records.ts';

const task = createTask('driving/lane-keeping');
const NAMES = [...task.action.names, ...task.traceNames];

/** A log of so many steps, each column given as a list or left at 0. */
function logOf(steps: number, columns: Readonly<Record<string, readonly number[]>>) {
  const rows = new Float64Array(steps * NAMES.length);
  for (const [name, values] of Object.entries(columns)) {
    for (let k = 0; k < steps; k++) rows[k * NAMES.length + NAMES.indexOf(name)] = values[k] as number;
  }
  return { names: NAMES, rows };
}
const START = new Float64Array(task.traceNames.length);

describe("the features of the competition's tests", () => {
  it('are those of a circle, and of a straight road', () => {
    const circle = Array.from(
      { length: 120 },
      (_, i): PointM => [20 * Math.cos(i / 20), 20 * Math.sin(i / 20)],
    );
    // Directions up to 180 degrees from the north fall in 13 of the bins of 14.4 degrees, which have 26 edges.
    expect(sbftFeatures(circle, [])).toEqual({ MAX_CURV: expect.closeTo(1 / 20, 6), DIR_COV: 13 / 26 });
    const straight = Array.from({ length: 50 }, (_, i): PointM => [0, i]);
    expect(sbftFeatures(straight, [])).toEqual({ MAX_CURV: 0, DIR_COV: 1 / 26 });
  });

  it('are the spread of the steering and the mean and greatest lateral position of a drive', () => {
    const records = sbftRecords(START, logOf(3, { steer: [0.2, -0.2, 0], oobDistanceM: [1, 2, 3] }), 0.95);
    const straight = Array.from({ length: 50 }, (_, i): PointM => [0, i]);
    const { STD_SA, MEAN_LP, MAX_LP } = sbftFeatures(straight, records);
    // 0, 7, -7 and 0 degrees of 35.
    expect(STD_SA).toBeCloseTo(Math.sqrt((49 + 49) / 4), 9);
    expect([MEAN_LP, MAX_LP]).toEqual([1.5, 3]);
  });
});

describe('the records of a drive', () => {
  it('count each time that the car goes out of bounds, and keep the greatest share of the last', () => {
    const shares = [0.1, 0.96, 0.99, 0.97, 0.5, 0.96];
    const records = sbftRecords(START, logOf(6, { oobPercentage: shares }), 0.95);
    expect(records.map((record) => record.slice(12, 15))).toEqual([
      [false, 0, 0],
      [false, 0, 0],
      [true, 1, 0.96],
      [true, 1, 0.99],
      [true, 1, 0.99],
      [false, 1, 0.99],
      [true, 2, 0.96],
    ]);
    expect(records.map(([timer]) => timer)).toEqual([0, 1, 2, 3, 4, 5, 6].map((k) => k * 0.1));
  });

  it('point where the nose points, at the speed in km/h, rounded', () => {
    const [, record] = sbftRecords(START, logOf(1, { headingRad: [Math.PI / 2], speedMps: [10] }), 0.95);
    const [, , dir, vel, , , , , , , , kmh] = record ?? [];
    expect(dir).toEqual([expect.closeTo(0, 12), 1, 0]);
    expect(vel).toEqual([expect.closeTo(0, 12), 10, 0]);
    expect(kmh).toBe(36);
  });
});

describe('a drive as a test', () => {
  const drive = { name: 'gen-1', scene: {}, seed: 1, trajectory: null };

  it.each([
    ['goal', 'PASS', 'Successful test'],
    ['out-of-bounds', 'FAIL', 'Car drove out of the lane gen-1'],
    ['timeout', 'FAIL', 'Car is not moving fast enough gen-1'],
    [null, 'ERROR', 'Exhausted attempts gen-1'],
  ])('that ended by %s is a %s', (reason, outcome, description) => {
    expect(sbftTest(task, 1, { ...drive, reason })).toMatchObject({ test_outcome: outcome, description });
  });

  it('of an invalid road has the message of the rules, and no result', () => {
    const test = sbftTest(task, 4, {
      ...drive,
      scene: { curvature1PerM: 0.07, curvature2PerM: -0.07 },
      reason: null,
    });
    expect(test).toMatchObject({ is_valid: false, validation_message: 'The road is too sharp', id: 4 });
    expect(Object.keys(test)).toHaveLength(5);
    expect(test.interpolated_points.length).toBeGreaterThan(100);
  });
});
