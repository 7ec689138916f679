import type { RunSummary } from '../../http/api.ts';

export const ORDERS = {
  started: 'newest first',
  name: 'name',
  status: 'running first',
  failing: 'most failing first',
  episodes: 'most episodes first',
} as const;

export type Order = keyof typeof ORDERS;

export function isOrder(text: string | null): text is Order {
  return text !== null && text in ORDERS;
}

const STATUS_RANK: readonly RunSummary['status'][] = ['running', 'stale', 'failed', 'interrupted', 'done'];
const byNumber = new Intl.Collator('en', { numeric: true });

const COMPARE: Readonly<Record<Order, (a: RunSummary, b: RunSummary) => number>> = {
  started: (a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0),
  name: (a, b) => byNumber.compare(a.name, b.name),
  status: (a, b) => STATUS_RANK.indexOf(a.status) - STATUS_RANK.indexOf(b.status),
  failing: (a, b) => worstShare(b) - worstShare(a),
  episodes: (a, b) => b.episodes - a.episodes,
};

/** Runs that hold every word of the search in their name, task, agent, adversary or status, in order. */
export function findRuns(runs: readonly RunSummary[], search: string, order: Order): readonly RunSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return runs
    .filter((run) => {
      const text = textOf(run);
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => COMPARE[order](a, b) || COMPARE.started(a, b) || byNumber.compare(a.name, b.name));
}

function textOf({ name, task, space, agent, adversary, status, command, news }: RunSummary): string {
  const waits = status === 'running' ? (news?.status ?? '') : '';
  return [name, task, space, agent, adversary, status, command, waits].join('\n').toLowerCase();
}

/** The highest fooling rate of any of its phases. */
function worstShare({ phases }: RunSummary): number {
  return Math.max(-1, ...phases.map(({ failed }) => failed.share));
}
