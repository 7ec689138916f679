import { FaultscapeError } from '../../sim/core/index.ts';
import { createTask } from '../../sim/index.ts';
import { spaceOf } from '../attack/attack-parts.ts';
import type { AttackConfig } from '../config/attack-config.ts';
import { readTaskFile } from '../evaluate/task-files.ts';
import type { LiveEvent, Watch } from '../live/live-event.ts';
import type { RunDesk } from '../seats/desks.ts';
import type { Notice } from '../seats/notice.ts';
import { RunFolder } from '../store/run-folder.ts';
import { RunLock } from '../store/run-lock.ts';
import { announced } from './announced.ts';
import { planAttack, planResume } from './attack-plan.ts';
import { AttackProcess } from './attack-process.ts';
import type { AttackEnd, AttackJob } from './attack-worker.ts';
import { NotFound } from './not-found.ts';
import type { LoggedSummary } from './run-summary.ts';
import type { RunsFolder } from './runs-folder.ts';

/** Each has a worker a core. */
const MOST_AT_ONCE = 2;

/** The attacks that this server runs. Each is a process; when the server ends, so do they. */
export class Attacks {
  readonly #runs: RunsFolder;
  readonly #plugins: readonly string[];
  readonly #openDesk: (config: AttackConfig, onNotice: (notice: Notice) => void) => RunDesk;
  readonly #onEvent: (run: string, event: LiveEvent) => void;
  readonly #onBegin: (announced: LoggedSummary) => void;
  readonly #onEnd: (run: string, error: unknown) => void;
  readonly #running = new Map<string, AttackProcess>();

  constructor(options: {
    runs: RunsFolder;
    /** The only code from elsewhere that an attack may load. */
    plugins: readonly string[];
    openDesk: (config: AttackConfig, onNotice: (notice: Notice) => void) => RunDesk;
    onEvent: (run: string, event: LiveEvent) => void;
    onBegin: (announced: LoggedSummary) => void;
    /** The process of a run is gone; the error is null when it ended well. */
    onEnd: (run: string, error: unknown) => void;
  }) {
    this.#runs = options.runs;
    this.#plugins = options.plugins;
    this.#openDesk = options.openDesk;
    this.#onEvent = options.onEvent;
    this.#onBegin = options.onBegin;
    this.#onEnd = options.onEnd;
  }

  /** Starts an attack under a new name. */
  start(name: string, fields: Readonly<Record<string, unknown>>): void {
    this.#expectRoom(name);
    const folder = this.#runs.locateNew(name);
    const config = planAttack(fields, { folder, plugins: this.#plugins });
    void this.run(name, { config, resume: false, progress: 'none' });
  }

  /** Goes on with an attack that was stopped or died. */
  resume(name: string): void {
    this.#expectRoom(name);
    const folder = this.#runs.locate(name);
    const { command, status, config } = RunFolder.readManifest(folder);
    if (command !== 'attack' || status === 'done') {
      throw new FaultscapeError('usage', 'This run cannot be resumed.', {
        expected: 'an attack that is not done',
        got: `a run of faultscape ${command} that is ${status}`,
      });
    }
    if (RunLock.isHeld(folder)) {
      throw new FaultscapeError('environment', 'Another process is writing this run.', {
        hint: 'stop it there first',
      });
    }
    const plan = planResume(config, { folder, plugins: this.#plugins });
    void this.run(name, { config: plan, resume: true, progress: 'none' });
  }

  /** Runs an attack whose config is checked; resolves when it ended, with the error that ended it. */
  async run(name: string, job: AttackJob): Promise<AttackEnd | { readonly error: unknown }> {
    const { config } = job;
    let counts = { done: 0, total: 0 };
    const desk = this.#openDesk(config, ({ kind, text }) => {
      if (kind === 'waiting') this.#onEvent(name, { type: 'status', status: 'waiting', text, ...counts });
    });
    const onEvent = (event: LiveEvent) => {
      if (event.type === 'status') counts = { done: event.done, total: event.total };
      this.#onEvent(name, event);
    };
    const process = new AttackProcess({ job, desk, onEvent });
    this.#running.set(name, process);
    this.#onBegin(announcedAs(name, job));
    try {
      const end = await process.ended;
      this.#running.delete(name);
      this.#onEnd(name, null);
      return end;
    } catch (error) {
      this.#running.delete(name);
      this.#onEnd(name, error);
      return { error };
    } finally {
      desk.close();
    }
  }

  stop(name: string): void {
    const attack = this.#running.get(name);
    if (attack === undefined) {
      throw new NotFound('No attack of this name runs in this server.', {
        expected: this.#running.size === 0 ? 'none runs' : [...this.#running.keys()].join(', '),
        got: name,
      });
    }
    attack.stop();
  }

  watch(name: string, watch: Watch): void {
    this.#running.get(name)?.watch(watch);
  }

  /** Stops all, and waits until their processes are gone. */
  async close(): Promise<void> {
    const all = [...this.#running.values()];
    for (const process of all) process.stop();
    await Promise.allSettled(all.map((process) => process.ended));
  }

  #expectRoom(name: string): void {
    if (this.#running.has(name)) {
      throw new FaultscapeError('usage', 'This attack runs already.', { got: name });
    }
    if (this.#running.size < MOST_AT_ONCE) return;
    throw new FaultscapeError('environment', 'No more attacks can run in this server now.', {
      expected: `at most ${MOST_AT_ONCE} at once`,
      got: [...this.#running.keys()].join(', '),
      hint: 'stop one of them, or wait until it is done',
    });
  }
}

/** A run that goes on has copies of its task's files; a page's new attack has none (see planAttack). */
function announcedAs(name: string, { config, resume }: AttackJob): LoggedSummary {
  const { task, agent, adversary, seed } = config;
  if (resume) {
    const space = RunFolder.readManifest(config.out).space?.name ?? '';
    return announced(name, { command: 'attack', task, space, agent, adversary, seed });
  }
  const space = config.oracle === null ? spaceOf(createTask(task, readTaskFile), config.space).name : 'box';
  return announced(name, { command: 'attack', task, space, agent, adversary, seed });
}
