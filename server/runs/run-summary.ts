import { wilson } from '../../sim/core/index.ts';
import type { RunSummary, Share } from '../http/api.ts';
import { phasesInOrder } from '../report/run-view.ts';
import type { Manifest } from '../store/manifest.ts';
import type { PhaseTally } from '../store/sqlite-store.ts';

/** Everything of a summary but what only this server knows of runs it started. */
export type LoggedSummary = Omit<RunSummary, 'ours' | 'news'>;

/** What a run's folder says in short. */
export function summaryOf(name: string, manifest: Manifest, tally: readonly PhaseTally[]): LoggedSummary {
  const count = (of: (each: PhaseTally) => number) => tally.reduce((sum, each) => sum + of(each), 0);
  return {
    name,
    command: manifest.command,
    status: manifest.status,
    task: manifest.task,
    space: manifest.space?.name ?? null,
    agent: manifest.agent,
    adversary: manifest.adversary?.name ?? null,
    seed: manifest.seed,
    startedAt: manifest.startedAt,
    finishedAt: manifest.finishedAt,
    episodes: count((each) => each.episodes),
    aborted: count((each) => each.aborted),
    phases: phasesInOrder(tally).map((phase) => {
      const { episodes, aborted, failed } = tally.find((each) => each.phase === phase) as PhaseTally;
      return { phase, failed: share(failed, episodes - aborted) };
    }),
    problem: null,
  };
}

/** A folder that cannot be read, by its name alone. */
export function damagedSummary(name: string, problem: string): LoggedSummary {
  return {
    name,
    command: 'attack',
    status: 'failed',
    task: '',
    space: null,
    agent: '',
    adversary: null,
    seed: 0,
    startedAt: '',
    finishedAt: null,
    episodes: 0,
    aborted: 0,
    phases: [],
    problem,
  };
}

/** JSON has no NaN: the share of nothing is 0, in an interval that says that it is unknown. */
export function share(hits: number, total: number): Share {
  return total === 0 ? { hits: 0, total: 0, share: 0, low: 0, high: 1 } : wilson(hits, total);
}
