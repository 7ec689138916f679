import type { Rng } from '../../sim/core/index.ts';
import type { Trial } from '../adversary.ts';
import { fitSettings } from '../models/fit-process.ts';
import type { GpSettings } from '../models/gaussian-process.ts';
import { failingLevel } from './failing-level.ts';
import { featuresOf } from './features.ts';
import { ScoreMap } from './score-map.ts';
import { foretold, KEEPS, shallow } from './told-scores.ts';

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

/** A share of depth, and what fits the scores that keep it. */
interface Fitted {
  readonly kept: number;
  readonly settings: GpSettings;
}

/**
 * Makes maps of a growing list of trials; lengths and noise are kept while it has not grown much. Of its depth a failing
 * score keeps the share with which the map foretells best, each scene left out, which scenes fail.
 */
export class MapMaker {
  readonly #bins: readonly (number | null)[];
  readonly #most: number;
  readonly #rng: Rng;
  #fitted: Fitted | undefined;
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
    const failed = known.map((trial) => trial.failed);
    const make = ({ kept, settings }: Fitted) =>
      new ScoreMap(points, this.#toldWith(told, level, kept), this.#bins, settings);
    if (this.#fitted === undefined || trials.length >= REFIT * this.#fittedOn) {
      const features = points.map((point) => featuresOf(point, this.#bins));
      const many = !this.deep && failed.includes(true);
      // Not from the earlier ones: an axis once taken to matter little would be so for ever.
      const fits = (many ? KEEPS : KEEPS.slice(0, 1)).map((kept): Fitted => {
        const scores = this.#toldWith(told, level, kept);
        return {
          kept,
          settings: fitSettings(features, scores, this.#rng, { fitted: FITTED, kernel: 'matern' }),
        };
      });
      const worth = (fit: Fitted) => foretold(make(fit).leaveOneOut(), failed, level, fit.settings.noise);
      this.#fitted = bestOf(fits, worth);
      this.#fittedOn = trials.length;
    }
    return { map: make(this.#fitted), known, level };
  }

  #toldWith(told: readonly number[], level: number, kept: number): readonly number[] {
    return this.deep ? told : shallow(told, level, kept);
  }

  /** Of too many trials, half those nearest to the level and half at random. */
  #worthKnowing(trials: readonly Trial[], level: number): readonly Trial[] {
    if (trials.length <= this.#most) return trials;
    const order = [...trials].sort((a, b) => Math.abs(a.score - level) - Math.abs(b.score - level));
    const half = Math.floor(this.#most / 2);
    return [...order.slice(0, half), ...this.#rng.shuffle(order.slice(half)).slice(0, this.#most - half)];
  }
}

/** The first where several are worth as much; where there is one, it is not asked what it is worth. */
function bestOf<T>(items: readonly T[], worth: (item: T) => number): T {
  if (items.length === 1) return items[0] as T;
  return items.map((item) => ({ item, worth: worth(item) })).reduce((a, b) => (b.worth > a.worth ? b : a))
    .item;
}
