/** Lets `perS` messages a second through, and as many at once after a pause. */
export class MessageRate {
  readonly #perS: number;
  readonly #nowMs: () => number;
  #left: number;
  #lastMs: number;

  constructor(perS: number, nowMs: () => number) {
    this.#perS = perS;
    this.#nowMs = nowMs;
    this.#left = perS;
    this.#lastMs = nowMs();
  }

  /** Counts one message; false when it is one too many. */
  admits(): boolean {
    const nowMs = this.#nowMs();
    this.#left = Math.min(this.#perS, this.#left + ((nowMs - this.#lastMs) / 1000) * this.#perS);
    this.#lastMs = nowMs;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
