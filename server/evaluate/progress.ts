/** Where progress is written, and whether a line there can be rewritten in place. */
export interface ProgressSink {
  readonly err: (text: string) => void;
  readonly errIsTty: boolean;
}

const TTY_EVERY_MS = 200;
const LOG_EVERY_MS = 10_000;

/** Says how far a run is, how fast, and when it will be done: in place on a terminal, else now and then. */
export class Progress {
  readonly #sink: ProgressSink;
  readonly #total: number;
  readonly #startMs: number;
  readonly #sideBySide: number;
  readonly #doneBefore: number;
  #done = 0;
  #failed: number;
  #note = '';
  #lastMs = Number.NEGATIVE_INFINITY;

  /** `before` are episodes of an earlier part of the run; they do not count into the rate. */
  constructor(
    sink: ProgressSink,
    options: {
      total: number;
      /** So many episodes run side by side: before as many have ended the rate says little. */
      sideBySide?: number;
      before?: readonly { readonly failed: boolean | null }[];
      nowMs: number;
    },
  ) {
    const before = options.before ?? [];
    this.#sink = sink;
    this.#total = options.total;
    this.#startMs = options.nowMs;
    this.#sideBySide = options.sideBySide ?? 1;
    this.#doneBefore = before.length;
    this.#failed = before.filter((row) => row.failed === true).length;
  }

  episode(failed: boolean, nowMs: number): void {
    this.#done++;
    if (failed) this.#failed++;
    this.#note = '';
    this.#show(nowMs, false);
  }

  /** What goes on between episodes, e.g. "training, 400 of 5000 iterations". */
  note(text: string, nowMs: number): void {
    this.#note = text;
    this.#show(nowMs, false);
  }

  /** A line of its own that stays. */
  remark(text: string): void {
    this.#sink.err(`${this.#clear()}${text}\n`);
  }

  finish(nowMs: number): void {
    this.#show(nowMs, true);
    if (this.#sink.errIsTty) this.#sink.err('\n');
  }

  #show(nowMs: number, last: boolean): void {
    const pauseMs = this.#sink.errIsTty ? TTY_EVERY_MS : LOG_EVERY_MS;
    if (!last && nowMs - this.#lastMs < pauseMs) return;
    this.#lastMs = nowMs;
    const line = this.#line((nowMs - this.#startMs) / 1000);
    this.#sink.err(this.#sink.errIsTty ? `${this.#clear()}${line}` : `${line}\n`);
  }

  #line(elapsedS: number): string {
    const done = this.#doneBefore + this.#done;
    const rate = elapsedS > 0 ? this.#done / elapsedS : 0;
    const parts = [`${done} of ${this.#total} episodes`, `${this.#failed} failed`];
    if (this.#done >= this.#sideBySide && rate > 0) {
      parts.push(`${rate.toFixed(1)}/s`);
      if (done < this.#total) parts.push(`${duration((this.#total - done) / rate)} left`);
    }
    if (done >= this.#total) parts.push(`in ${duration(elapsedS)}`);
    if (this.#note !== '') parts.push(this.#note);
    return parts.join(', ');
  }

  #clear(): string {
    return this.#sink.errIsTty ? '\r\u001b[2K' : '';
  }
}

/** Seconds in words people use: "42 s", "3 min 20 s", "2 h 5 min". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
