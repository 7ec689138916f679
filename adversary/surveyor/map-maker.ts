import type { Rng } from '../../sim/core/index.ts';
import type { Trial } from '../adversary.ts';
import { fitSettings } from '../models/fit-process.ts';
import type { GpSettings } from '../models/gaussian-process.ts';
import { failingLevel } from './failing-level.ts';
import { featuresOf } from './features.ts';
import { ScoreMap } from './score-map.ts';
import { shallow } from './told-scores.ts';

/** Growth of the trials after which lengths and noise are fitted anew. */
const REFIT = 1.4;
/** Trials that lengths and noise are fitted on, at most. */
const FITTED = 120;

export interface MadeMap {
  readonly map: ScoreMap;
  /** The trials that it is made from. */
  readonly known: readonly Trial[];
  /** Scores at or below it fail. */
  readonly level: number;
}

/** Makes maps of a growing list of trials; lengths and noise are kept while it has not grown much. */
export class MapMaker {
  readonly #bins: readonly (number | null)[];
  readonly #most: number;
  readonly #rng: Rng;
  #settings: GpSettings | undefined;
  #fittedOn = 0;
  /** Whether scores are taken as they are, however low. */
  deep = false;

  constructor(binsPerAxis: readonly (number | null)[], most: number, rng: Rng) {
    this.#bins = binsPerAxis;
    this.#most = most;
    this.#rng = rng;
  }

  map(trials: readonly Trial[]): MadeMap {
    const level = failingLevel(trials);
    const known = this.#worthKnowing(trials, level);
    const points = known.map((trial) => trial.point);
    const told = known.map((trial) => trial.score);
    const scores = this.deep ? told : shallow(told, level);
    if (this.#settings === undefined || trials.length >= REFIT * this.#fittedOn) {
      const features = points.map((point) => featuresOf(point, this.#bins));
      // Not from the earlier ones: an axis once taken to matter little would be so for ever.
      this.#settings = fitSettings(features, scores, this.#rng, { fitted: FITTED, kernel: 'matern' });
      this.#fittedOn = trials.length;
    }
    return { map: new ScoreMap(points, scores, this.#bins, this.#settings), known, level };
  }

  /** Of too many trials, half those nearest to the level and half at random. */
  #worthKnowing(trials: readonly Trial[], level: number): readonly Trial[] {
    if (trials.length <= this.#most) return trials;
    const order = [...trials].sort((a, b) => Math.abs(a.score - level) - Math.abs(b.score - level));
    const half = Math.floor(this.#most / 2);
    return [...order.slice(0, half), ...this.#rng.shuffle(order.slice(half)).slice(0, this.#most - half)];
  }
}
