import type { StatusNews } from '../live/live-event.ts';
import type { OwnRun } from './run-index.ts';
import type { LoggedSummary } from './run-summary.ts';

const MOST_FAILED = 20;

/** The runs that this server runs now, and those that failed here before they had a folder. */
export class OwnRuns {
  readonly #news: (run: string) => StatusNews | null;
  readonly #running = new Map<string, LoggedSummary>();
  readonly #failed = new Map<string, LoggedSummary>();

  constructor(news: (run: string) => StatusNews | null) {
    this.#news = news;
  }

  begin(announced: LoggedSummary): void {
    this.#failed.delete(announced.name);
    this.#running.set(announced.name, announced);
  }

  /** `problem` says why it failed; null when it did not. */
  end(name: string, problem: string | null): void {
    const announced = this.#running.get(name);
    this.#running.delete(name);
    if (announced === undefined || problem === null) return;
    this.#failed.set(name, { ...announced, status: 'failed', problem });
    const [oldest] = this.#failed.keys();
    if (this.#failed.size > MOST_FAILED && oldest !== undefined) this.#failed.delete(oldest);
  }

  get(name: string): OwnRun | null {
    const running = this.#running.get(name);
    const announced = running ?? this.#failed.get(name);
    if (announced === undefined) return null;
    return { announced, running: running !== undefined, news: this.#news(name) };
  }

  get names(): readonly string[] {
    return [...this.#running.keys(), ...this.#failed.keys()];
  }
}
