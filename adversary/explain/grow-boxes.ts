import { DecisionTreeClassifier, type TreeNode } from 'ml-cart';
import type { Axis, Point } from '../../sim/space/index.ts';
import { type Box, categoryAt, type Part } from './box.ts';

/** The best of many cuts through pure chance stays below this, nearly always. */
const LEAST_G = 12;

export interface TreeSettings {
  /** Splits above a leaf, at most: the parts a rule can have. */
  readonly depth: number;
  /** A node with fewer points is not split. */
  readonly leastPoints: number;
  /** Fall of Gini's impurity that makes a split worth while. */
  readonly leastGain: number;
}

/**
 * Cuts the space into boxes by a classification tree (Breiman et al. 1984), grown by `ml-cart`. Categories
 * are put in the order of their failing shares, in which the best two groups of them are always one cut
 * apart (ibid., theorem 4.5).
 */
export function growBoxes(
  axes: readonly Axis[],
  points: readonly Point[],
  failed: readonly boolean[],
  { depth, leastPoints, leastGain }: TreeSettings,
): readonly Box[] {
  const orders = axes.map((axis, i) =>
    axis.kind === 'categorical' ? byShare(axis, i, points, failed) : null,
  );
  const columns = points.map((point) =>
    axes.map((axis, i) => {
      const x = point[i] as number;
      return axis.kind === 'categorical' ? (orders[i] as readonly number[]).indexOf(categoryAt(axis, x)) : x;
    }),
  );
  const tree = new DecisionTreeClassifier({
    gainFunction: 'gini',
    maxDepth: depth,
    minNumSamples: leastPoints - 1,
    gainThreshold: leastGain,
  });
  tree.train(columns, failed.map(Number));
  const whole = axes.map((): Interval => [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  const rows = columns.map((values, i) => ({ values, failed: failed[i] === true }));
  return leavesOf(tree.root, whole, rows).map((leaf) =>
    leaf.flatMap((interval, i) => partOf(axes[i] as Axis, i, interval, orders[i] ?? null)),
  );
}

type Interval = readonly [low: number, high: number];

interface Row {
  readonly values: readonly number[];
  readonly failed: boolean;
}

/** The leaves below a node, without the last cuts that chance makes. */
function leavesOf(
  node: TreeNode,
  box: readonly Interval[],
  rows: readonly Row[],
): readonly (readonly Interval[])[] {
  const { left, right, splitColumn: column, splitValue: value } = node;
  if (left === undefined || right === undefined || column === undefined || value === undefined) return [box];
  const [low, high] = box[column] as Interval;
  const side = (interval: Interval) => box.map((old, i) => (i === column ? interval : old));
  const isLess = ({ values }: Row) => (values[column] as number) < value;
  const [less, more] = [rows.filter(isLess), rows.filter((row) => !isLess(row))];
  const leaves = [...leavesOf(left, side([low, value]), less), ...leavesOf(right, side([value, high]), more)];
  return leaves.length === 2 && gStatistic(less, more) < LEAST_G ? [box] : leaves;
}

/** Twice the gain in log-likelihood from telling two groups apart: chi-square of one degree, were it one cut. */
function gStatistic(a: readonly Row[], b: readonly Row[]): number {
  return 2 * (logLikelihood(a) + logLikelihood(b) - logLikelihood([...a, ...b]));
}

function logLikelihood(rows: readonly Row[]): number {
  const failures = rows.filter(({ failed }) => failed).length;
  const term = (k: number) => (k === 0 ? 0 : k * Math.log(k / rows.length));
  return term(failures) + term(rows.length - failures);
}

function partOf(axis: Axis, index: number, [low, high]: Interval, order: readonly number[] | null): Part[] {
  if (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY) return [];
  if (axis.kind === 'continuous' || order === null) return [{ axis: index, kind: 'range', low, high }];
  const categories = order.filter((_, rank) => rank >= low && rank < high).sort((a, b) => a - b);
  return [{ axis: index, kind: 'categories', categories }];
}

/** Categories by rising failing share; those without a point count as never failing. */
function byShare(
  axis: Extract<Axis, { kind: 'categorical' }>,
  index: number,
  points: readonly Point[],
  failed: readonly boolean[],
): readonly number[] {
  const all = new Array<number>(axis.values.length).fill(0);
  const failing = [...all];
  points.forEach((point, i) => {
    const category = categoryAt(axis, point[index] as number);
    all[category] = (all[category] as number) + 1;
    failing[category] = (failing[category] as number) + Number(failed[i]);
  });
  const share = (k: number) => (failing[k] as number) / Math.max(1, all[k] as number);
  return axis.values.map((_, k) => k).sort((a, b) => share(a) - share(b) || a - b);
}
