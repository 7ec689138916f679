import {
  actionToBoxes,
  type CameraPose,
  DETECTION_ACTION,
  type DetectedBox,
  keepBoxes,
  type Mover,
  type Picture,
  type ReadTaskFile,
  type Retrace,
  type Scene,
  type Score,
  type Task,
} from '../../../sim/index.ts';
import { interpolateRow } from './interpolate-row.ts';
import { knownTask } from './known-task.ts';

export interface LoggedSteps {
  readonly task: string;
  readonly scene: Scene;
  readonly seed: number;
  /** Columns: the action's names, then the task's traceNames. */
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
  /** Time between two rows, for a task that this page does not know. */
  readonly stepS: number;
  /** Gives the run's copies of the files that the task names. */
  readonly readFile?: ReadTaskFile;
}

/**
 * One episode as it was logged, asked for any moment. State k is what was there after k steps;
 * state 0 is the start, which logs do not hold. Rows may be added at the end while it is under way.
 */
export class EpisodeLog {
  readonly stepS: number;
  /** Null for a task that this page cannot make: a plug-in's, or one whose file is not at hand. */
  readonly task: Task | null;
  readonly names: readonly string[];
  readonly #retrace: Retrace | null;
  readonly #actions: number;
  readonly #stateNames: readonly string[];
  readonly #rows: (readonly number[])[];

  constructor(logged: LoggedSteps) {
    this.task = knownTask(logged.task, logged.readFile);
    this.names = logged.names;
    this.stepS = this.task?.controlStepS ?? logged.stepS;
    this.#retrace = this.task?.retrace?.(logged.scene, logged.seed) ?? null;
    this.#actions = this.task?.action.names.length ?? 0;
    this.#stateNames = logged.names.slice(this.#actions);
    this.#rows = [...logged.rows];
  }

  /** False for a task that is shown as numbers only. */
  get isDrawn(): boolean {
    return this.#retrace !== null;
  }

  /** Steps taken so far. */
  get steps(): number {
    return this.#rows.length;
  }

  get durationS(): number {
    return this.steps * this.stepS;
  }

  get routeXyM(): Float64Array | null {
    return this.#retrace?.routeXyM ?? null;
  }

  append(rows: readonly (readonly number[])[]): void {
    this.#rows.push(...rows);
  }

  /** The step whose state was there last at a time. */
  stepAt(timeS: number): number {
    // Times are sums of steps, so a hair's breadth below one still means it.
    return Math.min(this.steps, Math.max(0, Math.floor(timeS / this.stepS + 1e-6)));
  }

  /** The logged state after so many steps. */
  state(step: number): ArrayLike<number> {
    const row = this.#rows[step - 1];
    if (row !== undefined) return row.slice(this.#actions);
    return this.#retrace?.start ?? this.#rows[0]?.slice(this.#actions) ?? [];
  }

  /** The state at any time: between two steps on the way from one to the other. */
  stateAt(timeS: number): ArrayLike<number> {
    const step = this.stepAt(timeS);
    if (step >= this.steps) return this.state(this.steps);
    const share = Math.min(1, Math.max(0, timeS / this.stepS - step));
    return interpolateRow(this.#stateNames, this.state(step), this.state(step + 1), share);
  }

  /** What the agent did during the step under way, the last one at the end. */
  actionAt(timeS: number): readonly number[] | null {
    const row = this.#rows[Math.min(this.stepAt(timeS), this.steps - 1)];
    return row === undefined ? null : row.slice(0, this.#actions);
  }

  /** The boxes that count in an answer, the surest first; null for a task whose actions are no boxes. */
  boxesAt(timeS: number): readonly DetectedBox[] | null {
    const names = this.task?.action.names;
    if (names?.join() !== DETECTION_ACTION.names.join()) return null;
    const action = this.actionAt(timeS);
    return action === null ? [] : keepBoxes(actionToBoxes(action));
  }

  /** A column's value in the row of a step; for the start, its state. Null where there is none. */
  value(name: string, step: number): number | null {
    const column = this.names.indexOf(name);
    if (column === -1) return null;
    if (column < this.#actions) return this.#rows[Math.min(step, this.steps - 1)]?.[column] ?? null;
    return this.state(step)[column - this.#actions] ?? null;
  }

  pictureAt(timeS: number): Picture | null {
    return this.#retrace?.picture(this.stateAt(timeS), Math.min(timeS, this.durationS)) ?? null;
  }

  /** Where what moves was after so many steps. */
  moverAt(step: number): Mover | null {
    return this.#retrace?.picture(this.state(step), step * this.stepS).movers[0] ?? null;
  }

  /** Picture and camera of a step, as the agent was shown them. */
  seenAt(step: number): { readonly picture: Picture; readonly pose: CameraPose } | null {
    const state = this.state(step);
    const pose = this.#retrace?.cameraPose(state) ?? null;
    if (this.#retrace === null || pose === null) return null;
    return { picture: this.#retrace.picture(state, step * this.stepS), pose };
  }

  cameraAt(timeS: number): CameraPose | null {
    return this.#retrace?.cameraPose(this.stateAt(timeS)) ?? null;
  }

  /** Q and its terms after so many steps, as if it had been cut there. */
  scoreAt(step: number): Pick<Score, 'total' | 'terms'> | null {
    return this.#retrace?.score(this.state(step), step * this.stepS) ?? null;
  }
}
