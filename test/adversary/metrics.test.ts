import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trial } from '../../adversary/index.ts';
import {
  clustersHit,
  coverage,
  defaultRadius,
  foolingRate,
  linkClusters,
  meanScore,
  medianSpacing,
  nearestDistances,
  spreadRatio,
} from '../../adversary/metrics.ts';

const trial = (score: number, failed: boolean): Trial => ({ id: 'x', phase: 'x', point: [0], score, failed });

describe('the fooling rate', () => {
  it('is the share of failures with its Wilson interval', () => {
    // 8 of 10: centre (0.8 + z2/20) / (1 + z2/10) = 0.716740, half width 0.226543.
    const trials = Array.from({ length: 10 }, (_, i) => trial(i / 10, i < 8));
    const rate = foolingRate(trials);
    expect([rate.hits, rate.total, rate.share]).toEqual([8, 10, 0.8]);
    expect(rate.low).toBeCloseTo(0.490162, 5);
    expect(rate.high).toBeCloseTo(0.943318, 5);
    expect(meanScore(trials)).toBeCloseTo(0.45, 12);
  });
});

describe('the spread ratio', () => {
  it('is 1 for the induced points themselves, 0.5 when they are drawn halfway together, 0 for one point', () => {
    const induced = [
      [-1, 0],
      [1, 0.5],
      [0.5, -0.5],
    ];
    expect(spreadRatio(induced, induced)).toEqual([1, 1]);
    for (const ratio of spreadRatio(
      induced.map((p) => p.map((v) => 0.3 + v / 2)),
      induced,
    )) {
      expect(ratio).toBeCloseTo(0.5, 12);
    }
    expect(
      spreadRatio(
        [
          [0.2, 0.2],
          [0.2, 0.2],
        ],
        induced,
      ),
    ).toEqual([0, 0]);
  });

  it('is not a number where the induced points do not vary', () => {
    expect(spreadRatio([[0.1], [0.2]], [[0.5], [0.5]])).toEqual([Number.NaN]);
  });
});

describe('coverage', () => {
  const heldOut = [
    [0, 0],
    [0.5, 0],
    [1, 1],
    [-1, -1],
  ];

  it('counts held-out failures with a generated failure within the radius, its edge included', () => {
    expect(coverage(heldOut, [[0.25, 0]], 0.25)).toMatchObject({ hits: 2, total: 4, share: 0.5 });
    expect(coverage(heldOut, [[0.25, 0]], 0.2499)).toMatchObject({ hits: 0, total: 4 });
    expect(coverage(heldOut, [], 9)).toMatchObject({ hits: 0, total: 4 });
    expect(coverage([], [[0, 0]], 1).share).toBeNaN();
  });

  it('grows with the radius', () => {
    const point = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(fc.array(point), fc.array(point), fc.double({ min: 0, max: 2, noNaN: true }), (a, b, r) => {
        expect(coverage(a, b, r).hits).toBeLessThanOrEqual(coverage(a, b, r + 0.1).hits);
      }),
    );
  });

  it('has a default radius within which 2 % of the pairs of scenes lie', () => {
    // Closed forms: r - r^2 / 4 on one axis; (4 pi r^3 / 3 - 3 pi r^4 / 4 + 2 r^5 / 5 - r^6 / 48) / 8 on three.
    expect(defaultRadius(1)).toBeCloseTo(0.0201, 2.5);
    expect(defaultRadius(3)).toBeCloseTo(0.3614, 2);
    expect(defaultRadius(3)).toBe(defaultRadius(3));
    expect(defaultRadius(12)).toBeGreaterThan(1.7);
  });
});

describe('the distance to the pool', () => {
  it('is that to the nearest pool point', () => {
    const distances = nearestDistances(
      [
        [0, 0],
        [1, 1],
      ],
      [
        [0.3, 0.4],
        [1, 1],
      ],
    );
    expect(distances[0]).toBeCloseTo(0.5, 12);
    expect(distances[1]).toBe(0);
  });
});

describe('the spacing of points', () => {
  it('is the median distance to the nearest other one', () => {
    expect(medianSpacing([[0], [0.1], [0.5], [1.5]])).toBeCloseTo(0.4, 12);
    expect(medianSpacing([[0]])).toBe(0);
  });
});

describe('failure clusters', () => {
  // A chain 0, 0.1, 0.2 (linked through its middle), a pair at 0.8, and a lone point at -1.
  const points = [[0], [0.8], [0.1], [-1], [0.85], [0.2]];

  it('are joined through neighbours', () => {
    expect(linkClusters(points, 0.11)).toEqual([0, 1, 0, 2, 1, 0]);
    expect(linkClusters(points, 0.04)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(linkClusters(points, 2)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('are hit by a generated failure near one of their members', () => {
    expect(clustersHit(points, [[0.25], [0.9]], 0.11)).toEqual({ hit: 2, total: 3 });
    expect(clustersHit(points, [], 0.11)).toEqual({ hit: 0, total: 3 });
  });
});
