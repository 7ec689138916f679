import { mean, type Proportion, Rng, standardDeviation, wilson } from '../sim/core/index.ts';
import type { Point } from '../sim/space/index.ts';
import type { Trial } from './adversary.ts';
import { uniformPoint } from './uniform.ts';

/** Share of all pairs of scenes that count as near each other. */
const NEAR_SHARE = 0.02;
const PAIRS = 100_000;
const radii = new Map<number, number>();

/**
 * Default radius of `coverage` and linking length of clusters: 2 % of the pairs of uniform points
 * of [-1, 1]^d lie within it (0.36 for d = 3, 1.8 for d = 12). A radius fixed per axis would hold
 * next to nothing in twelve dimensions and half the box in two. Estimated from fixed pairs.
 */
export function defaultRadius(dimension: number): number {
  const known = radii.get(dimension);
  if (known !== undefined) return known;
  const rng = new Rng(1, 'radius', dimension);
  const distances = Float64Array.from({ length: PAIRS }, () =>
    distance(uniformPoint(rng, dimension), uniformPoint(rng, dimension)),
  );
  const radius = distances.sort()[NEAR_SHARE * PAIRS] as number;
  radii.set(dimension, radius);
  return radius;
}

/** Attack fooling rate: the share of the trials that failed, with its Wilson interval. */
export function foolingRate(trials: readonly Trial[]): Proportion {
  return wilson(trials.filter((trial) => trial.failed).length, trials.length);
}

export function meanScore(trials: readonly Trial[]): number {
  return mean(trials.map((trial) => trial.score));
}

/**
 * Per axis: standard deviation of the generated points over that of the induced ones. Near 1 is
 * healthy, near 0 is a collapse; NaN where the induced points do not vary.
 */
export function spreadRatio(generated: readonly Point[], induced: readonly Point[]): readonly number[] {
  const dimension = induced[0]?.length ?? generated[0]?.length ?? 0;
  return Array.from({ length: dimension }, (_, axis) => {
    const reference = standardDeviation(coordinates(induced, axis));
    return reference === 0 ? Number.NaN : standardDeviation(coordinates(generated, axis)) / reference;
  });
}

/**
 * Coverage of held-out failures: the share of independent failing points that have a generated
 * failing point within `radius` (Euclidean, in [-1, 1]^d).
 */
export function coverage(
  heldOutFailures: readonly Point[],
  generatedFailures: readonly Point[],
  radius: number,
): Proportion {
  const near = heldOutFailures.filter((p) => generatedFailures.some((q) => distance(p, q) <= radius));
  return wilson(near.length, heldOutFailures.length);
}

/** Distance of each generated point to the nearest of the pool: zeros would mean a memory, not a model. */
export function nearestDistances(generated: readonly Point[], pool: readonly Point[]): readonly number[] {
  return generated.map((p) => {
    let least = Number.POSITIVE_INFINITY;
    for (const q of pool) least = Math.min(least, distance(p, q));
    return least;
  });
}

/** Median over the points of the distance to the nearest other one; 0 for fewer than two points. */
export function medianSpacing(points: readonly Point[]): number {
  if (points.length < 2) return 0;
  const nearest = points.map((p, i) => {
    let least = Number.POSITIVE_INFINITY;
    points.forEach((q, k) => {
      if (k !== i) least = Math.min(least, distance(p, q));
    });
    return least;
  });
  nearest.sort((a, b) => a - b);
  return nearest[Math.floor(nearest.length / 2)] as number;
}

/**
 * Groups points by single linkage: two points closer than `link` are in one cluster, and so are
 * their neighbours. Gives each point's cluster, numbered from 0 in order of first appearance.
 */
export function linkClusters(points: readonly Point[], link: number): readonly number[] {
  const cluster = new Array<number>(points.length).fill(-1);
  let clusters = 0;
  for (let start = 0; start < points.length; start++) {
    if (cluster[start] !== -1) continue;
    const open = [start];
    cluster[start] = clusters;
    while (open.length > 0) {
      const here = points[open.pop() as number] as Point;
      points.forEach((other, i) => {
        if (cluster[i] !== -1 || distance(here, other) > link) return;
        cluster[i] = clusters;
        open.push(i);
      });
    }
    clusters++;
  }
  return cluster;
}

export interface ClustersHit {
  /** Clusters of known failures that have a generated failure within `radius` of a member. */
  readonly hit: number;
  readonly total: number;
}

/** How many clusters of the known failures the generated failures reach; lone points count as clusters. */
export function clustersHit(
  knownFailures: readonly Point[],
  generatedFailures: readonly Point[],
  radius: number,
): ClustersHit {
  const cluster = linkClusters(knownFailures, radius);
  const hit = new Set<number>();
  knownFailures.forEach((p, i) => {
    if (generatedFailures.some((q) => distance(p, q) <= radius)) hit.add(cluster[i] as number);
  });
  return { hit: hit.size, total: new Set(cluster).size };
}

export function distance(a: Point, b: Point): number {
  return Math.sqrt(squaredDistance(a, b));
}

export function squaredDistance(a: Point, b: Point): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const d = (a[i] as number) - (b[i] as number);
    sum += d * d;
  }
  return sum;
}

function coordinates(points: readonly Point[], axis: number): readonly number[] {
  return points.map((p) => p[axis] as number);
}
