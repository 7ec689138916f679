import type { FailureProbability } from '../../adversary/index.ts';
import type { ExplainConfig } from '../config/explain-config.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import { viewRun } from '../report/load-run.ts';
import type { RunView } from '../report/run-view.ts';
import { requireEpisode } from '../store/require-episode.ts';
import { RunFolder } from '../store/run-folder.ts';
import { Rerunner, type RerunOptions } from './rerunner.ts';
import { type ShrunkEpisode, shrinkEpisode } from './shrink-episode.ts';
import {
  estimateProbability,
  type Repeats,
  repeatFailures,
  type Transfer,
  transferFailures,
} from './try-again.ts';

/** What running episodes told that the log does not; null where it was not asked for. */
export interface Reruns {
  readonly shrunk: ShrunkEpisode | null;
  readonly repeats: Repeats | null;
  readonly transfer: Transfer | null;
  readonly probability: FailureProbability | null;
  /** Episodes run in all. */
  readonly queries: number;
}

/** Runs what an explanation asks for, the run's own agent first, then that of the other run. */
export async function runAgain(
  folder: RunFolder,
  view: RunView,
  config: ExplainConfig,
  context: { readonly plugins: readonly string[]; serve?: ServeConfig; onNotice: (text: string) => void },
): Promise<Reruns> {
  const { shrink, repeat, probability, other, most, seed, workers, seats } = config;
  const options: RerunOptions = {
    ...context,
    workers,
    seats,
    gl: config.gl ?? undefined,
    tf: config.tf ?? undefined,
    engine: config.engine ?? undefined,
  };
  const own =
    shrink === null && repeat === 0 && probability === 0
      ? { shrunk: null, repeats: null, probability: null, queries: 0 }
      : await withRerunner(folder, options, async (rerunner) => ({
          shrunk:
            shrink === null ? null : await shrinkEpisode(view, requireEpisode(folder, shrink), rerunner),
          repeats: repeat === 0 ? null : await repeatFailures(view, rerunner, { seeds: repeat, most, seed }),
          probability:
            probability === 0
              ? null
              : await estimateProbability(view, rerunner, { episodes: probability, seed }),
          queries: rerunner.queries,
        }));
  if (other === null) return { ...own, transfer: null };
  const theirs = RunFolder.open(other, { write: false });
  try {
    return await withRerunner(theirs, options, async (rerunner) => {
      const transfer = await transferFailures(view, viewRun(theirs, other), rerunner, { most, seed });
      return { ...own, transfer, queries: own.queries + rerunner.queries };
    });
  } finally {
    theirs.close();
  }
}

async function withRerunner<T>(
  folder: RunFolder,
  options: RerunOptions,
  use: (rerunner: Rerunner) => Promise<T>,
): Promise<T> {
  const rerunner = await Rerunner.open(folder, options);
  try {
    return await use(rerunner);
  } finally {
    await rerunner.close();
  }
}
