import { FaultscapeError } from '../../sim/core/index.ts';
import type { EpisodeRow } from './episode-store.ts';
import type { RunFolder } from './run-folder.ts';

/** The row of an episode that somebody named; throws an error of kind `data` where the run has none. */
export function requireEpisode({ name, store }: RunFolder, id: string): EpisodeRow {
  const row = store.get(id);
  if (row !== null) return row;
  const ids = store.rows().map((each) => each.id);
  throw new FaultscapeError('data', `Run ${name} has no episode ${id}.`, {
    expected: ids.length === 0 ? 'an id, but the run is empty' : `an id such as ${ids[0]} or ${ids.at(-1)}`,
    got: id,
  });
}
