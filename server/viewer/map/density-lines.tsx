import { contours } from 'd3-contour';
import { useMemo } from 'preact/hooks';
import type { Axis } from '../../../sim/space/index.ts';
import { densityGrid, levelsHolding } from './density.ts';
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
  const paths = useMemo(() => {
    if (places.length < 2) return [];
    const grid = densityGrid(x, y, places);
    const { columns, rows, shares } = grid;
    const levels = levelsHolding(grid, HELD);
    return contours()
      .size([columns, rows])
      .thresholds([...levels])([...shares])
      .map(({ coordinates }) => toPath(coordinates, columns, rows, frame));
  }, [x, y, places, frame]);
  return (
    <g class={props.class}>
      {paths.map((path, i) => (
        <path key={HELD[i]} d={path} data-holds={HELD[i]} />
      ))}
    </g>
  );
}

function toPath(polygons: number[][][][], columns: number, rows: number, frame: Frame): string {
  const x = (column: number) => frame.left + (column / columns) * frame.width;
  const y = (row: number) => frame.top + (1 - row / rows) * frame.height;
  return polygons
    .flat()
    .map(
      (ring) =>
        `M${ring.map(([column, row]) => `${x(column ?? 0).toFixed(1)} ${y(row ?? 0).toFixed(1)}`).join('L')}Z`,
    )
    .join('');
}
