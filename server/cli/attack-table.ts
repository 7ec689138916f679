import { coverage, defaultRadius } from '../../adversary/index.ts';
import { standardDeviation } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { formatShare, type Summary, summarise } from '../evaluate/summary.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import { textTable } from './table.ts';

/** One phase of an attack in figures. */
export interface PhaseFigures extends Summary {
  readonly phase: string;
  /** Mean over the axes of the standard deviation of its failures in [-1, 1]; null below two. */
  readonly spread: number | null;
  /**
   * Share of the failures of the random baseline that have one of this phase's failures nearby;
   * null for the baseline itself, and where it has no failure.
   */
  readonly coverage: number | null;
}

const ORDER = ['random', 'pool', 'generated'];

function rank(phase: string): number {
  return ORDER.includes(phase) ? ORDER.indexOf(phase) : ORDER.length;
}

/** AFR by phase, never without spread and coverage beside it: a point mass on one failure has AFR 1. */
export function attackTable(rows: readonly EpisodeRow[]): { text: string; phases: readonly PhaseFigures[] } {
  const names = [...new Set(rows.map((row) => row.phase))].sort(
    (a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true }),
  );
  const phases = names.map((phase) => figuresOf(phase, rows));
  const aborted = rows.filter((row) => row.status === 'aborted').length;
  const text = textTable(
    ['phase', 'AFR', 'mean Q', 'spread', 'coverage', 'mostly'],
    phases.map((figures) => [
      figures.phase,
      formatShare(figures.failed),
      figures.episodes === 0 ? 'n/a' : figures.meanQ.toFixed(3),
      figures.spread?.toFixed(2) ?? 'n/a',
      figures.coverage === null ? 'n/a' : `${(100 * figures.coverage).toFixed(0)} %`,
      figures.reasons[0]?.reason ?? '',
    ]),
  );
  const remarks = [
    ...phases.filter(({ invalid }) => invalid > 0).map(invalidText),
    ...(aborted === 0 ? [] : [`${aborted} episodes aborted, in no figure\n`]),
  ];
  return { text: `${text}${remarks.join('')}`, phases };
}

function invalidText({ phase, invalid, failed }: PhaseFigures): string {
  return `${phase}: ${invalid} of ${failed.total} scenes invalid, never simulated; they count as not failed\n`;
}

function figuresOf(phase: string, rows: readonly EpisodeRow[]): PhaseFigures {
  const own = rows.filter((row) => row.phase === phase);
  const failures = failuresOf(own);
  const heldOut = failuresOf(rows.filter((row) => row.phase === 'random' && phase !== 'random'));
  const dimension = failures[0]?.length ?? 1;
  return {
    ...summarise(own),
    phase,
    spread: failures.length < 2 ? null : meanDeviation(failures),
    coverage: heldOut.length === 0 ? null : coverage(heldOut, failures, defaultRadius(dimension)).share,
  };
}

function failuresOf(rows: readonly EpisodeRow[]): readonly Point[] {
  return rows.filter((row) => row.failed === true).map((row) => row.point ?? []);
}

function meanDeviation(points: readonly Point[]): number {
  const dimension = points[0]?.length ?? 0;
  let sum = 0;
  for (let axis = 0; axis < dimension; axis++) {
    sum += standardDeviation(points.map((point) => point[axis] as number));
  }
  return sum / dimension;
}
