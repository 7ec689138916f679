import type { ExplainConfig } from '../config/explain-config.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import { viewRun } from '../report/load-run.ts';
import type { RunView } from '../report/run-view.ts';
import { requireEpisode } from '../store/require-episode.ts';
import { RunFolder } from '../store/run-folder.ts';
import { isSame, type RerunResult, stateOf } from './kept-reruns.ts';
import { hasLikeliest, repeatLikeliest } from './repeat-likeliest.ts';
import { Rerunner, type RerunOptions } from './rerunner.ts';
import { shrinkEpisode } from './shrink-episode.ts';
import { estimateProbability, repeatFailures, transferFailures } from './try-again.ts';

/** What running episodes told that the log does not. */
export interface Reruns {
  readonly results: readonly RerunResult[];
  /** Those of the results that were kept from before: no episode was run for them now. */
  readonly kept: readonly RerunResult[];
  /** Episodes run now, in all. */
  readonly queries: number;
}

/** One question, and how to answer it by running episodes. */
interface Ask {
  readonly question: Pick<RerunResult, 'kind' | 'options'>;
  answer(rerunner: Rerunner): Promise<RerunResult['result']>;
}

/**
 * Answers what an explanation asks for: from `known` what was answered before, else by running episodes, the
 * run's own agent first, then that of the other run.
 */
export async function runAgain(
  folder: RunFolder,
  view: RunView,
  config: ExplainConfig,
  context: {
    readonly plugins: readonly string[];
    readonly known: readonly RerunResult[];
    serve?: ServeConfig;
    onNotice: (text: string) => void;
  },
): Promise<Reruns> {
  const { known, ...rest } = context;
  const { other, workers, seats } = config;
  const options: RerunOptions = {
    ...rest,
    workers,
    seats,
    gl: config.gl ?? undefined,
    tf: config.tf ?? undefined,
    engine: config.engine ?? undefined,
  };
  const results: RerunResult[] = [];
  const kept: RerunResult[] = [];
  let queries = 0;
  const settle = async (run: RunFolder, asks: readonly Ask[]) => {
    const open: Ask[] = [];
    for (const ask of asks) {
      const found = known.find((one) => isSame(one, ask.question));
      if (found === undefined) open.push(ask);
      else kept.push(found);
    }
    if (open.length === 0) return;
    const rerunner = await Rerunner.open(run, options);
    try {
      for (const { question, answer } of open) {
        const before = rerunner.queries;
        const result = await answer(rerunner);
        const made = { agentVersion: rerunner.agentVersion, queries: rerunner.queries - before };
        results.push({ ...question, ...made, result } as RerunResult);
      }
    } finally {
      queries += rerunner.queries;
      await rerunner.close();
    }
  };
  await settle(folder, ownAsks(folder, view, config));
  if (other !== null) {
    const theirs = RunFolder.open(other, { write: false });
    try {
      await settle(theirs, [transferAsk(view, viewRun(theirs, other), config)]);
    } finally {
      theirs.close();
    }
  }
  return { results: [...kept, ...results], kept, queries };
}

function ownAsks(folder: RunFolder, view: RunView, config: ExplainConfig): readonly Ask[] {
  const { shrink, repeat, probability, most, seed } = config;
  const how = howOf(config);
  const asks: Ask[] = [];
  if (shrink !== null) {
    asks.push({
      question: { kind: 'shrunk', options: { episode: shrink, ...how } },
      answer: async (rerunner) =>
        mutable(await shrinkEpisode(view, requireEpisode(folder, shrink), rerunner)),
    });
  }
  if (repeat > 0) {
    if (hasLikeliest(view)) {
      asks.push({
        question: { kind: 'likeliest', options: { repeat, most, seed, ...how } },
        answer: async (rerunner) =>
          mutable(await repeatLikeliest(view, rerunner, { seeds: repeat, most, seed })),
      });
    }
    asks.push({
      question: { kind: 'repeats', options: { repeat, most, seed, ...how } },
      answer: async (rerunner) =>
        mutable(await repeatFailures(view, rerunner, { seeds: repeat, most, seed })),
    });
  }
  if (probability > 0) {
    asks.push({
      question: { kind: 'probability', options: { probability, seed, ...how } },
      answer: async (rerunner) => estimateProbability(view, rerunner, { episodes: probability, seed }),
    });
  }
  return asks;
}

function transferAsk(view: RunView, theirs: RunView, config: ExplainConfig): Ask {
  const { most, seed } = config;
  return {
    question: { kind: 'transfer', options: { other: stateOf(theirs), most, seed, ...howOf(config) } },
    answer: (rerunner) => transferFailures(view, theirs, rerunner, { most, seed }),
  };
}

function howOf({ gl, tf, engine }: ExplainConfig) {
  return { gl, tf, engine };
}

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

/** The same value where its type may be written to, as parsed JSON's may. */
function mutable<T>(value: T): Mutable<T> {
  return value as Mutable<T>;
}
