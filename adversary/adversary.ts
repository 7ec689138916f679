import type { Json } from '../sim/core/index.ts';
import type { Point } from '../sim/space/index.ts';

/** A proposal to evaluate. `phase` says why it was asked for (pool, generated, boost-1, ...). */
export interface Proposal {
  /** Unique in a run and the same in every replay of the run, e.g. "pool-00017". */
  readonly id: string;
  readonly phase: string;
  readonly point: Point;
}

/** A proposal with its score Q. Told by id, never by order: workers finish late. */
export interface Trial extends Proposal {
  readonly score: number;
  readonly failed: boolean;
}

/** The artefact an adversary learns: a distribution over the worlds that break the agent. */
export interface FailureDistribution {
  /** Draws n points in [-1, 1]^d; the same seed draws the same points. */
  sample(n: number, seed: number): readonly Point[];
  /** Everything needed to load it again with `loadDistribution`. */
  save(): Json;
}

/**
 * A black-box search for failures behind ask and tell. It sees points in [-1, 1]^d and scores,
 * nothing else. Told trials may arrive in any order; what it asks next must not depend on it.
 */
export interface Adversary {
  readonly name: string;
  /** Human-readable remarks made so far (e.g. "only 46 of the induced 100 are failures"). */
  readonly remarks: readonly string[];
  /** At most n new proposals; empty while it waits for trials, or when `done`. */
  ask(n: number): Promise<readonly Proposal[]>;
  tell(trials: readonly Trial[]): void;
  readonly done: boolean;
  /** How many proposals it will make in all. */
  readonly budget: number;
  /** The distribution learned, once `done`. */
  distribution(): FailureDistribution;
  /** The distribution as far as it is learned; null while there is nothing. For those who look on. */
  draft(): FailureDistribution | null;
  /** Learner figures for the manifest and report (losses, spread, seconds are added outside). */
  diagnostics(): Json;
  close(): void;
}
