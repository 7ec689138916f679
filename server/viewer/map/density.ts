import { standardDeviation } from '../../../sim/core/index.ts';
import type { Axis } from '../../../sim/space/index.ts';
import { domainOf } from './plot-axis.ts';

/** A density over a plot, as shares of the whole: row 0 is the lowest, column 0 the leftmost. */
export interface DensityGrid {
  readonly columns: number;
  readonly rows: number;
  readonly shares: Float64Array;
}

const CELLS = 60;
/** Of an axis's range; draws that are all equal would otherwise have no width. */
const LEAST_BANDWIDTH = 0.012;

/** One axis cut into cells, with the places of the points to count. */
interface Side {
  readonly cells: number;
  /** Cells of a category's band; 0 along a continuous axis. */
  readonly band: number;
  readonly cellOf: readonly number[];
  readonly bandwidthCells: number;
}

/**
 * The density of points over two axes: counts on a grid, smoothed with a Gaussian by Scott's rule
 * along continuous axes and spread evenly over a category's band, never from one into another.
 */
export function densityGrid(
  x: Axis,
  y: Axis,
  places: readonly (readonly [x: number, y: number])[],
): DensityGrid {
  const known = places.filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b));
  const across = sideOf(
    x,
    known.map(([place]) => place),
    2,
  );
  const up = sideOf(
    y,
    known.map(([, place]) => place),
    2,
  );
  const shares = new Float64Array(across.cells * up.cells);
  known.forEach((_, i) => {
    for (const row of cellsOf(up, i)) {
      for (const column of cellsOf(across, i)) {
        const weight = 1 / (Math.max(1, across.band) * Math.max(1, up.band) * known.length);
        const cell = row * across.cells + column;
        shares[cell] = (shares[cell] as number) + weight;
      }
    }
  });
  const { cells: columns } = across;
  const { cells: rows } = up;
  if (across.band === 0) for (let row = 0; row < rows; row++) blur(shares, row * columns, 1, across);
  if (up.band === 0) for (let column = 0; column < columns; column++) blur(shares, column, columns, up);
  return { columns, rows, shares };
}

/** The density along one axis, as shares of its cells. */
export function densityAlong(axis: Axis, places: readonly number[]): Float64Array {
  const known = places.filter((place) => Number.isFinite(place));
  const side = sideOf(axis, known, 1);
  const shares = new Float64Array(side.cells);
  known.forEach((_, i) => {
    for (const cell of cellsOf(side, i)) {
      shares[cell] = (shares[cell] as number) + 1 / (Math.max(1, side.band) * known.length);
    }
  });
  if (side.band === 0) blur(shares, 0, 1, side);
  return shares;
}

/**
 * For each part, the density at the edge of the smallest region that holds that part of the whole:
 * a line at this height encloses, say, half of the draws.
 */
export function levelsHolding({ shares }: DensityGrid, parts: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(shares).sort().reverse();
  return parts.map((part) => {
    let held = 0;
    for (const share of sorted) {
      held += share;
      if (held >= part) return share;
    }
    return 0;
  });
}

function sideOf(axis: Axis, places: readonly number[], dimension: number): Side {
  const [low, high] = domainOf(axis);
  const band = axis.kind === 'categorical' ? Math.ceil(CELLS / axis.values.length) : 0;
  const cells = axis.kind === 'categorical' ? band * axis.values.length : CELLS;
  const unit = places.map((place) => (place - low) / (high - low));
  const scott = Math.exp(-Math.log(Math.max(2, places.length)) / (dimension + 4));
  const bandwidth = unit.length < 2 ? 0.05 : Math.max(LEAST_BANDWIDTH, scott * standardDeviation(unit));
  const cellOf = unit.map((u) => Math.max(0, Math.min(cells - 1, Math.floor(u * cells))));
  return { cells, band, cellOf, bandwidthCells: bandwidth * cells };
}

function cellsOf({ band, cellOf }: Side, point: number): readonly number[] {
  const cell = cellOf[point] as number;
  if (band === 0) return [cell];
  const first = Math.floor(cell / band) * band;
  return Array.from({ length: band }, (_, i) => first + i);
}

/** Smooths one row or column in place; what would fall over the edge is reflected, so the sum stays. */
function blur(shares: Float64Array, start: number, stride: number, { cells, bandwidthCells }: Side): void {
  const reach = Math.min(cells - 1, Math.ceil(3 * bandwidthCells));
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => {
    const z = (i - reach) / bandwidthCells;
    return Math.exp(-0.5 * z * z);
  });
  const total = kernel.reduce((sum, weight) => sum + weight, 0);
  const before = Float64Array.from({ length: cells }, (_, i) => shares[start + i * stride] as number);
  for (let i = 0; i < cells; i++) shares[start + i * stride] = 0;
  before.forEach((share, i) => {
    if (share === 0) return;
    kernel.forEach((weight, k) => {
      let to = i + k - reach;
      if (to < 0) to = -1 - to;
      if (to >= cells) to = 2 * cells - 1 - to;
      const cell = start + to * stride;
      shares[cell] = (shares[cell] as number) + (share * weight) / total;
    });
  });
}
