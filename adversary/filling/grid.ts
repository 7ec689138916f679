import { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { whole } from '../number-options.ts';
import { fillingKind } from './filling.ts';

/**
 * A full factorial grid (as in the published driving attack, 6 x 6 x 6): the centres of equal
 * cells, all values of a categorical axis. It is visited in an order shuffled by the seed, so that
 * a part of it is spread evenly too. It is no uniform sample: two values of an axis never see its middle,
 * so its failing share says little of the space's.
 */
export const gridKind = fillingKind({
  name: 'grid',
  description: 'scenes on a regular grid, in shuffled order; learns nothing',
  phase: 'grid',
  options: [
    whole(
      'levels',
      'values',
      1,
      null,
      'values per continuous axis (default: the fewest that give as many cells as samples); fewer cells than samples end it early',
      1000,
    ),
  ],
  points(n, { dimension, seed, binsPerAxis }, { levels }) {
    const bins = binsPerAxis ?? Array.from({ length: dimension }, () => null);
    const perAxis = levels === undefined ? fewestLevels(n, bins) : Number(levels);
    const counts = bins.map((count) => count ?? perAxis);
    const rng = new Rng(seed, 'grid');
    return visit(n, counts, rng).map((cell) => centreOf(cell, counts));
  },
});

/** The fewest values per continuous axis that make at least n cells. */
function fewestLevels(n: number, bins: readonly (number | null)[]): number {
  if (!bins.includes(null)) return 1;
  for (let levels = 1; ; levels++) {
    if (cellsOf(bins.map((count) => count ?? levels)) >= n) return levels;
  }
}

function cellsOf(counts: readonly number[]): number {
  return counts.reduce((product, count) => product * count, 1);
}

/** Up to n different cells at random, as one index per axis. */
function visit(n: number, counts: readonly number[], rng: Rng): readonly (readonly number[])[] {
  const cells = cellsOf(counts);
  // A grid much larger than n is not listed: few of the cells drawn at random come twice.
  if (cells <= 2 * n) {
    const order = rng.shuffle(Array.from({ length: cells }, (_, cell) => cell));
    return order.slice(0, n).map((cell) => indicesOf(cell, counts));
  }
  const seen = new Map<string, readonly number[]>();
  while (seen.size < n) {
    const cell = counts.map((count) => rng.int(count));
    seen.set(cell.join(), cell);
  }
  return [...seen.values()];
}

function indicesOf(cell: number, counts: readonly number[]): readonly number[] {
  let rest = cell;
  return counts.map((count) => {
    const index = rest % count;
    rest = Math.floor(rest / count);
    return index;
  });
}

function centreOf(cell: readonly number[], counts: readonly number[]): Point {
  return cell.map((index, axis) => (2 * index + 1) / (counts[axis] as number) - 1);
}
