import { type Action, type Agent, AgentFault, type Answer, type Notes, type Observation } from './agent.ts';
import { FaultscapeError } from './core/errors.ts';
import type { Renderer } from './render/renderer.ts';
import type { Scene } from './space/axis.ts';
import { type Episode, readingSpecs, type Score, type Task } from './task.ts';

/** What to run: plain data, so that it can travel to a worker. */
export interface EpisodeJob {
  /** Names it in a log or a live view. */
  readonly id?: string;
  readonly scene: Scene;
  readonly seed: number;
  /** Another task than the runner's own, for runs that mix tasks. */
  readonly task?: Task;
}

/** What an episode left behind, step by step: one row per step, action first, then state. */
export interface Trajectory {
  /** Column names: the action's, then the task's traceNames. */
  readonly names: readonly string[];
  /** steps x names.length, row-major. Row k holds the k-th action and the state after it. */
  readonly rows: Float64Array;
}

export interface EpisodeRecord {
  readonly score: Score;
  readonly trajectory: Trajectory;
}

/** Called after each step of each episode; for recorders and live viewers. */
export type StepListener = (step: {
  readonly job: EpisodeJob;
  readonly seat: number;
  readonly episode: Episode;
  readonly observation: Observation;
  readonly action: Action;
}) => void;

/** Room of a trajectory to begin with: a still picture needs a single row. */
const FIRST_ROWS = 1;

/** Messages wait at most this many rounds, unless a seat became free. */
const ROUNDS_WITHOUT_PAUSE = 8;

interface Seat {
  readonly job: EpisodeJob;
  readonly index: number;
  readonly episode: Episode;
  readonly log: StepLog;
  readonly settle: (result: EpisodeRecord) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Steps up to `seats` episodes side by side, so that the agent answers in batches.
 * Its one danger: an agent whose answer depends on its batch mates breaks determinism.
 */
export class EpisodeRunner {
  readonly #task: Task;
  readonly #agent: Agent;
  readonly #renderer: Renderer | null;
  readonly #onStep: StepListener | undefined;
  readonly #free: number[];
  readonly #waiting: (() => void)[] = [];
  /** Ordered by seat. */
  readonly #active: Seat[] = [];
  #stepping = false;

  constructor(options: {
    task: Task;
    agent: Agent;
    renderer: Renderer | null;
    seats: number;
    onStep?: StepListener;
  }) {
    this.#task = options.task;
    this.#agent = options.agent;
    this.#renderer = options.renderer;
    this.#onStep = options.onStep;
    refuseOtherActions(options.agent, options.task);
    this.#free = Array.from({ length: options.seats }, (_, i) => options.seats - 1 - i);
    if (options.agent.needs.camera !== null && options.renderer === null) {
      throw new FaultscapeError('usage', `Agent ${options.agent.name} needs a camera.`, {
        expected: 'a renderer',
        got: 'none',
      });
    }
  }

  /** Runs one episode to its end; resolves with its score and trajectory. */
  async run(job: EpisodeJob): Promise<EpisodeRecord> {
    const seat = this.#free.pop() ?? (await this.#nextFreeSeat());
    try {
      const needs = this.#agent.needs;
      const task = job.task ?? this.#task;
      refuseOtherActions(this.#agent, task);
      const readings = readingSpecs(task, needs);
      const episode = task.begin(job.scene, {
        seed: job.seed,
        seat,
        renderer: needs.camera === null ? null : this.#renderer,
        needs,
      });
      try {
        await this.#agent.reset(seat, {
          taskId: task.id,
          action: task.action,
          controlStepS: task.controlStepS,
          seed: job.seed,
          needs,
          ...(readings.length === 0 ? {} : { readings }),
        });
        return await this.#drive(job, seat, episode, new StepLog(task));
      } finally {
        episode.close();
      }
    } finally {
      this.#release(seat);
    }
  }

  /** The agent hears of the end even when there is none to be proud of. */
  async #drive(job: EpisodeJob, seat: number, episode: Episode, log: StepLog): Promise<EpisodeRecord> {
    let record: EpisodeRecord;
    try {
      record = await new Promise<EpisodeRecord>((settle, fail) => {
        this.#join({ job, index: seat, episode, log, settle, fail });
        if (!this.#stepping) void this.#stepAll();
      });
    } catch (error) {
      await this.#agent.end?.(seat, null);
      throw error;
    }
    const { total, failed, reason, steps } = record.score;
    const notes = await this.#agent.end?.(seat, { total, failed, reason, steps });
    return notes === undefined ? record : withNotes(record, notes);
  }

