import { describe, expect, it } from 'vitest';
import { createTask } from '../../../../sim/index.ts';
import type { Score, Task } from '../../../../sim/task.ts';

const NEEDS = { camera: null, truth: true };
const ROAD = '{"road_points": [[100, 20], [100, 180]]}';
const make = (argument: string) =>
  createTask(`driving/lane-keeping${argument}`, () => new TextEncoder().encode(ROAD));

/** Drives straight north, a little to the left, until the car has left its lane or the road has ended. */
function driftOut(task: Task): { readonly score: Score; readonly shares: readonly number[] } {
  const episode = task.begin({}, { seed: 4, seat: 0, renderer: null, needs: NEEDS });
  const state = new Float64Array(task.traceNames.length);
  const shares: number[] = [];
  while (!episode.over) {
    episode.advance([0.03, 0.3, 0]);
    episode.trace(state, 0);
    shares.push(state[task.traceNames.indexOf('oobPercentage')] as number);
  }
  const score = episode.score();
  episode.close();
  return { score, shares };
}

describe('the tolerance of the out-of-bounds oracle', () => {
  it.each(['', ':oob=0.85', ':oob=0.5', ':oob=0.5:road.json'])(
    'of driving/lane-keeping%s ends a drive at the first share above it',
    (argument) => {
      const tolerance = Number(/oob=([\d.]+)/.exec(argument)?.[1] ?? 0.95);
      const task = make(argument);
      const { score, shares } = driftOut(task);
      expect(task.id).toBe(`driving/lane-keeping${argument}`);
      expect(score).toMatchObject({ reason: 'out-of-bounds', failed: true });
      expect(shares.at(-1)).toBeGreaterThan(tolerance);
      expect(Math.max(...shares.slice(0, -1))).toBeLessThanOrEqual(tolerance);
    },
  );

  it('ends the same drive sooner where it is smaller, and scales the lane term', () => {
    const [wide, narrow] = [driftOut(make('')), driftOut(make(':oob=0.5'))];
    expect(narrow.shares.length).toBeLessThan(wide.shares.length);
    expect(narrow.shares).toEqual(wide.shares.slice(0, narrow.shares.length));
    const task = make(':oob=0.5');
    const row = new Float64Array(task.traceNames.length);
    row[task.traceNames.indexOf('maxOobPercentage')] = 0.25;
    expect(task.retrace?.({}, 1).score(row, 1).terms.lane).toBeCloseTo(0.5, 12);
  });

  it('is at most 1, where no drive goes out of bounds', () => {
    expect(driftOut(make(':oob=1')).score.reason).not.toBe('out-of-bounds');
  });

  it.each([':oob=0', ':oob=1.01', ':oob=', ':oob=85%', ':oob=NaN', ':oob=-1', ':oob=1e-3', ':oob=0.5:'])(
    'is refused as %s',
    (argument) => {
      expect(() => make(argument)).toThrow(/out-of-bounds tolerance is wrong[\s\S]*above 0 and at most 1/);
    },
  );
});
