import type { Json } from '../../sim/core/index.ts';
import type { Trajectory } from '../../sim/index.ts';
import type { Point, Space } from '../../sim/space/index.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import type { Manifest } from '../store/manifest.ts';
import type { TaskFile } from '../store/task-copies.ts';

/** An episode that ran to its end in a scene of the run's space. */
export interface EpisodeView extends EpisodeRow {
  readonly point: Point;
  readonly q: number;
  readonly terms: Readonly<Record<string, number>>;
  readonly failed: boolean;
  readonly reason: string;
}

/** A run as it lies in its folder, finished or not: all that a report may say comes from here. */
export interface RunView {
  readonly name: string;
  /** As the user wrote it, for the commands the report suggests. */
  readonly folder: string;
  readonly taskId: string;
  /** Reads the files that the task names. */
  readonly taskFiles: () => readonly TaskFile[];
  readonly agent: string;
  readonly adversary: string;
  readonly space: Space;
  /** The failure threshold epsilon: Q at or below it is a failure. */
  readonly failsBelow: number;
  readonly finished: boolean;
  /** Sorted by id; those that were aborted or came from no space are only counted. */
  readonly episodes: readonly EpisodeView[];
  readonly aborted: number;
  /** How many scenes of each phase the task refused, unsimulated. */
  readonly invalid: ReadonlyMap<string, number>;
  /** Ids of the episodes the last generator was trained on; empty when that is not known. */
  readonly inducedIds: readonly string[];
  readonly remarks: readonly string[];
  /** The learned distribution as it was saved; null before there is one. */
  readonly distribution: Json | null;
  /** What was kept of episodes that were run again, as it lies in the folder; null without any. */
  readonly kept: () => Json | null;
  readonly manifest: Manifest;
  trajectory(id: string): Trajectory | null;
}

/** The rows a report can use: done, and with a place in the space. */
export function isUsable(row: EpisodeRow): row is EpisodeView {
  return row.status === 'done' && row.point !== null && row.q !== null && row.failed !== null;
}

/** Phases whose scenes were drawn uniformly from the space, or fill it evenly. */
const UNIFORM_PHASES: readonly string[] = ['pool', 'random', 'filling'];

export function isUniform(phase: string): boolean {
  return UNIFORM_PHASES.includes(phase);
}

/** Phases in the order a reader meets them: baseline, pool, generated, boost stages. */
export function phasesInOrder(episodes: readonly Pick<EpisodeRow, 'phase'>[]): string[] {
  const rank = (phase: string) => {
    const known = ['random', 'pool', 'generated'].indexOf(phase);
    return known === -1 ? 3 : known;
  };
  const byNumber = new Intl.Collator('en', { numeric: true });
  return [...new Set(episodes.map((episode) => episode.phase))].sort(
    (a, b) => rank(a) - rank(b) || byNumber.compare(a, b),
  );
}

/** What a phase is called in the report. */
export function phaseTitle(phase: string): string {
  const boost = /^boost-(\d+)$/.exec(phase);
  if (boost !== null) return `boost stage ${boost[1]}`;
  if (phase === 'random') return 'random baseline';
  if (phase === 'pool') return 'pool (random scenes)';
  if (phase === 'filling') return 'evenly spread scenes';
  return phase;
}
