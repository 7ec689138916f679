import type { Rng } from '../core/rng.ts';

/**
 * Independent first-order Gauss-Markov processes (exponentially correlated noise): each has zero mean, one
 * standard deviation at all times, and autocorrelation exp(-t / timeS). Exact at any step
 * (Gelb, Applied Optimal Estimation, 1974, section 3.8).
 */
export class GaussMarkov {
  readonly values: Float64Array;
  readonly #deviation: number;
  readonly #timeS: number;
  readonly #rng: Rng;

  constructor(count: number, { deviation, timeS }: { deviation: number; timeS: number }, rng: Rng) {
    this.#deviation = deviation;
    this.#timeS = timeS;
    this.#rng = rng;
    this.values = Float64Array.from({ length: count }, () => deviation * rng.normal());
  }

  advance(stepS: number): void {
    const kept = Math.exp(-stepS / this.#timeS);
    const fresh = this.#deviation * Math.sqrt(1 - kept * kept);
    for (let i = 0; i < this.values.length; i++) {
      this.values[i] = kept * (this.values[i] as number) + fresh * this.#rng.normal();
    }
  }
}
