import { FaultscapeError } from '../../sim/core/index.ts';
import { likeliestFailure, likeliestWords } from '../report/likeliest.ts';
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
${likeliest === null ? '' : `      faultscape explain ${out} --repeat 20 --most 10\n`}${worst === undefined || worst.steps === 0 ? '' : `      faultscape replay ${out} ${worst.id}\n`}`);
}

/** What an attack that was stopped ends the command with. */
export function interrupted(episodes: number, out: string): FaultscapeError {
  return new FaultscapeError('interrupted', `Interrupted; ${episodes} episodes are kept.`, {
    hint: `faultscape attack --resume --out ${out}`,
  });
}
