import { mostWithNoneOf } from '../../adversary/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { likeliestFailure, likeliestWords } from '../report/likeliest.ts';
import { isUniform } from '../report/run-view.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import { RunFolder } from '../store/run-folder.ts';
import { attackTable } from './attack-table.ts';
import type { CliIo } from './command.ts';

/** Prints what a finished attack found, and what to do with it. */
export function printOutcome(
  { rows, remarks, out }: { rows: readonly EpisodeRow[]; remarks: readonly string[]; out: string },
  { json }: { json: boolean },
  io: CliIo,
): void {
  for (const remark of remarks) io.err(`note: ${remark}\n`);
  const { text, phases } = attackTable(rows);
  const likeliest = likeliestFailure(RunFolder.readManifest(out).space?.axes ?? [], rows);
  if (json) {
    io.out(
      `${JSON.stringify({ out, phases, remarks, ...(likeliest === null ? {} : { likeliest }) }, null, 2)}\n`,
    );
    return;
  }
  const lowest = rows.filter((row) => row.q !== null).sort((a, b) => Number(a.q) - Number(b.q))[0];
  const worst = likeliest === null ? lowest : rows.find(({ id }) => id === likeliest.id);
  io.out(`${text}
AFR is the attack fooling rate: the share of episodes that failed, with its Wilson interval at 95 %.
${likeliest === null ? '' : `${likeliestWords(likeliest)}\n`}
next: faultscape report ${out}
      faultscape sample ${out} -n 1000
${worst === undefined || worst.steps === 0 ? '' : `      faultscape replay ${out} ${worst.id}\n`}`);
}

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

/** What an attack that was stopped ends the command with. */
export function interrupted(episodes: number, out: string): FaultscapeError {
  return new FaultscapeError('interrupted', `Interrupted; ${episodes} episodes are kept.`, {
    hint: `faultscape attack --resume --out ${out}`,
  });
}
