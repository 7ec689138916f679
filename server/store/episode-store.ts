import type { Trajectory } from '../../sim/index.ts';
import type { Point, Scene } from '../../sim/space/index.ts';

/** One evaluated episode, as it is logged. All but `wallMs` is the same in every run of a config. */
export interface EpisodeRow {
  /** Unique in its run, e.g. "pool-00017". */
  readonly id: string;
  /** Why it was run: pool, random, generated, boost-1, nominal ... */
  readonly phase: string;
  /** Place in [-1, 1]^d, snapped; null for a scene that came from no space. */
  readonly point: Point | null;
  readonly scene: Scene;
  readonly seed: number;
  /**
   * `aborted`: the worker died on every try; says nothing about the agent. `invalid`: the task refused
   * the scene before anything was simulated; the proposal is spent all the same.
   */
  readonly status: 'done' | 'aborted' | 'invalid';
  /** Q in [0, 1]; null unless done, as are the five after it. */
  readonly q: number | null;
  readonly terms: Readonly<Record<string, number>> | null;
  readonly failed: boolean | null;
  readonly reason: string | null;
  readonly terminated: boolean | null;
  readonly truncated: boolean | null;
  readonly steps: number;
  readonly task: string;
  readonly agent: string;
  readonly agentVersion: string;
  /** Versions the result depends on: package, GL route, tensor backend. */
  readonly versions: Readonly<Record<string, string>>;
  readonly wallMs: number;
  /** What killed an aborted episode, or why a scene is invalid. */
  readonly error: string | null;
}

/** Rows in the order in which they were logged, and the cursor behind the last of them. */
export interface LogPage {
  readonly rows: readonly EpisodeRow[];
  readonly cursor: number;
}

/**
 * Where episodes are logged, one row each, as they end. When `append` returns, the row outlives
 * the death of this process. Rows are never changed.
 */
export interface EpisodeStore {
  /** Logs an episode; false, and nothing changes, if its id is already there. */
  append(row: EpisodeRow, trajectory: Trajectory | null): boolean;
  /** All rows in the order of their ids. */
  rows(): readonly EpisodeRow[];
  /** At most so many rows that were logged after a cursor (0 is the beginning), in that order. */
  rowsAfter(cursor: number, most: number): LogPage;
  get(id: string): EpisodeRow | null;
  /** Every step of an episode, to the bit; null if it has none. Throws if the log is damaged. */
  trajectory(id: string): Trajectory | null;
  close(): void;
}
