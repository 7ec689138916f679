import type { LearnerNews, LiveEvent, StatusNews } from './live-event.ts';

/** A learner reports some hundreds of times a phase. */
const MOST_LEARNER_NEWS = 2_000;

/** What the runs of this server said last, for pages that come later. */
export class NewsBoard {
  readonly #status = new Map<string, StatusNews>();
  readonly #learning = new Map<string, LearnerNews[]>();

  note(run: string, event: LiveEvent): void {
    if (event.type === 'status') this.#status.set(run, event);
    else if (event.type === 'learner') this.#noteLearner(run, event);
  }

  status(run: string): StatusNews | null {
    return this.#status.get(run) ?? null;
  }

  /** Everything a page missed that is still worth saying, oldest first. */
  missed(run: string): readonly LiveEvent[] {
    const status = this.status(run);
    return [...(this.#learning.get(run) ?? []), ...(status === null ? [] : [status])];
  }

  forget(run: string): void {
    this.#status.delete(run);
    this.#learning.delete(run);
  }

  /** Only the last draws matter: those before show what was unlearned since. */
  #noteLearner(run: string, event: LearnerNews): void {
    const kept = this.#learning.get(run) ?? [];
    const last = kept.at(-1);
    if (last !== undefined && event.sample !== null) kept[kept.length - 1] = { ...last, sample: null };
    kept.push(event);
    if (kept.length > MOST_LEARNER_NEWS) kept.shift();
    this.#learning.set(run, kept);
  }
}
