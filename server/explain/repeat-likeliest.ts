import { wilson } from '../../sim/core/index.ts';
import { hasPriors, mostLogLikelihood } from '../../sim/space/index.ts';
import { type FailureAgain, likeliestFirst, repeats } from '../report/likeliest.ts';
import type { RunView } from '../report/run-view.ts';
import { keptReruns } from './kept-reruns.ts';
import type { Rerunner } from './rerunner.ts';
import { failAgain } from './try-again.ts';

/** How often the likeliest failures of a run fail again with other seeds. */
export interface LikelyRepeats {
  readonly seeds: number;
  /** The likeliest first; `below` is how far the log-likelihood is below that of the likeliest scene. */
  readonly failures: readonly (FailureAgain & { readonly below: number })[];
}

const AT_A_TIME = 10;

/** Whether a run's space says that some failures are likelier than others. */
export function hasLikeliest({ space, episodes }: RunView): boolean {
  return hasPriors(space.axes) && episodes.some(({ failed }) => failed);
}

/**
 * Runs the likeliest failures, ten at a time, each with so many new seeds, until there is one among them that repeats,
 * or there were `most` of them. So few seeds that none could be said to repeat are spent on ten.
 */
export async function repeatLikeliest(
  { space: { axes }, episodes }: RunView,
  rerunner: Pick<Rerunner, 'fail'>,
  { seeds, most, seed }: { seeds: number; most: number; seed: number },
): Promise<LikelyRepeats> {
  const top = mostLogLikelihood(axes);
  const canTell = repeats(wilson(seeds, seeds));
  const likeliest = likeliestFirst(axes, episodes).slice(0, canTell ? most : Math.min(most, AT_A_TIME));
  const failures: (FailureAgain & { below: number })[] = [];
  for (const [i, { episode, logLikelihood }] of likeliest.entries()) {
    if (i % AT_A_TIME === 0 && failures.some(({ again }) => repeats(again))) break;
    const again = await failAgain(rerunner, episode, { seeds, seed, as: 'likeliest' });
    failures.push({ id: episode.id, below: top - logLikelihood, again });
  }
  return { seeds, failures };
}

/** What is kept of that with the most seeds, if the run's own version of the agent made it; null without any. */
export function keptLikeliest(view: RunView): LikelyRepeats | null {
  let most: LikelyRepeats | null = null;
  for (const one of keptReruns(view).results) {
    if (one.kind !== 'likeliest' || one.agentVersion !== view.manifest.agentVersion) continue;
    if (most === null || one.result.seeds >= most.seeds) most = one.result;
  }
  return most;
}
