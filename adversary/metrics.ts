import { mean, type Proportion, standardDeviation, wilson } from '../sim/core/stats.ts';
import type { Point } from '../sim/space/axis.ts';
import type { Trial } from './adversary.ts';

/**
 * Default radius of `coverage` and linking length of `failureClusters`, per square root of the
 * dimension: 0.2 sqrt(d) means an average difference of a tenth of each axis's range.
 */
export const RADIUS_PER_ROOT_DIMENSION = 0.2;

export function defaultRadius(dimension: number): number {
  return RADIUS_PER_ROOT_DIMENSION * Math.sqrt(dimension);
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
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const d = (a[i] as number) - (b[i] as number);
    sum += d * d;
  }
  return Math.sqrt(sum);
}

function coordinates(points: readonly Point[], axis: number): readonly number[] {
  return points.map((p) => p[axis] as number);
}
