import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { distance } from '../metrics.ts';
import { normalShare } from '../models/normal.ts';
import { candidatesFor } from './candidates.ts';
import type { MadeMap } from './map-maker.ts';

/** How many of a batch are chosen by which rule. */
export interface BatchShares {
  /** Likely failures near which most of the map's failing region lies that has no failure near it yet. */
  readonly cover: number;
  /** Likely failures far from all that are known: new regions, and the unvisited ends of known ones. */
  readonly reach: number;
  /** Where it is least clear on which side of the level a scene lies. */
  readonly border: number;
}

interface Candidate {
  readonly point: Point;
  readonly mean: number;
  deviation: number;
  /** Distance to the nearest known failure, or 1 before there is any. */
  reach: number;
  /** Places of the region, by number, that lie near it. */
  readonly near: readonly number[];
}

const OPTIMISM = 2;

/** The next scenes to run; each that is chosen counts as known, and as failing if it is likely to, for those after it. */
export function nextScenes(
  { map, known, level }: MadeMap,
  region: readonly Point[],
  shares: BatchShares,
  { radius, rng }: { readonly radius: number; readonly rng: Rng },
): readonly Point[] {
  const failures = known.filter((trial) => trial.failed).map(({ point }) => point);
  // Mixed coordinates may be those of one scene; to run that again would tell nothing.
  const run = new Set(known.map(({ point }) => String(point)));
  const fresh = candidatesFor(map, failures, region, rng).filter((point) => !run.has(String(point)));
  const candidates = fresh.map(
    (point): Candidate => ({
      point,
      ...map.predict(point),
      reach: failures.length === 0 ? 1 : nearest(point, failures),
      near: region.flatMap((place, i) => (distance(place, point) <= radius ? [i] : [])),
    }),
  );
  const bare = region.map((place) => failures.length === 0 || nearest(place, failures) > radius);
  const chosen: Point[] = [];
  const choose = (n: number, gain: (candidate: Candidate) => number) => {
    for (let k = 0; k < n; k++) {
      const best = candidates.reduce((a, b) => (gain(b) > gain(a) ? b : a));
      chosen.push(best.point);
      if (likelihood(best, level) >= 0.5) for (const place of best.near) bare[place] = false;
      for (const candidate of candidates) {
        const correlation = map.correlation(best.point, candidate.point);
        candidate.deviation *= Math.sqrt(Math.max(0, 1 - correlation * correlation));
        candidate.reach = Math.min(candidate.reach, distance(best.point, candidate.point));
      }
    }
  };
  // Squared, so that an unlikely new place is worth more than the edge of a known one.
  const far = (candidate: Candidate) => {
    const reach = candidate.reach / radius;
    return likelihood(candidate, level) * reach * reach;
  };
  // The second term decides where nothing is bare any more.
  choose(shares.cover, (candidate) => {
    const adds = candidate.near.reduce((sum, place) => sum + (bare[place] ? 1 : 0), 0);
    return likelihood(candidate, level) * adds + far(candidate);
  });
  choose(shares.reach, far);
  choose(shares.border, ({ mean, deviation }) => OPTIMISM * deviation - Math.abs(mean - level));
  return chosen;
}

/** How likely the score lies at or below the level. */
function likelihood({ mean, deviation }: Candidate, level: number): number {
  return normalShare((level - mean) / Math.max(1e-9, deviation));
}

function nearest(point: Point, others: readonly Point[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const other of others) least = Math.min(least, distance(point, other));
  return least;
}
