import type { Json } from '../../sim/core/json.ts';
import type { Point, Scene } from '../../sim/space/axis.ts';
import type { Space } from '../../sim/space/space.ts';

/** One logged episode, as the report reads it. */
export interface EpisodeView {
  readonly id: string;
  readonly phase: string;
  readonly point: Point;
  readonly scene: Scene;
  readonly seed: number;
  /** Q in [0, 1]. */
  readonly score: number;
  readonly terms: Readonly<Record<string, number>>;
  readonly failed: boolean;
  readonly reason: string;
  readonly steps: number;
}

/** A run as it lies in its folder, finished or not: all that a report may say comes from here. */
export interface RunView {
  readonly name: string;
  readonly folder: string;
  readonly taskId: string;
  readonly agent: string;
  readonly adversary: string;
  readonly space: Space;
  /** The failure threshold epsilon: Q at or below it is a failure. */
  readonly failsBelow: number;
  readonly finished: boolean;
  /** In the order of their ids within each phase; phases in the order they were run. */
  readonly episodes: readonly EpisodeView[];
  /** Ids of the episodes the generator was first trained on; empty before that. */
  readonly inducedIds: readonly string[];
  readonly remarks: readonly string[];
  readonly manifest: Readonly<Record<string, Json>>;
}

/** Phases whose scenes were drawn uniformly from the space. */
const UNIFORM_PHASES: readonly string[] = ['pool', 'random'];

export function isUniform(phase: string): boolean {
  return UNIFORM_PHASES.includes(phase);
}

/** What a phase is called in the report. */
export function phaseTitle(phase: string): string {
  const boost = /^boost-(\d+)$/.exec(phase);
  if (boost !== null) return `generated, boost stage ${boost[1]}`;
  if (phase === 'random') return 'random baseline';
  if (phase === 'pool') return 'pool (uniform random)';
  return phase;
}
