import { duration, type ProgressSink } from '../evaluate/progress.ts';

const TTY_EVERY_MS = 200;
const LOG_EVERY_MS = 10_000;

/** Progress of work in stages: what is being done, how far it is, and how long the stage will take. */
export class StageProgress {
  readonly #sink: ProgressSink;
  #activity = '';
  #startMs = 0;
  #startDone = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(sink: ProgressSink) {
    this.#sink = sink;
  }

  update(activity: string, done: number, total: number, nowMs: number): void {
    const fresh = activity !== this.#activity;
    if (fresh) {
      this.#activity = activity;
      this.#startMs = nowMs;
      this.#startDone = done;
    }
    const pauseMs = this.#sink.errIsTty ? TTY_EVERY_MS : LOG_EVERY_MS;
    if (!fresh && done < total && nowMs - this.#lastMs < pauseMs) return;
    this.#lastMs = nowMs;
    const perMs = (done - this.#startDone) / (nowMs - this.#startMs);
    const left = perMs > 0 && done < total ? `, ${duration((total - done) / perMs / 1000)} left` : '';
    const line = `${activity}: ${done} of ${total}${left}`;
    if (!this.#sink.errIsTty) this.#sink.err(`${line}\n`);
    else this.#sink.err(`\r\u001b[2K${line}${done >= total ? '\n' : ''}`);
  }

  /** A line of news between two of progress. */
  remark(text: string): void {
    this.#sink.err(`${this.#sink.errIsTty ? '\r\u001b[2K' : ''}${text}\n`);
  }
}
