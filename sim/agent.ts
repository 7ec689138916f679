/**
 * The port every driver sits behind: built in, remote program, or person at the keyboard.
 * An agent drives any number of seats at once; each seat is one episode.
 */

import type { CameraEffectsSpec, Sensors } from './sensor-spec.ts';

/** What an action is: one number per name, each in [low, high]. */
export interface ActionSpec {
  readonly names: readonly string[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** One number per name of the task's ActionSpec, in that order. Driving: steer, gas, brake. */
export type Action = ArrayLike<number>;

/**
 * The agent was lost (it hung up, stalled, answered nonsense): this tells nothing of how well it
 * acts, so the episode is neither a success nor a failure and is run again.
 */
export class AgentFault extends Error {
  override readonly name = 'AgentFault';
}

export type Answer = Action | AgentFault;

/** Named numbers about an episode that an agent adds to its log. */
export type Notes = Readonly<Record<string, number>>;

export interface CameraSpec {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: boolean;
  readonly depth: boolean;
  readonly semantic: boolean;
  /** What lens, shutter and sensor do to the picture; nothing if left out. */
  readonly effects?: CameraEffectsSpec | undefined;
}

/** What an agent asks to be shown; what it does not ask for is not computed. */
export interface SensorNeeds {
  readonly camera: CameraSpec | null;
  /** True for privileged agents that read the true pose and route. */
  readonly truth: boolean;
  /** Sensors besides the camera, by the name of their readings; none if left out. */
  readonly sensors?: Sensors | undefined;
}

/** What one reading of an observation is, so that any program can make sense of it. */
export interface ReadingSpec {
  readonly name: string;
  /** Row-major; empty for a single number. */
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'float64';
  readonly unit: string;
  /** Bounds that every element keeps; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
  readonly description: string;
}

/** Named numbers of an observation, each as its ReadingSpec says. */
export type Readings = Readonly<Record<string, Float32Array | Float64Array>>;

/** One camera frame; arrays are row-major from the top-left pixel. */
export interface Frame {
  readonly widthPx: number;
  readonly heightPx: number;
  /** RGB, 8 bits per channel, height x width x 3. */
  readonly rgb: Uint8Array | null;
  /** Distance along the optical axis in metres, height x width; Infinity where there is only sky. */
  readonly depthM: Float32Array | null;
  /** Semantic class of each pixel (see SEMANTIC_CLASSES), height x width. */
  readonly semantic: Uint8Array | null;
}

/** High-level navigation command, as in conditional imitation learning. */
export const COMMANDS = ['follow', 'left', 'right', 'straight'] as const;
export type Command = (typeof COMMANDS)[number];

/** The true state, for privileged agents only. World frame: x east, y north, z up, metres. */
export interface Truth {
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
  /** Distance travelled along the route. */
  readonly progressM: number;
  /** The route's lane-centre line, sampled every `routeStepM`: x0, y0, x1, y1, ... */
  readonly routeXyM: Float64Array;
  readonly routeStepM: number;
  /** Target speed at each route sample. */
  readonly routeSpeedMps: Float64Array;
}

export interface Observation {
  readonly seat: number;
  readonly step: number;
  readonly timeS: number;
  readonly speedMps: number;
  readonly command: Command;
  readonly frame: Frame | null;
  /** For agents of a task with a road; other tasks show the truth as readings. */
  readonly truth: Truth | null;
  /** What instruments and sensors besides the camera show; left out by a task without any. */
  readonly readings?: Readings | undefined;
}

/** Said once to a seat before its first observation. */
export interface Briefing {
  readonly taskId: string;
  readonly action: ActionSpec;
  /** Time between two actions. */
  readonly controlStepS: number;
  readonly seed: number;
  readonly needs: SensorNeeds;
  /** What its observations' readings will hold; left out where there are none. */
  readonly readings?: readonly ReadingSpec[] | undefined;
}

/** How a seat's episode ended, as its agent is told. */
export interface Outcome {
  /** Q in [0, 1]. */
  readonly total: number;
  readonly failed: boolean;
  readonly reason: string;
  readonly steps: number;
}

export interface Agent {
  readonly name: string;
  /** Changes whenever the agent would act differently (code version, hash of its weights). */
  readonly version: string;
  readonly needs: SensorNeeds;
  /** What computes its answers, where their last bits depend on it; part of every run's manifest. */
  readonly engine?: { readonly backend: string; readonly version: string };
  /** The names of its actions, if it gives only those; a task that takes others is refused. */
  readonly gives?: readonly string[];
  reset(seat: number, briefing: Briefing): void | Promise<void>;
  /**
   * One action per observation, in the same order. An action must not depend on which other
   * observations share the batch. A fault in place of an action takes that seat's episode away.
   */
  act(batch: readonly Observation[]): readonly Answer[] | Promise<readonly Answer[]>;
  /**
   * Said when a seat's episode is over; the outcome is null if it was taken away. What it returns
   * is logged with the episode's score terms, e.g. `{ missedDeadlines: 2 }`.
   */
  end?(seat: number, outcome: Outcome | null): Notes | Promise<Notes>;
  close?(): void | Promise<void>;
}
