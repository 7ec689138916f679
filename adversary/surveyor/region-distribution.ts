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
  /** Points spread evenly over the region, which draws begin at. */
  readonly seeds: readonly Point[];
}

/** Steps of the walk from a seed to a draw. */
const STEPS = 4;

/**
 * Uniform on the scenes whose score is predicted to lie below the level by so many deviations. A draw
 * walks from one of the seeds; as these are uniform on the region, and a walk leaves that so, draws are.
 */
export class RegionDistribution implements FailureDistribution {
  readonly #region: Region;

  constructor(region: Region) {
    this.#region = region;
  }

  sample(n: number, seed: number): readonly Point[] {
    const rng = new Rng(seed, 'region');
    const { map, level, caution, seeds } = this.#region;
    const inside = (point: Point) => map.upper(point, caution, level) <= level;
    return Array.from({ length: n }, () => {
      let point = rng.pick(seeds);
      for (let step = 0; step < STEPS; step++) {
        point = hitAndRun(point, walkDirection(seeds, point.length, rng), inside, rng);
      }
      return point;
    });
  }

  save(): Json {
    const { map, level, caution, seeds } = this.#region;
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
}

export function loadRegion(saved: SavedRegion): RegionDistribution {
  const map = new ScoreMap(saved.points, saved.scores, saved.binsPerAxis, saved.settings);
  return new RegionDistribution({ map, level: saved.level, caution: saved.caution, seeds: saved.seeds });
}
