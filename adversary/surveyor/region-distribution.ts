import { type Json, Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { FailureDistribution } from '../adversary.ts';
import type { GpSettings } from '../models/gaussian-process.ts';
import { hitAndRun, walkDirection } from './hit-and-run.ts';
import { ScoreMap } from './score-map.ts';

export interface Region {
  readonly map: ScoreMap;
  /** Scores at or below it fail. */
  readonly level: number;
  /** Deviations by which a prediction must lie below the level. */
  readonly caution: number;
  /** Points that draws begin at, in the order in which they are taken. */
  readonly seeds: readonly Point[];
  /** Share of the draws that are seeds as they are; the others walk from one. */
  readonly asMet: number;
}

/** Steps of the walk from a seed to a draw. */
const STEPS = 4;

/**
 * The scenes whose score is predicted to lie below the level by so many deviations, reached by walks from the seeds,
 * and by turns seeds as they are. Seeds are taken from the first on, so that who sorts them so that the
 * first have been everywhere has draws from everywhere. Where a seed is outside of the region a walk stays at it, and another
 * begins at any seed; if that stays too, a seed is drawn.
 */
export class RegionDistribution implements FailureDistribution {
  readonly #region: Region;

  constructor(region: Region) {
    this.#region = region;
  }

  sample(n: number, seed: number): readonly Point[] {
    const rng = new Rng(seed, 'region');
    const { map, level, caution, seeds, asMet } = this.#region;
    const inside = (point: Point) => map.upper(point, caution, level) <= level;
    const walk = (from: Point) => {
      let point = from;
      for (let step = 0; step < STEPS; step++) {
        point = hitAndRun(point, walkDirection(seeds, point.length, rng), inside, rng);
      }
      return point;
    };
    return Array.from({ length: n }, (_, i) => {
      const met = Math.floor((i + 1) * asMet);
      const isMet = met > Math.floor(i * asMet);
      const start = seeds[(isMet ? met - 1 : i - met) % seeds.length] as Point;
      if (isMet) return start;
      const end = walk(start);
      return end === start ? walk(rng.pick(seeds)) : end;
    });
  }

  save(): Json {
    const { map, level, caution, seeds, asMet } = this.#region;
    return {
      kind: 'region',
      version: 1,
      dimension: map.binsPerAxis.length,
      binsPerAxis: [...map.binsPerAxis],
      points: map.points.map((point) => [...point]),
      scores: [...map.scores],
      settings: { ...map.settings, lengths: [...map.settings.lengths] },
      level,
      caution,
      seeds: seeds.map((point) => [...point]),
      asMet,
    };
  }
}

/** What the map needs of a trial, as saved. */
export interface SavedRegion {
  readonly binsPerAxis: readonly (number | null)[];
  readonly points: readonly Point[];
  readonly scores: readonly number[];
  readonly settings: GpSettings;
  readonly level: number;
  readonly caution: number;
  readonly seeds: readonly Point[];
  readonly asMet: number;
}

export function loadRegion(saved: SavedRegion): RegionDistribution {
  const map = new ScoreMap(saved.points, saved.scores, saved.binsPerAxis, saved.settings);
  const { level, caution, seeds, asMet } = saved;
  return new RegionDistribution({ map, level, caution, seeds, asMet });
}
