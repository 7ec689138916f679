import type { Axis } from '../../../sim/space/index.ts';
import type { EpisodeEntry } from '../../http/api.ts';
import { binMiddle } from '../../report/charts/axis-scale.ts';
import { binOf } from '../../report/concentration.ts';
import { figure } from '../../report/format.ts';

const BINS = 10;

/** Where the failures of two runs lie along one axis that both have. */
export interface Marginal {
  readonly axis: Axis;
  /** Middle of each bin, or the category. */
  readonly labels: readonly string[];
  /** Share of the run's failures in each bin; all zeros where nothing failed. */
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** One for each axis of the same name, kind and range. */
export function marginalsOf(
  axes: readonly [a: readonly Axis[], b: readonly Axis[]],
  episodes: readonly [a: readonly EpisodeEntry[], b: readonly EpisodeEntry[]],
): readonly Marginal[] {
  return sharedAxes(axes).map((axis) => {
    const count = axis.kind === 'continuous' ? BINS : axis.values.length;
    return {
      axis,
      labels: Array.from({ length: count }, (_, bin) => {
        const middle = binMiddle(axis, bin, count);
        return typeof middle === 'number' ? figure(middle) : middle;
      }),
      a: failureShares(
        axis,
        axes[0].findIndex(({ name }) => name === axis.name),
        episodes[0],
        count,
      ),
      b: failureShares(
        axis,
        axes[1].findIndex(({ name }) => name === axis.name),
        episodes[1],
        count,
      ),
    };
  });
}

export function sharedAxes([a, b]: readonly [readonly Axis[], readonly Axis[]]): readonly Axis[] {
  const key = (axis: Axis) =>
    JSON.stringify(
      axis.kind === 'continuous' ? [axis.name, axis.unit, axis.low, axis.high] : [axis.name, ...axis.values],
    );
  const theirs = new Set(b.map(key));
  return a.filter((axis) => theirs.has(key(axis)));
}

function failureShares(
  axis: Axis,
  index: number,
  episodes: readonly EpisodeEntry[],
  count: number,
): number[] {
  const shares = new Array<number>(count).fill(0);
  const failures = episodes.filter(({ failed, point }) => failed === true && point !== null);
  for (const { point } of failures) {
    const bin = binOf(axis, point?.[index] ?? 0, count);
    shares[bin] = (shares[bin] as number) + 1 / failures.length;
  }
  return shares;
}
