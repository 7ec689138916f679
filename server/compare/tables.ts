import { mostWithNoneOf } from '../../adversary/index.ts';
import type { Front, Standing } from './fronts.ts';
import { MEASURES, type MeasureName } from './measures.ts';
import { type CaseSummary, type Comparison, meanOf, type Ranking, type Row } from './summarise-comparison.ts';

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How every adversary did on a case: one row each, those with the most failures first. */
export function caseTable(summary: CaseSummary, against: string): Table {
  const mean = (row: Row, measure: MeasureName) => {
    const value = meanOf(row.values[measure]);
    return value === null ? 'n/a' : MEASURES[measure].format(value);
  };
  const versus = (row: Row, measure: MeasureName) => {
    const found = summary.differences[measure].against.find(({ a }) => a === row.adversary);
    return found === undefined ? '' : `${found.a12.toFixed(2)}${stars(found.p)}`;
  };
  const sorted = [...summary.rows].sort((a, b) => b.perQuery.share - a.perQuery.share);
  return {
    header: [
      'adversary',
      'failures per query (95 %)',
      'least to most',
      `A12 over ${against}`,
      'first failure',
      'covered',
      `A12 over ${against}`,
      `groups of ${summary.clusters}`,
      'AFR of draws (95 %)',
      'covered by draws',
      'spread ratio',
      'to the nearest run',
      'invalid',
      'learner s',
    ],
    rows: sorted.map((row) => [
      row.adversary,
      row.perQuery.hits === 0
        ? `none of ${row.perQuery.total} (below ${(100 * mostWithNoneOf(row.perQuery.total)).toFixed(3)} %)`
        : shareText(row.perQuery),
      rangeText(row.values.failures),
      versus(row, 'failures'),
      firstText(row),
      mean(row, 'coverage'),
      versus(row, 'coverage'),
      mean(row, 'clusters'),
      shareText(row.drawsFailed),
      mean(row, 'drawsCoverage'),
      mean(row, 'spread'),
      row.nearest.toFixed(2),
      `${(100 * row.invalid.share).toFixed(0)} %`,
      row.learnerSeconds.toFixed(1),
    ]),
  };
}

/** Adversaries by mean rank, and with whom each cannot be told apart. */
export function rankingTable(ranking: Ranking): Table {
  const sorted = [...ranking.meanRanks].sort((a, b) => a.rank - b.rank);
  const letters = ranking.groups.map((_, i) => String.fromCharCode(97 + (i % 26)));
  return {
    header: ['adversary', 'mean rank', 'group'],
    rows: sorted.map(({ adversary, rank }) => [
      adversary,
      rank.toFixed(2),
      ranking.groups
        .flatMap((group, i) => (group.includes(adversary) ? (letters[i] as string) : []))
        .join(''),
    ]),
  };
}

/**
 * What draws are worth on every case: AFR / coverage. In brackets who is dominated, with a star who is beyond chance; in
 * the last columns on how many cases an adversary is not dominated, not beyond chance, and best.
 */
export function frontTable({ cases, adversaries }: Comparison): Table {
  const there = cases.flatMap(({ case: { task }, front }) => (front === null ? [] : [{ task, front }]));
  const standing = ({ front }: (typeof there)[number], name: string) =>
    front.standings.find(({ adversary }) => adversary === name);
  const count = (name: string, is: (front: Front, own: Standing) => boolean) =>
    there.filter((one) => {
      const own = standing(one, name);
      return own !== undefined && is(one.front, own);
    }).length;
  const percent = (x: number) => {
    // Nearly all is not all.
    const nearly = x < 1 && x >= 0.995;
    return nearly ? Math.min(99.9, 100 * x).toFixed(1) : (100 * x).toFixed(0);
  };
  return {
    header: [
      'adversary',
      ...there.map(({ task }) => task.replace(/^problem\//, '')),
      `not dominated, of ${there.length}`,
      'nor beyond chance',
      'covers most',
      'or not less beyond chance',
    ],
    rows: adversaries.map((name) => [
      name,
      ...there.map((one) => {
        const own = standing(one, name);
        if (own === undefined) return 'n/a';
        const text = `${percent(own.afr)} / ${percent(own.coverage)}`;
        if (own.dominatedBy.length > 0) return `(${text})${own.surelyBy.length > 0 ? '*' : ''}`;
        return one.front.best.includes(name) ? `**${text}**` : text;
      }),
      String(count(name, (_, { dominatedBy }) => dominatedBy.length === 0)),
      String(count(name, (_, { surelyBy }) => surelyBy.length === 0)),
      String(count(name, ({ best }) => best.includes(name))),
      String(count(name, ({ nearBest }) => nearBest.includes(name))),
    ]),
  };
}

/** One measure of all adversaries on all cases. */
export function overviewTable({ cases, adversaries }: Comparison, measure: MeasureName): Table {
  const { format } = MEASURES[measure];
  return {
    header: ['adversary', ...cases.map(({ case: one }) => one.task.replace(/^problem\//, ''))],
    rows: adversaries.map((name) => [
      name,
      ...cases.map(({ rows }) => {
        const row = rows.find(({ adversary }) => adversary === name);
        const value = row === undefined ? null : meanOf(row.values[measure]);
        return value === null ? 'n/a' : format(value);
      }),
    ]),
  };
}

function shareText({ share, low, high }: { share: number; low: number; high: number }): string {
  const digits = share < 0.1 ? 1 : 0;
  const percent = (x: number) => (100 * x).toFixed(digits);
  return `${percent(share)} % (${percent(low)} to ${percent(high)})`;
}

function rangeText(values: readonly (number | null)[]): string {
  const there = values.filter((value) => value !== null);
  return `${Math.min(...there)} to ${Math.max(...there)}`;
}

function firstText({ firstFailure, without, seeds }: Row): string {
  if (firstFailure === null) return 'never';
  return `${firstFailure.toFixed(0)}${without === 0 ? '' : ` (none in ${without} of ${seeds})`}`;
}

/** One star below 0.05, two below 0.01. */
function stars(p: number): string {
  return p < 0.01 ? '**' : p < 0.05 ? '*' : '';
}
