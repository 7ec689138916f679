import type { Proportion } from '../../sim/core/index.ts';
import type { Hardening } from './hardening.ts';
import type { Paired } from './verdict.ts';

/** One line of before and after, as every table and chart shows it. */
export interface VerdictRow {
  readonly where: string;
  readonly before: Proportion;
  readonly after: Proportion;
  readonly meanQBefore: number;
  readonly meanQAfter: number;
  /** Null where the episodes before and after are not the same. */
  readonly paired: Pick<Paired, 'mended' | 'broken' | 'p'> | null;
}

/** What fails before and after, the old adversary before new ones. */
export function verdictRows({ adversary, teacher, verdict }: Hardening): readonly VerdictRow[] {
  const { nominal, uniform, learned, learnable, unlearnable, fresh } = verdict;
  const of = (where: string, one: Paired | null): VerdictRow[] =>
    one === null ? [] : [{ where, ...one, paired: one }];
  return [
    ...of('nominal scene', nominal),
    ...of('scenes spread over the space', uniform),
    ...of(`old ${adversary}`, learned),
    ...(unlearnable !== null && unlearnable.hits > 0
      ? of(`old ${adversary}, where ${teacher} passes`, learnable)
      : []),
    ...fresh.map((one, k): VerdictRow => {
      const number = fresh.length === 1 ? '' : ` ${k + 1}`;
      return { where: `new ${adversary}${number}`, ...one, paired: null };
    }),
  ];
}

/** A chance as people read it: never 0. */
export function chance(p: number): string {
  if (p < 0.001) return 'below 0.001';
  return p.toFixed(p < 0.1 ? 3 : 2);
}
