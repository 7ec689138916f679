import { randomBytes } from 'node:crypto';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { NewDrive, NewDriveRef, SeatAbout } from '../http/api.ts';
import type { LiveEvent, Watch } from '../live/live-event.ts';
import { announced } from '../runs/announced.ts';
import type { LoggedSummary } from '../runs/run-summary.ts';
import type { RunsFolder } from '../runs/runs-folder.ts';
import type { RunDesk } from '../seats/desks.ts';
import type { Notice } from '../seats/notice.ts';
import { DriveLog } from './drive-log.ts';
import { type DrivePlan, planDrive } from './drive-plan.ts';
import { runDrive } from './run-drive.ts';

/** Each has a process of its own. */
const MOST_AT_ONCE = 4;

interface Running {
  readonly run: string;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
  setWatch: (watch: Watch) => void;
}

/** Single episodes that people at the page ask for, or drive themselves. */
export class Drives {
  readonly #log: DriveLog;
  readonly #plugins: readonly string[];
  readonly #seats: () => readonly SeatAbout[];
  readonly #openDesk: (plan: DrivePlan, onNotice: (notice: Notice) => void) => RunDesk;
  readonly #onBegin: (announced: LoggedSummary) => void;
  readonly #onEvent: (run: string, event: LiveEvent) => void;
  readonly #onEnd: (run: string, error: unknown) => void;
  readonly #running = new Set<Running>();
  readonly #watches = new Map<string, Watch>();

  constructor(options: {
    runs: RunsFolder;
    plugins: readonly string[];
    seats: () => readonly SeatAbout[];
    openDesk: (plan: DrivePlan, onNotice: (notice: Notice) => void) => RunDesk;
    onBegin: (announced: LoggedSummary) => void;
    onEvent: (run: string, event: LiveEvent) => void;
    onEnd: (run: string, error: unknown) => void;
  }) {
    this.#log = new DriveLog(options.runs);
    this.#plugins = options.plugins;
    this.#seats = options.seats;
    this.#openDesk = options.openDesk;
    this.#onBegin = options.onBegin;
    this.#onEvent = options.onEvent;
    this.#onEnd = options.onEnd;
  }

  /** Begins a drive; it goes on after this returns. */
  start(wish: NewDrive): NewDriveRef {
    if (this.#running.size >= MOST_AT_ONCE) throw tooMany();
    const plan = planDrive(wish, { seats: this.#seats(), token: randomBytes(6).toString('hex') });
    const run = this.#log.runOf(plan);
    const episode = this.#log.nextId(run);
    const stop = new AbortController();
    const { task, space, agent, seed, join } = plan;
    const about = { command: 'drive', task: task.id, space: space?.name ?? null, agent } as const;
    this.#onBegin(announced(run, { ...about, adversary: null, seed }));
    const drive: Running = { run, stop, setWatch: () => {}, ended: Promise.resolve() };
    const ended = this.#drive(drive, plan, episode);
    this.#running.add(Object.assign(drive, { ended }));
    return { run, episode, join };
  }

  has(run: string): boolean {
    return [...this.#running].some((drive) => drive.run === run);
  }

  /** Takes away every drive of a run that is under way. */
  stop(run: string): void {
    for (const drive of this.#running) if (drive.run === run) drive.stop.abort();
  }

  watch(run: string, watch: Watch): void {
    if (watch === null) this.#watches.delete(run);
    else this.#watches.set(run, watch);
    for (const drive of this.#running) if (drive.run === run) drive.setWatch(watch);
  }

  async close(): Promise<void> {
    for (const { stop } of this.#running) stop.abort();
    await Promise.all([...this.#running].map(({ ended }) => ended));
  }

  async #drive(drive: Running, plan: DrivePlan, episode: string): Promise<void> {
    const { run, stop } = drive;
    let failure: unknown = null;
    try {
      await runDrive({
        plan,
        run,
        episode,
        stop,
        log: this.#log,
        plugins: this.#plugins,
        openDesk: this.#openDesk,
        tell: (event) => this.#onEvent(run, event),
        watchable: (set) => {
          drive.setWatch = set;
          set(this.#watches.get(run) ?? null);
        },
      });
    } catch (error) {
      failure = error;
    }
    this.#running.delete(drive);
    this.#onEnd(run, failure);
  }
}

function tooMany(): FaultscapeError {
  return new FaultscapeError('environment', 'Too many drives are under way.', {
    expected: `at most ${MOST_AT_ONCE} at once`,
    got: 'one more',
    hint: 'wait until one of them is over',
  });
}
