import { FaultscapeError, mean, type Proportion, wilson } from '../../sim/core/index.ts';
import type { EpisodeRow } from '../store/episode-store.ts';

/**
 * What a set of episodes says about an agent. Aborted ones are counted and left out. Invalid scenes
 * fooled nobody: they count in the share that failed, as proposals that did not, and nowhere else.
 */
export interface Summary {
  readonly episodes: number;
  readonly aborted: number;
  readonly invalid: number;
  /** Episodes that ended for the reason "goal". */
  readonly goal: Proportion;
  /** Episodes with Q at or below the task's threshold: the attack fooling rate. */
  readonly failed: Proportion;
  readonly meanQ: number;
  /** Most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly meanTerms: Readonly<Record<string, number>>;
}

export function summarise(rows: readonly EpisodeRow[]): Summary {
  const count = (status: EpisodeRow['status']) => rows.filter((row) => row.status === status).length;
  const done = rows.filter((row) => row.status === 'done');
  const invalid = count('invalid');
  const names = [...new Set(done.flatMap((row) => Object.keys(row.terms ?? {})))];
  return {
    episodes: done.length,
    aborted: count('aborted'),
    invalid,
    goal: wilson(done.filter((row) => row.reason === 'goal').length, done.length),
    failed: wilson(done.filter((row) => row.failed === true).length, done.length + invalid),
    meanQ: mean(done.map((row) => row.q ?? Number.NaN)),
    reasons: countReasons(done),
    meanTerms: Object.fromEntries(
      names.map((name) => [name, mean(done.map((row) => row.terms?.[name] ?? Number.NaN))]),
    ),
  };
}

function countReasons(rows: readonly EpisodeRow[]): Summary['reasons'] {
  const counts = new Map<string, number>();
  for (const { reason } of rows) counts.set(reason ?? '', (counts.get(reason ?? '') ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

/** "12 of 50 = 24.0 % (14.3 to 37.4)": a share with its Wilson interval at 95 %. */
export function formatShare({ hits, total, share, low, high }: Proportion): string {
  if (total === 0) return 'none of 0';
  const percent = (x: number) => (100 * x).toFixed(1);
  return `${hits} of ${total} = ${percent(share)} % (${percent(low)} to ${percent(high)})`;
}

/** Nothing can be said of an agent when episodes do not come to their end. */
export function allAborted(rows: readonly EpisodeRow[]): FaultscapeError {
  return new FaultscapeError('environment', 'One episode after another was aborted.', {
    expected: 'episodes that end',
    got: rows[0]?.error ?? 'none',
    hint: 'where workers die: faultscape doctor; another --gl route or --tf backend. Where an agent or a program is lost: what it prints',
  });
}
