import type { Point } from '../../sim/space/index.ts';

/** How a path went. */
export interface Outcome {
  readonly id: string;
  readonly point: Point;
  readonly score: number;
  readonly failed: boolean;
  /** Of the path, less that of the likeliest one: 0 or below. */
  readonly logLikelihood: number;
}

/**
 * The reward of adaptive stress testing (Lee et al. 2020, section 3; Koren et al. 2018, eq. 2): the log-likelihood of the
 * path, less what it missed the failure by. Scores have any size, so that the miss is measured by the passes
 * that were met, from the lowest score to the highest.
 */
export class Rewards {
  readonly #miss: number;
  #lowest = Number.POSITIVE_INFINITY;
  #highest = Number.NEGATIVE_INFINITY;
  #leastLikely = 0;

  /** `miss` is what the furthest miss costs, in units of log-likelihood. */
  constructor(miss: number) {
    this.#miss = miss;
  }

  note({ score, failed, logLikelihood }: Outcome): void {
    this.#leastLikely = Math.min(this.#leastLikely, logLikelihood);
    if (failed) return;
    this.#lowest = Math.min(this.#lowest, score);
    this.#highest = Math.max(this.#highest, score);
  }

  of({ score, failed, logLikelihood }: Outcome): number {
    return failed ? logLikelihood : logLikelihood - this.#miss * this.#missed(score);
  }

  /** Whether one path is worth more than another: any failure more than any pass. */
  isBetter(a: Outcome, b: Outcome): boolean {
    return a.failed === b.failed ? this.of(a) > this.of(b) : a.failed;
  }

  /** The reward in [0, 1]: passes in the lower half. */
  share(outcome: Outcome): number {
    const least = this.#leastLikely - (outcome.failed ? 0 : this.#miss);
    const share = least === 0 ? 1 : 1 - this.of(outcome) / least;
    return outcome.failed ? 0.5 + share / 2 : share / 2;
  }

  #missed(score: number): number {
    const range = this.#highest - this.#lowest;
    return range > 0 ? (score - this.#lowest) / range : 1;
  }
}
