import { mostWithNoneOf } from '../../adversary/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { isUniform } from '../report/run-view.ts';
import type { EpisodeRow } from '../store/episode-store.ts';

/**
 * What an attack in which nothing failed ends the command with: how often scenes can fail at most, as far as
 * random ones bound it. Null where something failed.
 */
export function nothingFound(rows: readonly EpisodeRow[]): FaultscapeError | null {
  const told = rows.filter(({ status }) => status !== 'aborted');
  if (told.length === 0 || told.some(({ failed }) => failed === true)) return null;
  // An even filling is no random sample, and the bound is for one.
  const random = told.filter(({ phase }) => isUniform(phase) && phase !== 'filling').length;
  const bound =
    random === 0
      ? 'no scene was drawn at random, which would bound how many fail'
      : `at most ${(100 * mostWithNoneOf(random)).toPrecision(2)} % of scenes fail, at 95 % (none of ${random} random ones did)`;
  return new FaultscapeError('no-failure', `No scene failed of ${told.length} tried.`, {
    expected: 'at least one',
    got: `none; ${bound}`,
    hint: 'more episodes, a larger space, or an adversary that searches (faultscape list)',
  });
}
