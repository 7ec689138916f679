import type { Action, ActionSpec, Observation, ReadingSpec, SensorNeeds } from './agent.ts';
import { FaultscapeError } from './core/errors.ts';
import type { Course } from './geometry/course.ts';
import type { Renderer } from './render/renderer.ts';
import type { CameraPose, Picture } from './scene/picture.ts';
import type { Scene } from './space/axis.ts';
import type { Space } from './space/space.ts';

/** How an episode went. `total` is Q in [0, 1], higher is better for the agent. */
export interface Score {
  readonly total: number;
  /** Named parts of the total, e.g. routeCompletion, infractions, meanSpeed, time. */
  readonly terms: Readonly<Record<string, number>>;
  /** total <= the task's failure threshold. */
  readonly failed: boolean;
  /** Why it ended, e.g. "goal", "collision:building", "off-road", "timeout". */
  readonly reason: string;
  /** Ended by the world (goal, crash, leaving the road). */
  readonly terminated: boolean;
  /** Ended by the clock. */
  readonly truncated: boolean;
  readonly steps: number;
}

/** One run of one agent in one scene. Calls alternate: observe, advance, observe, advance ... */
export interface Episode {
  readonly over: boolean;
  observe(): Observation;
  /** Applies one action for one control step. Throws an error of kind `agent` on a bad action. */
  advance(action: Action): void;
  score(): Score;
  picture(): Picture;
  /** Where the agent's camera is now, or null for a task without one. */
  cameraPose(): CameraPose | null;
  /** Writes the state after the last step, one number per name of the task's `traceNames`. */
  trace(into: Float64Array, offset: number): void;
  close(): void;
}

export interface EpisodeOptions {
  readonly seed: number;
  /** Where this episode sits among those stepped side by side; also its renderer slot. */
  readonly seat: number;
  /** Null when the agent needs no camera. */
  readonly renderer: Renderer | null;
  readonly needs: SensorNeeds;
}

/**
 * What a logged episode looked like, from its log alone: no physics and no agent run. Made once per
 * episode, asked for any of its steps; `row` holds one number per name of the task's `traceNames`.
 */
export interface Retrace {
  /** The lane's centre or course to follow: x0, y0, x1, y1, ... metres; null where there is none. */
  readonly routeXyM: Float64Array | null;
  /** The row before the first step, which logs do not hold. */
  readonly start: ArrayLike<number>;
  picture(row: ArrayLike<number>, timeS: number): Picture;
  /** Where the agent's camera was, or null for a task without one. */
  cameraPose(row: ArrayLike<number>): CameraPose | null;
  /** Q and its terms so far, as if the episode had been cut here. */
  score(row: ArrayLike<number>, timeS: number): Pick<Score, 'total' | 'terms'>;
}

export interface Task {
  readonly id: string;
  readonly description: string;
  /** The parameter spaces this task can be attacked in, by name; the first is the default. */
  readonly spaces: ReadonlyMap<string, Space>;
  /** The failure threshold epsilon: an episode fails when its total is at or below it. */
  readonly failsBelow: number;
  readonly action: ActionSpec;
  readonly controlStepS: number;
  /** Names of the numbers that `Episode.trace` writes. */
  readonly traceNames: readonly string[];
  /** The scene an agent is designed for, in every axis of every space. */
  readonly nominal: Scene;
  /** What `Observation.readings` holds for an agent of these needs; left out where there is none. */
  readings?(needs: SensorNeeds): readonly ReadingSpec[];
  /**
   * Why a scene that is inside its space cannot be (a track that crosses itself), found without
   * simulating it; null for a scene that can. Left out by a task whose every scene can be.
   */
  invalid?(scene: Scene): FaultscapeError | null;
  /**
   * `scene` may name any axis of any space; what it leaves out is nominal. Throws an error of kind
   * `data` for an unknown axis, a value out of range, or an invalid scene.
   */
  begin(scene: Scene, options: EpisodeOptions): Episode;
  /**
   * A scene with every axis filled in, which builds the same world to the bit; left out by a task where
   * each axis left out is the nominal scene's, by itself.
   */
  complete?(scene: Scene): Scene;
  /** What is laid out for the agent to follow in a scene that can be; left out where there is nothing. */
  course?(scene: Scene, seed: number): Course;
  /** How an episode of this scene and seed is shown from its log; left out by a task that is not drawn. */
  retrace?(scene: Scene, seed: number): Retrace;
}

/**
 * What observations will hold for an agent of these needs. Throws an error of kind `usage` where a sensor is
 * asked for that the task does not carry, or bears the name of a reading it has already.
 */
export function readingSpecs(task: Task, needs: SensorNeeds): readonly ReadingSpec[] {
  const specs = task.readings?.(needs) ?? [];
  const twice = specs.find(({ name }, i) => specs.findIndex((spec) => spec.name === name) < i);
  if (twice !== undefined) {
    throw new FaultscapeError('usage', `A sensor bears the name of another reading of task ${task.id}.`, {
      expected: 'another name for it',
      got: twice.name,
    });
  }
  const missing = Object.keys(needs.sensors ?? {}).filter(
    (name) => !specs.some((spec) => spec.name === name),
  );
  if (missing.length === 0) return specs;
  throw new FaultscapeError('usage', `Task ${task.id} does not carry these sensors.`, {
    expected: 'sensors only in tasks that carry them, see docs/sensors.md',
    got: missing.join(', '),
  });
}
