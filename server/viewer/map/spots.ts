import type { Axis } from '../../../sim/space/index.ts';
import type { EpisodeEntry } from '../../http/api.ts';
import { isUniform } from '../../report/run-view.ts';
import { placeOf } from './plot-axis.ts';

/** One episode as a map draws it. */
export interface Spot {
  readonly entry: EpisodeEntry;
  /** Its phase, or "induced" for a random scene that a generator was trained on. */
  readonly kind: string;
  readonly failed: boolean;
  /** Per axis of the run. */
  readonly places: readonly number[];
}

/** The episodes that ran to their end, in the order of the log. The aborted say nothing of the agent. */
export function spotsOf(
  episodes: readonly EpisodeEntry[],
  axes: readonly Axis[],
  induced: Readonly<Record<string, readonly string[]>>,
): readonly Spot[] {
  const inducedIds = new Set(Object.values(induced).flat());
  return episodes
    .filter((entry) => entry.status === 'done' && entry.failed !== null)
    .map((entry) => ({
      entry,
      kind: isUniform(entry.phase) && inducedIds.has(entry.id) ? 'induced' : entry.phase,
      failed: entry.failed === true,
      places: axes.map((axis) => placeOf(axis, entry.scene, entry.id)),
    }));
}
