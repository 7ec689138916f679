import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { distance } from '../metrics.ts';
import { normalShare } from '../models/normal.ts';
import { clip } from '../search/search.ts';
import { uniformPoint } from '../uniform.ts';
import type { ScoreMap } from './score-map.ts';

/** How many of a batch are chosen by which rule. */
export interface BatchShares {
  /** Likely failures far from all that are known: new regions, and the unvisited parts of known ones. */
  readonly cover: number;
  /** Where it is least clear on which side of the level a scene lies. */
  readonly border: number;
  /** Farthest from all that was run, whatever the map says. */
  readonly even: number;
}

interface Candidate {
  readonly point: Point;
  readonly mean: number;
  deviation: number;
  /** Distance to the nearest known failure, or 1 before there is any. */
  reach: number;
  /** Distance to the nearest scene run. */
  gap: number;
}

const UNIFORM_CANDIDATES = 500;
const NEAR_CANDIDATES = 150;
const CROSSED_CANDIDATES = 100;
const NEAR_BEST = 20;
/** Standard deviations, in half ranges, of candidates about the lowest scores. */
const NEAR = [0.03, 0.1, 0.3];
const OPTIMISM = 2;

/** The next scenes to run; each that is chosen counts as known, and as failing if it is likely to, for those after it. */
export function nextScenes(
  map: ScoreMap,
  level: number,
  region: readonly Point[],
  shares: BatchShares,
  rng: Rng,
): readonly Point[] {
  const candidates = candidatesOf(map, level, region, rng);
  const chosen: Point[] = [];
  const choose = (n: number, gain: (candidate: Candidate) => number) => {
    for (let k = 0; k < n; k++) {
      const best = candidates.reduce((a, b) => (gain(b) > gain(a) ? b : a));
      chosen.push(best.point);
      const failing = likelihood(best, level) >= 0.5;
      for (const candidate of candidates) {
        const correlation = map.correlation(best.point, candidate.point);
        candidate.deviation *= Math.sqrt(Math.max(0, 1 - correlation * correlation));
        const apart = distance(best.point, candidate.point);
        candidate.gap = Math.min(candidate.gap, apart);
        if (failing || apart < candidate.reach) candidate.reach = Math.min(candidate.reach, apart);
      }
    }
  };
  choose(shares.cover, (candidate) => likelihood(candidate, level) * candidate.reach);
  choose(shares.border, ({ mean, deviation }) => OPTIMISM * deviation - Math.abs(mean - level));
  choose(shares.even, ({ gap }) => gap);
  return chosen;
}

/** How likely the score lies at or below the level. */
function likelihood({ mean, deviation }: Candidate, level: number): number {
  return normalShare((level - mean) / Math.max(1e-9, deviation));
}

function candidatesOf(map: ScoreMap, level: number, region: readonly Point[], rng: Rng): Candidate[] {
  const dimension = map.binsPerAxis.length;
  const order = map.points
    .map((point, i) => ({ point, score: map.scores[i] as number }))
    .sort((a, b) => a.score - b.score);
  const failures = order.filter(({ score }) => score <= level).map(({ point }) => point);
  const best = order.slice(0, Math.max(NEAR_BEST, failures.length)).map(({ point }) => point);
  const points = [
    ...Array.from({ length: UNIFORM_CANDIDATES }, () => uniformPoint(rng, dimension)),
    ...Array.from({ length: NEAR_CANDIDATES }, (_, i) => {
      const spread = NEAR[i % NEAR.length] as number;
      return clip(rng.pick(best).map((x) => x + spread * rng.normal()));
    }),
    ...Array.from({ length: CROSSED_CANDIDATES }, () => {
      const [a, b] = [rng.pick(best), rng.pick(best)];
      return a.map((x, axis) => (rng.float() < 0.5 ? x : (b[axis] as number)) * (rng.float() < 0.1 ? -1 : 1));
    }),
    ...region,
  ];
  const nearest = (point: Point, others: readonly Point[], none: number) =>
    others.reduce((least, other) => Math.min(least, distance(point, other)), none);
  return points.map((point) => ({
    point,
    ...map.predict(point),
    reach: failures.length === 0 ? 1 : nearest(point, failures, Number.POSITIVE_INFINITY),
    gap: nearest(point, map.points, Number.POSITIVE_INFINITY),
  }));
}
