import type { LearnerProgress } from '../../adversary/index.ts';
import type { Progress, ProgressSink } from '../evaluate/progress.ts';
import type { LiveEvent, StatusNews, Watch } from '../live/live-event.ts';

/** Who looks on while an attack runs. What it is told may be lost: the log holds the truth. */
export interface AttackWatcher {
  tell(event: LiveEvent): void;
  /** Called once, with how to ask for the steps of running episodes. */
  watchable(set: (watch: Watch) => void): void;
}

const STATUS_EVERY_MS = 250;
const POINTS_SHOWN = 400;

/** Tells how an attack goes: a line for the terminal, events for those who look on. */
export class AttackNews {
  readonly #sink: ProgressSink;
  readonly #watcher: AttackWatcher | null;
  readonly #now: () => number;
  #progress: Progress | undefined;
  #done = 0;
  #total = 0;
  #toldMs = Number.NEGATIVE_INFINITY;

  constructor(sink: ProgressSink, watcher: AttackWatcher | null, now: () => number) {
    this.#sink = sink;
    this.#watcher = watcher;
    this.#now = now;
    this.#status('starting', 'starting the workers');
  }

  /** The workers are up and so many of the episodes are logged already. */
  begin(progress: Progress, done: number, total: number): void {
    this.#progress = progress;
    this.#done = done;
    this.#total = total;
    this.#status('running', this.#counted());
  }

  episode(failed: boolean): void {
    this.#done++;
    const nowMs = this.#now();
    this.#progress?.episode(failed, nowMs);
    if (nowMs - this.#toldMs >= STATUS_EVERY_MS) this.#status('running', this.#counted());
  }

  /** Something in the way that a person may have to see to, e.g. which program to start. */
  waiting(text: string): void {
    this.remark(text);
    this.#status('waiting', text);
  }

  remark(text: string): void {
    if (this.#progress === undefined) this.#sink.err(`${text}\n`);
    else this.#progress.remark(text);
  }

  learning(progress: LearnerProgress): void {
    const { phase, iteration, iterations, figures } = progress;
    const text = `learning for ${phase}: ${iteration} of ${iterations}`;
    this.#progress?.note(text, this.#now());
    if (this.#watcher === null) return;
    this.#status('learning', text);
    const sample = iteration === 0 ? null : progress.sample(POINTS_SHOWN);
    this.#watcher.tell({ type: 'learner', phase, iteration, iterations, figures, sample });
  }

  end(status: 'done' | 'interrupted' | 'failed', text: string = status): void {
    this.#progress?.finish(this.#now());
    this.#status(status, text);
  }

  #counted(): string {
    return `${this.#done} of ${this.#total} episodes`;
  }

  #status(status: StatusNews['status'], text: string): void {
    if (this.#watcher === null) return;
    this.#toldMs = this.#now();
    this.#watcher.tell({ type: 'status', status, text, done: this.#done, total: this.#total });
  }
}
