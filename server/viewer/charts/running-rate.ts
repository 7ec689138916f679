import { wilson } from '../../../sim/core/index.ts';
import type { EpisodeEntry } from '../../http/api.ts';
import { phasesInOrder, phaseTitle } from '../../report/run-view.ts';
import { markOf } from '../map/marks.tsx';
import { type Series, type SeriesPoint, thinned } from './series.ts';

const POINTS_SHOWN = 240;
const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3]];

/** Per phase, the fooling rate after its first, second, third ... logged episode, with its interval. */
export function runningRates(episodes: readonly EpisodeEntry[]): readonly Series[] {
  const done = episodes.filter(({ status, failed }) => status === 'done' && failed !== null);
  return phasesInOrder(done).map((phase, i) => {
    const own = done.filter((episode) => episode.phase === phase);
    return {
      name: phaseTitle(phase),
      colour: markOf(phase).colour,
      dash: DASHES[i % DASHES.length] ?? [],
      points: ratesAlong(own),
    };
  });
}

function ratesAlong(episodes: readonly EpisodeEntry[]): readonly SeriesPoint[] {
  let hits = 0;
  const counts = episodes.map(({ failed }, i) => {
    if (failed === true) hits++;
    return [hits, i + 1] as const;
  });
  return thinned(counts, POINTS_SHOWN).map(([failed, total]) => {
    const { share, low, high } = wilson(failed, total);
    return { x: total, y: share, low, high };
  });
}
