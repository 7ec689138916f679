import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  criticalDifference,
  friedman,
  holm,
  indistinct,
  mannWhitney,
  mostWithNoneOf,
  signedRank,
} from '../../../adversary/index.ts';
import { chiSquaredTail, normalTail } from '../../../adversary/statistics/gamma.ts';
import { normalRangeShare } from '../../../adversary/statistics/nemenyi.ts';

interface Reference {
  readonly samples: readonly { a: number[]; b: number[]; u: number; p: number }[];
  readonly blocks: readonly { table: number[][]; chiSquared: number; p: number; meanRanks: number[] }[];
  readonly pairs: readonly { a: number[]; b: number[]; p: number }[];
  readonly ranges: readonly { k: number; q: number }[];
  readonly none: readonly { n: number; most: number }[];
  readonly tails: readonly { z: number; p: number }[];
  readonly squares: readonly { x: number; degrees: number; p: number }[];
}

const scipy = JSON.parse(
  readFileSync(new URL('../../golden/adversary/statistics.json', import.meta.url), 'utf8'),
) as Reference;

function expectClose(got: number, expected: number, relative = 1e-9): void {
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

describe('the statistics of comparisons, as scipy has them', () => {
  it('the tails of the normal and the chi-squared distribution', () => {
    for (const { z, p } of scipy.tails) expectClose(normalTail(z), p, 1e-12);
    for (const { x, degrees, p } of scipy.squares) expectClose(chiSquaredTail(x, degrees), p, 1e-10);
  });

  it('Mann and Whitney, exact and with ties, and A12 as the share of pairs won', () => {
    for (const { a, b, u, p } of scipy.samples) {
      const found = mannWhitney(a, b);
      expect(found.u).toBe(u);
      expectClose(found.p, p);
      const wins: number[] = a.flatMap((x) => b.map((y) => (x > y ? 1 : x === y ? 0.5 : 0)));
      expectClose(found.a12, wins.reduce((sum, w) => sum + w, 0) / wins.length, 1e-12);
      expectClose(mannWhitney(b, a).p, p);
      expect(mannWhitney(b, a).a12).toBeCloseTo(1 - found.a12, 12);
    }
  });

  it('finds no difference between equal constants, and nothing in nothing', () => {
    expect(mannWhitney([3, 3, 3], [3, 3])).toEqual({ u: 3, p: 1, a12: 0.5 });
    expect(mannWhitney([], [1]).p).toBeNaN();
  });

  it('Wilcoxon of pairs, exact with and without ties', () => {
    for (const { a, b, p } of scipy.pairs) {
      expectClose(signedRank(a, b), p);
      expectClose(signedRank(b, a), p);
    }
    expect(signedRank([1, 2, 3], [1, 2, 3])).toBe(1);
    // All of twenty on one side: two of 2^20 choices of signs are as far out.
    const twenty = Array.from({ length: 20 }, (_, i) => i + 1);
    expectClose(signedRank(twenty, new Array(20).fill(0)), 2 / 2 ** 20);
  });

  it('Friedman, with ties', () => {
    for (const { table, chiSquared, p, meanRanks } of scipy.blocks) {
      const found = friedman(table);
      expectClose(found.chiSquared, chiSquared);
      expectClose(found.p, p);
      found.meanRanks.forEach((r, i) => void expectClose(r, meanRanks[i] as number, 1e-12));
    }
    expect(friedman([[1, 1, 1]]).p).toBe(1);
  });

  it('the range of normal numbers and the critical difference', () => {
    for (const { k, q } of scipy.ranges) {
      expect(normalRangeShare(q, k)).toBeCloseTo(0.95, 8);
      expectClose(criticalDifference(k, 12), (q / Math.SQRT2) * Math.sqrt((k * (k + 1)) / 72), 1e-7);
    }
  });

  it.each([
    // Demsar 2006, table 5a: critical values for the two-tailed Nemenyi test at 0.05.
    [2, 1.96],
    [3, 2.343],
    [4, 2.569],
    [5, 2.728],
    [10, 3.164],
  ])('the critical value of %d methods as printed by Demsar', (k, q) => {
    expect(criticalDifference(k, 1) / Math.sqrt((k * (k + 1)) / 6)).toBeCloseTo(q, 2);
  });

  it('the bound when nothing failed, near three in n', () => {
    for (const { n, most } of scipy.none) expectClose(mostWithNoneOf(n), most, 1e-9);
    expect(mostWithNoneOf(0)).toBe(1);
    expect(1000 * mostWithNoneOf(1000)).toBeCloseTo(3, 1);
  });
});

it('corrects p-values for their number as Holm did', () => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
  [0.03, 0.06, 0.06, 0.02].forEach((p, i) => void expect(adjusted[i]).toBeCloseTo(p, 12));
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
});

it('groups methods that cannot be told apart', () => {
  expect(indistinct([1, 4, 1.5, 2.4], 1)).toEqual([
    [0, 2],
    [2, 3],
  ]);
  expect(indistinct([1, 3, 5], 1)).toEqual([]);
  expect(indistinct([1, 1, 1], 1)).toEqual([[0, 1, 2]]);
});
