import type { Rng } from '../../sim/core/index.ts';
import type { Trial } from '../adversary.ts';

/** How steeply the weight of a bin falls with the score, and how far that moves while the budget is spent. */
const STEEPNESS = 1;
const SHIFT = 3;

/**
 * Draws trials to be imitated: scores are cut into equal bins between the lowest and the highest, a bin that
 * is not empty is drawn by a weight that falls with its score as a sigmoid, and one of its trials alike. The
 * sigmoid moves to the lower bins as the budget is spent, so that the good of the beginning does not stay.
 */
export class ScoreBins {
  readonly #bins: readonly (readonly Trial[])[];
  readonly #weights: readonly number[];

  /** `spent`: share of the budget, 0 to 1. */
  constructor(trials: readonly Trial[], bins: number, spent: number) {
    const lowest = trials.reduce((least, { score }) => Math.min(least, score), Number.POSITIVE_INFINITY);
    const highest = trials.reduce((most, { score }) => Math.max(most, score), Number.NEGATIVE_INFINITY);
    const width = (highest - lowest) / bins || 1;
    const filled: Trial[][] = Array.from({ length: bins }, () => []);
    for (const trial of trials) {
      filled[Math.min(bins - 1, Math.floor((trial.score - lowest) / width))]?.push(trial);
    }
    this.#bins = filled;
    const middle = (bins - 1) / 2;
    this.#weights = filled.map((members, bin) =>
      members.length === 0 ? 0 : 1 / (1 + Math.exp(STEEPNESS * (bin - middle + SHIFT * spent))),
    );
  }

  draw(rng: Rng): Trial {
    let rest = rng.float() * this.#weights.reduce((sum, w) => sum + w, 0);
    const bin = this.#weights.findIndex((weight) => {
      rest -= weight;
      return weight > 0 && rest < 0;
    });
    const last = this.#weights.findLastIndex((weight) => weight > 0);
    return rng.pick(this.#bins[bin < 0 ? last : bin] as readonly Trial[]);
  }
}
