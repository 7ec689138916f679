import { describe, expect, it } from 'vitest';
import { crowding, dominates, fronts } from '../../../adversary/search/fronts.ts';
import { parzen, parzenOfBins } from '../../../adversary/search/parzen.ts';
import { breed } from '../../../adversary/search/variation.ts';
import { Rng } from '../../../sim/core/rng.ts';

const MEAN = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('variation', () => {
  const crossing = { crossover: 1, crossoverIndex: 15, mutation: 1e-12, mutationIndex: 20 };
  const mutating = { crossover: 0, crossoverIndex: 15, mutation: 1, mutationIndex: 20 };

  it('keeps the middle of two parents far from the bounds, and spreads by the index', () => {
    const rng = new Rng(1, 'cross');
    const ratios: number[] = [];
    for (let i = 0; i < 20_000; i++) {
      const [[a = 0], [b = 0]] = breed([-0.01], [0.01], crossing, rng);
      expect(a + b).toBeCloseTo(0, 12);
      ratios.push(Math.abs(a - b) / 0.02);
    }
    // E[beta] of SBX is (1/2)(eta+1)/(eta+2) + (1/2)(eta+1)/eta = 1.00392; half are left uncrossed at 1.
    expect(MEAN(ratios)).toBeCloseTo((1 + (16 / 17 + 16 / 15) / 2) / 2, 2);
    // Half of the crossed contract: with density (eta+1) beta^eta, 0.9^16 of them below 0.9.
    const below = ratios.filter((beta) => beta < 0.9).length / ratios.length;
    expect(below).toBeCloseTo(0.25 * 0.9 ** 16, 2);
  });

  it('mutates as far as the polynomial says', () => {
    const rng = new Rng(2, 'mutate');
    const changes = Array.from({ length: 20_000 }, () => breed([0], [0], mutating, rng)[0][0] as number);
    expect(MEAN(changes)).toBeCloseTo(0, 2);
    // From 0 the nearer bound is half the range away, whose 0.5^21 share is next to nothing:
    // E|delta| = 1 / (eta + 2) of the range 2.
    expect(MEAN(changes.map(Math.abs))).toBeCloseTo(2 / 22, 2);
  });

  it('stays in the box even where parents lie on its faces', () => {
    const rng = new Rng(3, 'faces');
    const wild = { crossover: 1, crossoverIndex: 0.1, mutation: 1, mutationIndex: 0.1 };
    for (let i = 0; i < 2000; i++) {
      for (const child of breed([-1, 1, 0.3, 1], [1, 1, -1, 1 - 1e-9], wild, rng)) {
        for (const x of child) expect(Math.abs(x)).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('fronts', () => {
  it('are peeled off one after the other', () => {
    const objectives = [
      [1, 5],
      [2, 3],
      [4, 1],
      [3, 4],
      [5, 5],
      [2, 3],
    ];
    expect(fronts(objectives)).toEqual([[0, 1, 2, 5], [3], [4]]);
    expect(dominates([1, 1], [1, 1])).toBe(false);
    expect(dominates([1, 1], [1, 2])).toBe(true);
  });

  it('have their ends kept and their gaps measured', () => {
    const objectives = [
      [0, 10],
      [1, 6],
      [4, 2],
      [10, 0],
    ];
    const [a, b, c, d] = crowding(objectives);
    expect([a, d]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(b).toBeCloseTo(4 / 10 + 8 / 10, 12);
    expect(c).toBeCloseTo(9 / 10 + 6 / 10, 12);
  });
});

describe('Parzen estimators', () => {
  it('integrate to one over the box, and draw what they say', () => {
    const axis = parzen([-0.9, -0.85, 0.4, 0.4, 0.42]);
    const steps = 20_000;
    const at = (i: number) => (2 * (i + 0.5)) / steps - 1;
    let [mass, first] = [0, 0];
    for (let i = 0; i < steps; i++) {
      const share = (Math.exp(axis.logDensity(at(i))) * 2) / steps;
      mass += share;
      first += share * at(i);
    }
    expect(mass).toBeCloseTo(1, 5);
    const rng = new Rng(1, 'parzen');
    expect(MEAN(Array.from({ length: 40_000 }, () => axis.draw(rng)))).toBeCloseTo(first, 1);
  });

  it('count the bins of a categorical axis once more than they were seen', () => {
    const axis = parzenOfBins([-0.9, -0.8, 0.9], 3);
    expect([-2 / 3, 0, 2 / 3].map((x) => Math.exp(axis.logDensity(x)))).toEqual([
      expect.closeTo(3 / 6, 12),
      expect.closeTo(1 / 6, 12),
      expect.closeTo(2 / 6, 12),
    ]);
    const rng = new Rng(1, 'bins');
    const drawn = Array.from({ length: 6000 }, () => axis.draw(rng));
    expect(drawn.filter((x) => x < -0.5).length / 6000).toBeCloseTo(0.5, 1);
    expect(new Set(drawn).size).toBe(3);
  });
});
