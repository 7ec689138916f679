import { mean, standardDeviation } from '../../sim/core/index.ts';
import { type Axis, type Point, valueAt } from '../../sim/space/index.ts';
import { categoryAt } from './box.ts';
import { quantileOf } from './quantiles.ts';

/** Where draws of a distribution lie along one axis. */
export interface Marginal {
  /** Share of the draws in each of equal bins of a continuous axis, or by category. */
  readonly shares: readonly number[];
  /** The distance of these shares from those of uniform draws: half the sum of differences, 0 to 1. */
  readonly fromUniform: number;
  /** In the axis's unit; null for a categorical axis. */
  readonly moments: {
    readonly mean: number;
    readonly deviation: number;
    /** The 5th, 25th, 50th, 75th and 95th of a hundred. */
    readonly quantiles: readonly number[];
  } | null;
}

const BINS = 20;
const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];

export function marginalsOf(axes: readonly Axis[], draws: readonly Point[]): readonly Marginal[] {
  return axes.map((axis, i) => {
    const coordinates = draws.map((point) => point[i] as number);
    const bins = axis.kind === 'categorical' ? axis.values.length : BINS;
    const shares = new Array<number>(bins).fill(0);
    for (const x of coordinates) {
      const bin =
        axis.kind === 'categorical'
          ? categoryAt(axis, x)
          : Math.max(0, Math.min(bins - 1, Math.floor(((x + 1) / 2) * bins)));
      shares[bin] = (shares[bin] as number) + 1 / draws.length;
    }
    const fromUniform = 0.5 * shares.reduce((sum, share) => sum + Math.abs(share - 1 / bins), 0);
    return { shares, fromUniform, moments: axis.kind === 'continuous' ? momentsOf(axis, coordinates) : null };
  });
}

function momentsOf(axis: Extract<Axis, { kind: 'continuous' }>, coordinates: readonly number[]) {
  const values = coordinates.map((x) => valueAt(axis, x)).sort((a, b) => a - b);
  const quantiles = QUANTILES.map((q) => quantileOf(values, q));
  return { mean: mean(values), deviation: standardDeviation(values), quantiles };
}

/** Correlations of the coordinates, row by row; NaN where an axis does not vary. */
export function correlationsOf(draws: readonly Point[]): readonly (readonly number[])[] {
  const dimension = draws[0]?.length ?? 0;
  const columns = Array.from({ length: dimension }, (_, i) => draws.map((point) => point[i] as number));
  const standard = columns.map((column) => {
    const [centre, spread] = [mean(column), standardDeviation(column)];
    return column.map((x) => (x - centre) / spread);
  });
  return standard.map((a) => standard.map((b) => mean(a.map((x, k) => x * (b[k] as number)))));
}
