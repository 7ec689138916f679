import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { Trial } from '../adversary.ts';
import { cautionFor } from './caution.ts';
import type { MapMaker } from './map-maker.ts';
import { nicheLayers } from './niches.ts';
import { RegionDistribution } from './region-distribution.ts';
import type { ScoreMap } from './score-map.ts';

/** Failures that draws begin at, at most. */
const MOST_SEEDS = 1000;
/** By how many deviations of a score's noise a scene must lie below the level: 99 % of a normal distribution, less, none. */
const BELOW = [2.33, 1.2, 0];
/** The least caution, in deviations of the map; a little less where the region lies below the level as it is. */
const LEAST = 3;
const AGAINST_NOISE = 2;

export interface SureRegion {
  readonly map: ScoreMap;
  /** Predictions that lie below it by `caution` deviations count as failing. */
  readonly level: number;
  readonly caution: number;
}

/**
 * The region in which scenes fail as surely as wanted, by the map of all trials; null where nothing failed. Where
 * scores have noise it lies as far below the failing level as a map can tell that has a failure met in it.
 */
export function sureRegion(
  maker: MapMaker,
  trials: readonly Trial[],
  { noisy, sure }: { readonly noisy: boolean; readonly sure: number },
): SureRegion | null {
  if (!trials.some((trial) => trial.failed)) return null;
  const { map, known, level } = maker.map(trials);
  const failed = known.map((trial) => trial.failed);
  const predictions = map.leaveOneOut();
  const regions = (noisy ? BELOW : [0]).map((deviations): SureRegion => {
    const lower = level - deviations * Math.sqrt(map.settings.noise);
    return {
      map,
      level: lower,
      caution: cautionFor(predictions, failed, lower, { sure, least: noisy ? AGAINST_NOISE : LEAST }),
    };
  });
  return regions.find((region) => failuresIn(trials, region).length > 0) ?? (regions.at(-1) as SureRegion);
}

/** The scenes that failed, all or those within the region. */
export function failuresIn(trials: readonly Trial[], region: SureRegion | null): readonly Point[] {
  const failures = trials.filter((trial) => trial.failed).map(({ point }) => point);
  if (region === null) return failures;
  const { map, level, caution } = region;
  return failures.filter((point) => map.upper(point, caution, level) <= level);
}

/** Draws from everywhere that failures were met: some as they were met, the others by walks from them in the region. */
export function drawsFrom(
  region: SureRegion,
  failures: readonly Point[],
  { asMet, radius, rng }: { readonly asMet: number; readonly radius: number; readonly rng: Rng },
): RegionDistribution {
  const some = failures.length <= MOST_SEEDS ? failures : rng.shuffle([...failures]).slice(0, MOST_SEEDS);
  return new RegionDistribution({ ...region, seeds: nicheLayers(some, radius).flat(), asMet });
}
