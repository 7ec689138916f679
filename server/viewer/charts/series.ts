import type { ColourName } from './colours.ts';

/** One line of a chart. Colour never tells it apart alone: `dash` does too. */
export interface Series {
  readonly name: string;
  readonly colour: ColourName;
  /** Lengths of ink and gap in px; none is a solid line. */
  readonly dash: readonly number[];
  readonly points: readonly SeriesPoint[];
}

export interface SeriesPoint {
  readonly x: number;
  readonly y: number;
  /** An interval around y, drawn as a band. */
  readonly low?: number;
  readonly high?: number;
}

/** Columns over one shared list of x, as uPlot wants them; null where a line has no point. */
export interface Aligned {
  readonly xs: readonly number[];
  /** Per series: y, low, high. */
  readonly columns: readonly (readonly [Column, Column, Column])[];
}

type Column = readonly (number | null)[];

export function align(series: readonly Series[]): Aligned {
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const columns = series.map(({ points }) => {
    const byX = new Map(points.map((point) => [point.x, point]));
    const pick = (read: (point: SeriesPoint) => number | undefined): Column =>
      xs.map((x) => {
        const point = byX.get(x);
        return point === undefined ? null : (read(point) ?? null);
      });
    return [pick(({ y }) => y), pick(({ low }) => low), pick(({ high }) => high)] as const;
  });
  return { xs, columns };
}

/** At most `most` of a list, evenly spaced; the last is always among them. */
export function thinned<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, i) => list[Math.round(((i + 1) * list.length) / most) - 1] as T);
}
