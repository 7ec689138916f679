import { FaultscapeError } from '../../sim/core/index.ts';
import type { EpisodeRow } from '../store/episode-store.ts';

/**
 * Runs nominal episodes, one after another, until the agent passes one; at most `most`, none for 0. An agent
 * that fails where nothing is unusual would be "fooled" by every scene there is: its attack is refused with
 * an error of kind `agent`. Returns how many it failed before that. An episode that was lost tells nothing of the
 * agent, so it ends the check: whether to give up is the attack's own rule.
 */
export async function checkNominal(options: {
  agent: string;
  task: string;
  most: number;
  run: (index: number) => Promise<EpisodeRow>;
}): Promise<number> {
  const { agent, task, most, run } = options;
  const failed: EpisodeRow[] = [];
  for (let index = 0; index < most; index++) {
    const row = await run(index);
    if (row.failed !== true) return failed.length;
    failed.push(row);
  }
  if (failed.length === 0) return 0;
  const best = Math.max(...failed.map(({ q }) => q ?? 0));
  const reasons = [...new Set(failed.map(({ reason }) => reason))].join(', ');
  throw new FaultscapeError(
    'agent',
    `There is nothing to attack: ${agent} fails ${task} without an attack.`,
    {
      expected: `at least one of ${most} nominal episodes passed`,
      got: `${failed.length} failed (${reasons}), best Q ${best.toFixed(3)}`,
      hint:
        `faultscape evaluate --task ${task} --agent ${agent} shows how it fares; ` +
        '--nominal 0 attacks it all the same',
    },
  );
}
