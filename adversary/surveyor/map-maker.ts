import type { Rng } from '../../sim/core/index.ts';
import type { Trial } from '../adversary.ts';
import { fitSettings } from '../models/fit-process.ts';
import type { GpSettings } from '../models/gaussian-process.ts';
import { failingLevel } from './failing-level.ts';
import { featuresOf } from './features.ts';
import { ScoreMap } from './score-map.ts';

/** Growth of the trials after which lengths and noise are fitted anew. */
const REFIT = 1.3;

/** Makes maps of a growing list of trials; lengths and noise are kept while it has not grown much. */
export class MapMaker {
  readonly #bins: readonly (number | null)[];
  readonly #most: number;
  readonly #rng: Rng;
  #settings: GpSettings | undefined;
  #fittedOn = 0;

  constructor(binsPerAxis: readonly (number | null)[], most: number, rng: Rng) {
    this.#bins = binsPerAxis;
    this.#most = most;
    this.#rng = rng;
  }

  map(trials: readonly Trial[]): { readonly map: ScoreMap; readonly known: readonly Trial[] } {
    const known = this.#worthKnowing(trials);
    const points = known.map((trial) => trial.point);
    const scores = known.map((trial) => trial.score);
    if (this.#settings === undefined || trials.length >= REFIT * this.#fittedOn) {
      const features = points.map((point) => featuresOf(point, this.#bins));
      this.#settings = fitSettings(features, scores, this.#rng, {
        kernel: 'matern',
        earlier: this.#settings,
      });
      this.#fittedOn = trials.length;
    }
    return { map: new ScoreMap(points, scores, this.#bins, this.#settings), known };
  }

  /** Of too many trials, half those nearest to the level and half at random. */
  #worthKnowing(trials: readonly Trial[]): readonly Trial[] {
    if (trials.length <= this.#most) return trials;
    const level = failingLevel(trials);
    const order = [...trials].sort((a, b) => Math.abs(a.score - level) - Math.abs(b.score - level));
    const half = Math.floor(this.#most / 2);
    return [...order.slice(0, half), ...this.#rng.shuffle(order.slice(half)).slice(0, this.#most - half)];
  }
}
