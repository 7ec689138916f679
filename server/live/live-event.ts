import type { Point, Scene } from '../../sim/space/index.ts';

/** Steps of an episode that is under way, as its worker saw them; its log follows when it ends. */
export interface StepNews {
  readonly type: 'steps';
  /** Null for an episode without an id of its own. */
  readonly episode: string | null;
  readonly task: string;
  readonly scene: Scene;
  readonly seed: number;
  /** Columns of the rows, as in the log: the action's, then the task's traceNames. */
  readonly names: readonly string[];
  /** The step of the first row, counted from 0. */
  readonly firstStep: number;
  readonly rows: readonly (readonly number[])[];
}

/** How a run stands, in a sentence for people. */
export interface StatusNews {
  readonly type: 'status';
  readonly status: 'starting' | 'waiting' | 'running' | 'learning' | 'done' | 'interrupted' | 'failed';
  readonly text: string;
  readonly done: number;
  readonly total: number;
}

/** How a learner stands; what it cannot say yet is null. */
export interface LearnerNews {
  readonly type: 'learner';
  /** The phase whose samples are being prepared. */
  readonly phase: string;
  readonly iteration: number;
  readonly iterations: number;
  /** Named figures at this iteration, e.g. generatorLoss, discriminatorLoss, energyDistance. */
  readonly figures: Readonly<Record<string, number>>;
  /** Points drawn from what is learned so far. */
  readonly sample: readonly Point[] | null;
}

/** What a run says while it goes, besides its log. Every message may be dropped: the log holds the truth. */
export type LiveEvent = StepNews | StatusNews | LearnerNews;

/** What each worker is told about watching: how many episodes, and how often to report; null when nobody does. */
export type Watch = { readonly episodes: number; readonly everyMs: number } | null;