  #nextFreeSeat(): Promise<number> {
    return new Promise((resolve) => {
      this.#waiting.push(() => resolve(this.#free.pop() as number));
    });
  }

  #release(seat: number): void {
    this.#free.push(seat);
    this.#waiting.shift()?.();
  }

  async #stepAll(): Promise<void> {
    this.#stepping = true;
    for (let round = 1; this.#active.length > 0; round++) {
      const seats = [...this.#active];
      try {
        const observations = seats.map((seat) => seat.episode.observe());
        const given = this.#agent.act(observations);
        const answers = given instanceof Promise ? await given : given;
        seats.forEach((seat, i) => {
          this.#advance(seat, observations[i] as Observation, answers[i] as Answer);
        });
      } catch (error) {
        for (const seat of seats) this.#leave(seat).fail(error);
      }
      if (this.#active.length < seats.length || round % ROUNDS_WITHOUT_PAUSE === 0) await yieldToOthers();
    }
    this.#stepping = false;
  }

  #advance(seat: Seat, observation: Observation, answer: Answer): void {
    try {
      if (answer instanceof AgentFault) throw answer;
      const action: Action = answer;
      const { job, episode, log } = seat;
      episode.advance(action);
      log.append(action, episode);
      this.#onStep?.({ job, seat: seat.index, episode, observation, action });
      if (episode.over) this.#leave(seat).settle({ score: episode.score(), trajectory: log.trajectory() });
    } catch (error) {
      this.#leave(seat).fail(error);
    }
  }

  #join(seat: Seat): void {
    this.#active.push(seat);
    this.#active.sort((a, b) => a.index - b.index);
  }

  #leave(seat: Seat): Seat {
    const place = this.#active.indexOf(seat);
    if (place >= 0) this.#active.splice(place, 1);
    return seat;
  }
}

/** An agent that says what it gives is not put to a task that takes something else. */
function refuseOtherActions(agent: Agent, task: Task): void {
  const { gives } = agent;
  const takes = task.action.names;
  if (gives === undefined || (gives.length === takes.length && gives.every((name, i) => name === takes[i]))) {
    return;
  }
  throw new FaultscapeError('usage', `Agent ${agent.name} cannot act in task ${task.id}.`, {
    expected: `an agent that gives ${shortList(takes)}`,
    got: `one that gives ${shortList(gives)}`,
    hint: 'faultscape list shows which agents fit which tasks',
  });
}

function shortList(names: readonly string[]): string {
  return names.length <= 8
    ? names.join(', ')
    : `${names.slice(0, 4).join(', ')} and ${names.length - 4} more`;
}

function withNotes({ score, trajectory }: EpisodeRecord, notes: Notes): EpisodeRecord {
  return { score: { ...score, terms: { ...score.terms, ...notes } }, trajectory };
}

/** The rows of one episode's trajectory, in a buffer that doubles when it is full. */
class StepLog {
  readonly #names: readonly string[];
  readonly #actionWidth: number;
  #rows: Float64Array;
  #used = 0;

  constructor(task: Task) {
    this.#names = [...task.action.names, ...task.traceNames];
    this.#actionWidth = task.action.names.length;
    this.#rows = new Float64Array(this.#names.length * FIRST_ROWS);
  }

  append(action: Action, episode: Episode): void {
    const end = this.#used + this.#names.length;
    if (end > this.#rows.length) {
      const larger = new Float64Array(this.#rows.length * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    // Adding 0 turns -0 into 0, as a wire does, so that both sides of one log the same.
    for (let i = 0; i < this.#actionWidth; i++) this.#rows[this.#used + i] = (action[i] as number) + 0;
    episode.trace(this.#rows, this.#used + this.#actionWidth);
    this.#used = end;
  }

  trajectory(): Trajectory {
    return { names: this.#names, rows: this.#rows.slice(0, this.#used) };
  }
}

/** Lets messages and new jobs in between two steps. */
function yieldToOthers(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
