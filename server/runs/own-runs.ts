import type { StatusNews } from '../live/live-event.ts';
import type { OwnRun } from './run-index.ts';
import type { LoggedSummary } from './run-summary.ts';

const MOST_FAILED = 20;

/** The runs that this server runs now, and those that failed here before they had a folder. */
export class OwnRuns {
  readonly #news: (run: string) => StatusNews | null;
  readonly #running = new Map<string, { readonly announced: LoggedSummary; times: number }>();
  readonly #failed = new Map<string, LoggedSummary>();

  constructor(news: (run: string) => StatusNews | null) {
    this.#news = news;
  }

  /** A run that several drives add to at once begins once for each. */
  begin(announced: LoggedSummary): void {
    this.#failed.delete(announced.name);
    const times = this.#running.get(announced.name)?.times ?? 0;
    this.#running.set(announced.name, { announced, times: times + 1 });
  }

  /** `problem` says why it failed; null when it did not. */
  end(name: string, problem: string | null): void {
    const running = this.#running.get(name);
    if (running === undefined || --running.times > 0) return;
    this.#running.delete(name);
    if (problem === null) return;
    this.#failed.set(name, { ...running.announced, status: 'failed', problem });
    const [oldest] = this.#failed.keys();
    if (this.#failed.size > MOST_FAILED && oldest !== undefined) this.#failed.delete(oldest);
  }

  get(name: string): OwnRun | null {
    const running = this.#running.get(name);
    const announced = running?.announced ?? this.#failed.get(name);
    if (announced === undefined) return null;
    return { announced, running: running !== undefined, news: this.#news(name) };
  }

  get names(): readonly string[] {
    return [...this.#running.keys(), ...this.#failed.keys()];
  }
}
