import type { EpisodeJob, StepListener, Task } from '../../sim/index.ts';
import type { StepNews, Watch } from './live-event.ts';

interface Open {
  readonly news: Omit<StepNews, 'rows' | 'firstStep'>;
  rows: number[][];
  firstStep: number;
}

/**
 * Episodes of a fast task are over sooner than anybody can look, and reporting them all costs more
 * than running them: a new one is taken up once in so many reports.
 */
const REPORTS_BETWEEN = 5;

/**
 * Reports the steps of a few running episodes to whoever watches, in batches. Costs nothing while
 * nobody does, and watches an episode from its first step or not at all.
 */
export class StepReporter {
  readonly #task: Task;
  readonly #report: (news: StepNews) => void;
  readonly #now: () => number;
  readonly #open = new Map<number, Open>();
  #watch: Watch = null;
  #sentMs = Number.NEGATIVE_INFINITY;
  #takenUpMs = Number.NEGATIVE_INFINITY;

  constructor(options: { task: Task; report: (news: StepNews) => void; now: () => number }) {
    this.#task = options.task;
    this.#report = options.report;
    this.#now = options.now;
  }

  watch(watch: Watch): void {
    this.#watch = watch;
    if (watch === null) this.#open.clear();
  }

  readonly onStep: StepListener = ({ job, seat, episode, observation, action }) => {
    if (this.#watch === null) return;
    if (observation.step === 0) this.#maybeTakeUp(job, seat, this.#watch);
    const open = this.#open.get(seat);
    if (open === undefined) return;
    const width = open.news.names.length - action.length;
    const state = new Float64Array(width);
    episode.trace(state, 0);
    open.rows.push([...Array.from(action), ...state]);
    const nowMs = this.#now();
    if (!episode.over && nowMs - this.#sentMs < this.#watch.everyMs) return;
    this.#send(nowMs);
    if (episode.over) this.#open.delete(seat);
  };

  #maybeTakeUp(job: EpisodeJob, seat: number, { episodes, everyMs }: NonNullable<Watch>): void {
    // What was shown at this seat has ended, perhaps without a last step.
    this.#open.delete(seat);
    const nowMs = this.#now();
    if (this.#open.size >= episodes || nowMs - this.#takenUpMs < REPORTS_BETWEEN * everyMs) return;
    this.#takenUpMs = nowMs;
    const { id = null, scene, seed, task = this.#task } = job;
    const names = [...task.action.names, ...task.traceNames];
    const news = { type: 'steps', episode: id, task: task.id, scene, seed, names } as const;
    this.#open.set(seat, { news, rows: [], firstStep: 0 });
  }

  #send(nowMs: number): void {
    this.#sentMs = nowMs;
    for (const open of this.#open.values()) {
      if (open.rows.length === 0) continue;
      this.#report({ ...open.news, firstStep: open.firstStep, rows: open.rows });
      open.firstStep += open.rows.length;
      open.rows = [];
    }
  }
}
