import { contours } from 'd3-contour';
import { useId, useMemo } from 'preact/hooks';
import type { Axis } from '../../../sim/space/index.ts';
import { type DensityGrid, densityGrid, levelsHolding } from './density.ts';
import type { Frame } from './frame.ts';

/** Shares of the draws that the lines enclose, from the outermost in. */
export const HELD = [0.8, 0.5, 0.2] as const;

/** Lines of equal density over two axes, each around a named share of all draws. */
export function DensityLines(props: {
  readonly x: Axis;
  readonly y: Axis;
  readonly places: readonly (readonly [number, number])[];
  readonly frame: Frame;
  readonly class: string;
}) {
  const { x, y, places, frame } = props;
  const id = useId();
  const paths = useMemo(() => {
    if (places.length < 2) return [];
    const grid = densityGrid(x, y, places);
    const padded = withRim(grid);
    return contours()
      .size([padded.columns, padded.rows])
      .thresholds([...levelsHolding(grid, HELD)])([...padded.shares])
      .map(({ coordinates }) => toPath(coordinates, grid, frame));
  }, [x, y, places, frame]);
  return (
    <g class={props.class} clip-path={`url(#${id})`}>
      <clipPath id={id}>
        <rect x={frame.left} y={frame.top} width={frame.width} height={frame.height} />
      </clipPath>
      {paths.map((path, i) => (
        <path key={HELD[i]} d={path} data-holds={HELD[i]} />
      ))}
    </g>
  );
}

/** The grid with its outermost cells repeated: lines then leave the plot instead of closing at its edge. */
function withRim({ columns, rows, shares }: DensityGrid): DensityGrid {
  const wide = columns + 2;
  const padded = Float64Array.from({ length: wide * (rows + 2) }, (_, i) => {
    const column = Math.max(0, Math.min(columns - 1, (i % wide) - 1));
    const row = Math.max(0, Math.min(rows - 1, Math.floor(i / wide) - 1));
    return shares[row * columns + column] as number;
  });
  return { columns: wide, rows: rows + 2, shares: padded };
}

/** Polygons over the grid with its rim, as a path over the plot. */
function toPath(polygons: number[][][][], { columns, rows }: DensityGrid, frame: Frame): string {
  const x = (column: number) => frame.left + ((column - 1) / columns) * frame.width;
  const y = (row: number) => frame.top + (1 - (row - 1) / rows) * frame.height;
  return polygons
    .flat()
    .map(
      (ring) =>
        `M${ring.map(([column, row]) => `${x(column ?? 0).toFixed(1)} ${y(row ?? 0).toFixed(1)}`).join('L')}Z`,
    )
    .join('');
}
