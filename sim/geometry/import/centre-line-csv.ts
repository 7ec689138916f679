import Papa from 'papaparse';
import { FaultscapeError } from '../../core/errors.ts';
import type { PointM } from '../road.ts';
import { chordParameters, splineThrough } from '../spline.ts';
import type { ImportedRoad } from './imported-road.ts';
import { unitHint } from './unit-guess.ts';

const COLUMNS = ['x_m', 'y_m', 'w_tr_right_m', 'w_tr_left_m'] as const;
/** Least and most that a side may be wide: the car is 1.8 m wide. */
const WIDTH_M = [2, 20] as const;
const FARTHEST_M = 100_000;
const LONGEST_STEP_M = 200;
const MOST_ROWS = 100_000;
/** The curve is sampled this much denser than its points at least. */
const SAMPLE_M = 0.5;
/** Ends nearer than this, in steps between points, close the line. */
const CLOSES_STEPS = 2;

/**
 * A centre line with widths, as in TUM's racetrack database: four columns (x_m, y_m, w_tr_right_m,
 * w_tr_left_m), with or without a header, in a comment or not. A line whose ends lie about a step
 * apart is closed. A cubic spline leads through the points.
 */
export function readCentreLineCsv(text: string, file: string): ImportedRoad {
  const rows: (readonly number[])[] = [];
  let line = 0;
  let problem: FaultscapeError | null = null;
  Papa.parse<readonly string[]>(text, {
    delimiter: text.slice(0, 4000).includes(';') ? ';' : ',',
    quoteChar: '\0',
    step({ data }, parser) {
      line++;
      try {
        const row = toRow(data, file, line, rows);
        if (row !== null) rows.push(row);
      } catch (error) {
        problem = error as FaultscapeError;
        parser.abort();
      }
    },
  });
  if (problem !== null) throw problem;
  if (rows.length < 4) throw csvError(file, line, 'ends too soon', 'at least 4 points', `${rows.length}`);
  return smooth(rows, file);
}

function toRow(
  cells: readonly string[],
  file: string,
  line: number,
  before: readonly (readonly number[])[],
): readonly number[] | null {
  const [first = ''] = cells;
  if (cells.length === 1 && first.trim() === '') return null;
  const isComment = first.trim().startsWith('#');
  const names = cells.map((cell) => cell.replace('#', '').trim());
  if (isComment || (before.length === 0 && /^[a-z_]/i.test(first.trim()) && !/^nan/i.test(first.trim()))) {
    if (names.length === COLUMNS.length && names.some((name, i) => name !== COLUMNS[i])) {
      throw csvError(file, line, 'has other columns', COLUMNS.join(','), names.join(','));
    }
    if (isComment || names.length === COLUMNS.length) return null;
  }
  if (cells.length !== COLUMNS.length) {
    throw csvError(
      file,
      line,
      'is no point',
      `${COLUMNS.length} numbers: ${COLUMNS.join(',')}`,
      cells.join(','),
    );
  }
  const row = cells.map((cell, i) => toNumber(cell, i, file, line));
  const last = before.at(-1);
  if (last !== undefined) {
    const dx = (row[0] as number) - (last[0] as number);
    const dy = (row[1] as number) - (last[1] as number);
    const stepM = Math.sqrt(dx * dx + dy * dy);
    if (!(stepM > 0 && stepM <= LONGEST_STEP_M)) {
      const expected = `more than 0 and at most ${LONGEST_STEP_M} m from the point before`;
      throw csvError(file, line, 'has a point out of place', expected, `${stepM} m`);
    }
  }
  if (before.length >= MOST_ROWS)
    throw csvError(file, line, 'is one too many', `${MOST_ROWS} points`, 'more');
  return row;
}

function toNumber(cell: string, column: number, file: string, line: number): number {
  const text = cell.trim();
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  const [low, high] = column < 2 ? [-FARTHEST_M, FARTHEST_M] : WIDTH_M;
  if (value >= low && value <= high) return value;
  const expected = `a number from ${low} to ${high}, in metres`;
  const what = `has a wrong ${COLUMNS[column]} (column ${column + 1})`;
  throw csvError(
    file,
    line,
    what,
    expected,
    text,
    Number.isFinite(value) ? unitHint(Math.abs(value), ...WIDTH_M) : '',
  );
}

function csvError(
  file: string,
  line: number,
  what: string,
  expected: string,
  got: string,
  hint = '',
): FaultscapeError {
  return new FaultscapeError('data', `Line ${line} of ${file} ${what}.`, {
    expected,
    got: got === '' ? 'nothing' : got.slice(0, 80),
    ...(hint === '' ? {} : { hint }),
  });
}

function smooth(rows: readonly (readonly number[])[], file: string): ImportedRoad {
  const points = rows.map(([x, y]): PointM => [x as number, y as number]);
  const gap = (a: PointM, b: PointM) =>
    Math.sqrt((b[0] - a[0]) * (b[0] - a[0]) + (b[1] - a[1]) * (b[1] - a[1]));
  const steps = points.slice(1).map((point, i) => gap(points[i] as PointM, point));
  const meanM = steps.reduce((a, b) => a + b, 0) / steps.length;
  const endGapM = gap(points.at(-1) as PointM, points[0] as PointM);
  const closed = points.length > 8 && endGapM < CLOSES_STEPS * meanM;
  const ring = closed && endGapM > 0;
  // A closed line goes on over both its ends, so that it closes without a kink.
  const open = ring ? rows : rows.slice(0, closed ? -1 : undefined);
  const lead = closed ? 3 : 0;
  const all = closed ? [...open.slice(-lead), ...open, ...open.slice(0, lead + 1)] : open;
  const line = all.map(([x, y]): PointM => [x as number, y as number]);
  const u = chordParameters(line);
  if (u === null)
    throw csvError(file, rows.length, 'has a point twice', 'neighbours that differ', 'the same');
  const curve = splineThrough(line);
  const centre: PointM[] = [];
  const rightM: number[] = [];
  const leftM: number[] = [];
  const end = closed ? lead + open.length : all.length - 1;
  for (let i = lead; i <= end; i++) {
    const parts = i === end ? 1 : Math.ceil(gap(line[i] as PointM, line[i + 1] as PointM) / SAMPLE_M);
    for (let k = 0; k < parts; k++) {
      const t = k / parts;
      const next = Math.min(end, i + 1);
      const mix = (column: number) => {
        const a = all[i]?.[column] as number;
        return a + ((all[next]?.[column] as number) - a) * t;
      };
      const from = u[i] as number;
      centre.push(curve(from + ((u[next] as number) - from) * t));
      rightM.push(mix(2));
      leftM.push(mix(3));
    }
  }
  return { centre, leftM, rightM, closed, roadPoints: null };
}
