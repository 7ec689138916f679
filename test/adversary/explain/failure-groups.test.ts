import { describe, expect, it } from 'vitest';
import { correlationsOf, marginalsOf } from '../../../adversary/explain/describe-distribution.ts';
import { groupFailures } from '../../../adversary/explain/failure-groups.ts';
import type { Observed } from '../../../adversary/explain/observed.ts';
import { distance } from '../../../adversary/metrics.ts';
import { Rng } from '../../../sim/core/rng.ts';
import type { Axis, Point } from '../../../sim/space/axis.ts';

const HEAPS: readonly { readonly at: Point; readonly count: number }[] = [
  { at: [-0.6, -0.6], count: 40 },
  { at: [0.6, 0.5], count: 25 },
  { at: [-0.5, 0.7], count: 12 },
];

function heaps(): readonly Observed[] {
  const rng = new Rng(4, 'heaps');
  const failures = HEAPS.flatMap(({ at, count }) =>
    Array.from({ length: count }, () => at.map((x) => x + 0.1 * rng.normal())),
  );
  const passes = Array.from({ length: 100 }, () => [rng.range(-1, 1), rng.range(-1, 1)]);
  return [...failures, ...passes].map((point, i) => {
    const failed = i < failures.length;
    return { id: String(i), point, score: failed ? 0 : 1, failed };
  });
}

describe('groupFailures', () => {
  it('finds heaps that lie apart, with an episode in the middle of each', () => {
    const { groups, silhouette } = groupFailures(heaps(), { seed: 1 });
    expect(groups.map(({ members }) => members.length)).toEqual(HEAPS.map(({ count }) => count));
    expect(silhouette).toBeGreaterThan(0.6);
    groups.forEach(({ representative, members }, k) => {
      expect(representative.failed).toBe(true);
      expect(members).toContain(representative);
      expect(distance(representative.point, HEAPS[k]?.at as Point)).toBeLessThan(0.1);
    });
  });

  it('puts failures that lie all over into one group, and none into none', () => {
    const rng = new Rng(5, 'all over');
    const all = Array.from({ length: 200 }, (_, i) => ({
      id: String(i),
      point: Array.from({ length: 8 }, () => rng.range(-1, 1)),
      score: 0,
      failed: true,
    }));
    const { groups, silhouette } = groupFailures(all, { seed: 1 });
    expect(groups.map(({ members }) => members.length)).toEqual([200]);
    expect(silhouette).toBeNull();
    expect(
      groupFailures(
        all.map((one) => ({ ...one, failed: false })),
        { seed: 1 },
      ).groups,
    ).toEqual([]);
    expect(groupFailures(all.slice(0, 1), { seed: 1 }).groups).toHaveLength(1);
  });

  it('groups failures that are all one point', () => {
    const same = Array.from({ length: 5 }, (_, i) => ({
      id: String(i),
      point: [0, 0],
      score: 0,
      failed: true,
    }));
    expect(groupFailures(same, { seed: 1 }).groups).toHaveLength(1);
  });
});

describe('marginalsOf', () => {
  const axes: readonly Axis[] = [
    { kind: 'continuous', name: 'heightM', unit: 'm', low: 1, high: 3, description: '' },
    { kind: 'categorical', name: 'weather', values: ['sun', 'rain'], description: '' },
  ];

  it('says where draws lie, in the units of the axes', () => {
    const draws = Array.from({ length: 1001 }, (_, i) => [i / 1000, i % 4 === 0 ? -0.5 : 0.5]);
    const [height, weather] = marginalsOf(axes, draws);
    expect(height?.moments?.mean).toBeCloseTo(2.5, 6);
    expect(height?.moments?.quantiles).toEqual(
      [2.05, 2.25, 2.5, 2.75, 2.95].map((x) => expect.closeTo(x, 6)),
    );
    expect(height?.moments?.deviation).toBeCloseTo(Math.sqrt(1 / 12), 2);
    // Half of the axis holds everything.
    expect(height?.fromUniform).toBeCloseTo(0.5, 2);
    expect(weather?.shares).toEqual([expect.closeTo(0.25, 2), expect.closeTo(0.75, 2)]);
    expect(weather?.moments).toBeNull();
  });

  it('correlates the axes', () => {
    const rng = new Rng(1, 'pairs');
    const draws = Array.from({ length: 4000 }, () => {
      const [a, b] = [rng.normal(), rng.normal()];
      return [a, 0.6 * a + 0.8 * b];
    });
    const [first, second] = correlationsOf(draws);
    expect(first?.[0]).toBeCloseTo(1, 9);
    expect(Math.abs((first?.[1] as number) - 0.6)).toBeLessThan(0.03);
    expect(second?.[0]).toBe(first?.[1]);
  });
});
