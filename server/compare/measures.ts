import type { CellResult } from './cell.ts';

export type MeasureName =
  | 'failures'
  | 'coverage'
  | 'clusters'
  | 'fooling'
  | 'drawsCoverage'
  | 'spread'
  | 'firstFailure';

export interface Measure {
  readonly title: string;
  /** What it says, in one sentence. */
  readonly meaning: string;
  readonly format: (value: number) => string;
  /** Of one run; null where it cannot be told. */
  of(result: CellResult): number | null;
}

const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
const plain = (digits: number) => (value: number) => value.toFixed(digits);

/** What adversaries are compared by, seed by seed. */
export const MEASURES: Readonly<Record<MeasureName, Measure>> = {
  failures: {
    title: 'failures met',
    meaning: 'failures among all its episodes, pool and all',
    format: plain(0),
    of: ({ figures }) => figures.failures,
  },
  coverage: {
    title: 'held-out failures near one met',
    meaning: 'share of independent failures with one that it met within the radius',
    format: percent,
    of: ({ figures, reference }) => (figures.covered === null ? null : figures.covered / reference.heldOut),
  },
  clusters: {
    title: 'groups reached',
    meaning: 'groups of independent failures, linked within the radius, of which it met one',
    format: plain(1),
    of: ({ figures }) => figures.clusters,
  },
  fooling: {
    title: 'AFR of draws',
    meaning: 'failing share of scenes drawn from what it learned',
    format: percent,
    of: ({ figures }) => figures.drawsFailed / figures.draws,
  },
  drawsCoverage: {
    title: 'held-out failures near one drawn',
    meaning: 'share of independent failures with a failing draw within the radius',
    format: percent,
    of: ({ figures, reference }) =>
      figures.drawsCovered === null ? null : figures.drawsCovered / reference.heldOut,
  },
  spread: {
    title: 'spread ratio',
    meaning: 'standard deviation of failing draws over that of independent failures, meant over the axes',
    format: plain(2),
    of: ({ figures }) => figures.spreadRatio,
  },
  firstFailure: {
    title: 'first failure',
    meaning: 'the episode of its first failure; nothing for a run without one',
    format: plain(0),
    of: ({ figures }) => figures.firstFailure,
  },
};
