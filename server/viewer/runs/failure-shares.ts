import { wilson } from '../../../sim/core/index.ts';
import type { EpisodeEntry, RunSummary } from '../../http/api.ts';
import { phasesInOrder } from '../../report/run-view.ts';

/** How often each phase failed, from its episodes; the aborted do not count. */
export function failureShares(episodes: readonly EpisodeEntry[]): RunSummary['phases'] {
  const done = episodes.filter(({ status, failed }) => status === 'done' && failed !== null);
  return phasesInOrder(done).map((phase) => {
    const own = done.filter((episode) => episode.phase === phase);
    return { phase, failed: wilson(own.filter(({ failed }) => failed === true).length, own.length) };
  });
}
