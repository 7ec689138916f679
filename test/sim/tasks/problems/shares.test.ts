import { describe, expect, it } from 'vitest';
import { PROBLEMS, type Problem } from '../../../../sim/index.ts';
import { ARCHIPELAGO_SHARE } from '../../../../sim/tasks/problems/archipelago.ts';
import { fourBranchesShare } from '../../../../sim/tasks/problems/four-branches.ts';
import { rastriginArea } from '../../../../sim/tasks/problems/rastrigin.ts';
import { irwinHall, weightedSumBelow } from '../../../../sim/tasks/problems/volumes.ts';

const SLAB_WEIGHTS = Array.from({ length: 15 }, (_, i) => (i % 3) + 1);

function named(name: string): Problem {
  return PROBLEMS.find((problem) => problem.name === name) as Problem;
}

/** Written by shares.py beside this file, which comes to them by other ways. */
describe('shares of landscapes', () => {
  it('of a weighted sum of uniform numbers are what exact fractions say', () => {
    expect(weightedSumBelow([1, 2, 3], 2.5)).toBeCloseTo(0.3368055555555556, 13);
    expect(weightedSumBelow(SLAB_WEIGHTS, 10) / 0.018532537083646584).toBeCloseTo(1, 10);
    expect(weightedSumBelow([1, 1, 1, 1], 1.7)).toBeCloseTo(irwinHall(4, 1.7), 13);
  });

  it('of the four branches are what an integral over the other variable says', () => {
    expect(fourBranchesShare() / 0.004457331490626479).toBeCloseTo(1, 10);
  });

  it("of Rastrigin's basins are what lengths between roots add up to", () => {
    expect(rastriginArea(5) / 0.619235847759072).toBeCloseTo(1, 3);
    expect(rastriginArea(2) / 0.09761286185726889).toBeCloseTo(1, 3);
  });

  it('of the islands are what forty million points say', () => {
    expect(Math.abs(ARCHIPELAGO_SHARE - 0.055614475)).toBeLessThan(4 * 3.63e-5);
  });
});

describe('landscapes of their own kind', () => {
  it('fail between the turns of the sheet nowhere, and past its ends neither', () => {
    const { score } = named('swiss-roll');
    for (const [x, y, fails] of [
      [0.35, 0, false],
      [-0.35, 0, true],
      [0.55, 0, true],
      [0.25, 0.02, false],
      [0.95, -0.004, true],
      [0.95, 0.004, false],
    ] as const) {
      expect(score([x, y, 0.7]) <= 0.5, `${x}, ${y}`).toBe(fails);
    }
  });

  it('have no noise at one end of the noisy axis and most of it at the other', () => {
    const { noise, noiseAt } = named('growing-noise');
    expect(noiseAt?.([0, 0, 0, -1])).toBe(0);
    expect(noiseAt?.([0, 0, 0, 0])).toBeCloseTo(noise / 2, 12);
    expect(noiseAt?.([0, 0, 0, 1])).toBe(noise);
  });

  it('fail in another corner in each weather, and further in on ice', () => {
    const { space, score } = named('interaction');
    const at = (weather: string, surface: string, x1: number, x2: number, x3: number) =>
      score(space.encode({ x1, x2, x3, weather, surface })) <= 0.5;
    expect(at('clear', 'icy', 0.6, 0.6, 0.6)).toBe(true);
    expect(at('clear', 'wet', 0.6, 0.6, 0.6)).toBe(false);
    expect(at('rain', 'icy', 0.6, 0.6, 0.6)).toBe(false);
    expect(at('rain', 'wet', -0.8, 0.8, -0.8)).toBe(true);
    expect(at('fog', 'dry', 0.9, -0.9, -0.9)).toBe(true);
    expect(at('snow', 'dry', -0.8, -0.8, 0.8)).toBe(false);
  });

  it('cannot be between the islands', () => {
    const { invalid } = named('archipelago');
    expect(invalid?.([0.6, 0.6, 0.6])).toBeNull();
    expect(invalid?.([0, 0.37, 0])).toBeNull();
    expect(invalid?.([0.3, 0.3, 0.3])).toBe('0.140 from the nearest island');
  });
});
