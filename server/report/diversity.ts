import {
  type ClustersHit,
  clustersHit,
  coverage,
  defaultRadius,
  distance,
  nearestDistances,
  spreadRatio,
} from '../../adversary/index.ts';
import { mean, type Proportion, standardDeviation } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { EpisodeView } from './run-view.ts';

/** How well the generated scenes cover the failures, rather than how often they fail. */
export interface Diversity {
  /** False for an adversary that trains on no part of the pool, or does not say on which. */
  readonly knowsInduced: boolean;
  /** Standard deviation of generated over induced, per axis; NaN where it is not known. */
  readonly spreadRatios: readonly number[];
  /** Euclidean, in [-1, 1] per axis. */
  readonly radius: number;
  /** Failures that no generator was trained on, and what they are. */
  readonly heldOut: 'random baseline' | 'pool failures that were not induced';
  readonly coverage: Proportion;
  readonly clusters: ClustersHit;
  /** Median distance from a generated scene to the nearest of the induced set. */
  readonly toInduced: number;
  /** Median distance from an induced scene to the nearest other one: the scale to judge by. */
  readonly withinInduced: number;
}

/** Null before anything was generated. */
export function measureDiversity(
  learned: readonly EpisodeView[],
  induced: readonly EpisodeView[],
  uniform: readonly EpisodeView[],
): Diversity | null {
  const first = learned[0];
  if (first === undefined) return null;
  const heldOut = heldOutFailures(uniform, induced);
  const generatedFailures = pointsOf(failuresOf(learned));
  const inducedPoints = pointsOf(induced);
  const generated = pointsOf(learned);
  const radius = defaultRadius(first.point.length);
  const knowsInduced = induced.length > 1;
  return {
    knowsInduced,
    spreadRatios: knowsInduced ? spreadRatio(generated, inducedPoints) : first.point.map(() => Number.NaN),
    radius,
    heldOut: heldOut[0]?.phase === 'random' ? 'random baseline' : 'pool failures that were not induced',
    coverage: coverage(pointsOf(heldOut), generatedFailures, radius),
    clusters: clustersHit(pointsOf(failuresOf(uniform)), generatedFailures, radius),
    toInduced: knowsInduced ? median(nearestDistances(generated, inducedPoints)) : Number.NaN,
    withinInduced: median(inducedPoints.map((point, i) => nearestOther(point, inducedPoints, i))),
  };
}

/** Failures that no generator was trained on: the random baseline's, else what was not induced. */
export function heldOutFailures(
  uniform: readonly EpisodeView[],
  induced: readonly EpisodeView[],
): readonly EpisodeView[] {
  const inducedIds = new Set(induced.map((episode) => episode.id));
  const failing = failuresOf(uniform);
  const baseline = failing.filter((episode) => episode.phase === 'random');
  return baseline.length > 0 ? baseline : failing.filter(({ id }) => !inducedIds.has(id));
}

/** Share of the held-out failures that have one of these episodes' failures nearby. */
export function coverageOf(
  episodes: readonly EpisodeView[],
  heldOut: readonly EpisodeView[],
): Proportion | null {
  const first = heldOut[0];
  if (first === undefined) return null;
  return coverage(pointsOf(heldOut), pointsOf(failuresOf(episodes)), defaultRadius(first.point.length));
}

/** Mean over the axes of the standard deviation of the failures, in [-1, 1]; null below two. */
export function spreadOfFailures(episodes: readonly EpisodeView[]): number | null {
  const points = pointsOf(failuresOf(episodes));
  const first = points[0];
  if (first === undefined || points.length < 2) return null;
  return mean(first.map((_, axis) => standardDeviation(points.map((point) => point[axis] as number))));
}

function failuresOf(episodes: readonly EpisodeView[]): readonly EpisodeView[] {
  return episodes.filter((episode) => episode.failed);
}

function pointsOf(episodes: readonly EpisodeView[]): Point[] {
  return episodes.map((episode) => episode.point);
}

function nearestOther(point: Point, points: readonly Point[], own: number): number {
  return points.reduce(
    (least, other, i) => (i === own ? least : Math.min(least, distance(point, other))),
    Number.POSITIVE_INFINITY,
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  if (sorted.length % 2 === 1) return sorted[middle] as number;
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
