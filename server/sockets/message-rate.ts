/** Invitations a peer can be behind with. */
const MOST_INVITED = 4096;

/** Lets `perS` messages a second through, as many at once after a pause, and besides all that are invited. */
export class MessageRate {
  readonly #perS: number;
  readonly #nowMs: () => number;
  #left: number;
  #lastMs: number;
  #invited = 0;

  constructor(perS: number, nowMs: () => number) {
    this.#perS = perS;
    this.#nowMs = nowMs;
    this.#left = perS;
    this.#lastMs = nowMs();
  }

  invite(messages: number): void {
    this.#invited = Math.min(MOST_INVITED, this.#invited + messages);
  }

  /** Counts one message; false when it is one too many. */
  admits(): boolean {
    if (this.#invited > 0) {
      this.#invited--;
      return true;
    }
    const nowMs = this.#nowMs();
    this.#left = Math.min(this.#perS, this.#left + ((nowMs - this.#lastMs) / 1000) * this.#perS);
    this.#lastMs = nowMs;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
