import type { Trajectory } from '../../sim/index.ts';
import type { EpisodeEntry, EpisodeSteps } from '../http/api.ts';
import type { EpisodeRow } from '../store/episode-store.ts';

/** A row as the page is sent it. */
export function entryOf(row: EpisodeRow): EpisodeEntry {
  const { id, phase, point, scene, seed, task, status, q, failed, reason, terms, steps, error } = row;
  return { id, phase, point, scene, seed, task, status, q, failed, reason, terms, steps, error };
}

/** Logged steps as the page is sent them. */
export function stepsOf({ names, rows }: Trajectory): EpisodeSteps {
  const width = names.length;
  const steps = width === 0 ? 0 : rows.length / width;
  return {
    names,
    rows: Array.from({ length: steps }, (_, i) => Array.from(rows.subarray(i * width, (i + 1) * width))),
  };
}
