import Papa from 'papaparse';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { Axis, Scene, Space } from '../../sim/space/index.ts';
import { spaceOfAxes } from './axes-file.ts';

/** A recorded campaign: scenes with their scores. */
export interface RecordedTable {
  readonly space: Space;
  readonly rows: readonly { readonly scene: Scene; readonly score: number; readonly line: number }[];
}

/**
 * Reads a CSV file with a header: a column of scores, and one for each axis. Without axes of its own a column of numbers
 * is an axis over the range that it has, one of anything else has its values as names.
 */
export function readTable(
  bytes: Uint8Array,
  options: { file: string; score: string; space: Space | null },
): RecordedTable {
  const { file, score } = options;
  const { header, lines } = parseCsv(bytes, file);
  if (!header.includes(score)) {
    throw wrong(
      file,
      'has no column of scores',
      `a column named ${score}`,
      header.join(', '),
      'name it with --score-column',
    );
  }
  const space =
    options.space ??
    inferSpace(
      header.filter((name) => name !== score),
      lines,
      file,
    );
  for (const { name } of space.axes) {
    if (!header.includes(name)) throw wrong(file, 'lacks a column for an axis', name, header.join(', '));
  }
  const rows = lines.map(({ cells, line }) => {
    const value = numberOf(cells[score]);
    if (value === null)
      throw wrong(file, `has no score in line ${line}`, 'a finite number', shown(cells[score]));
    const scene: Record<string, number | string> = {};
    for (const axis of space.axes) scene[axis.name] = cellOf(axis, cells[axis.name] as string, file, line);
    return { scene, score: value, line };
  });
  return { space, rows };
}

interface Line {
  readonly cells: Readonly<Record<string, string>>;
  /** In the file, from 1. */
  readonly line: number;
}

function parseCsv(bytes: Uint8Array, file: string): { header: readonly string[]; lines: readonly Line[] } {
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/, '');
  const { data, errors } = Papa.parse<string[]>(text.trimEnd(), { skipEmptyLines: false });
  const bad = errors.find(({ code }) => code !== 'UndetectableDelimiter');
  if (bad !== undefined)
    throw wrong(file, `cannot be read at line ${(bad.row ?? 0) + 1}`, 'CSV', bad.message);
  const header = (data[0] ?? []).map((name) => name.trim());
  const twice = header.find((name, i) => header.indexOf(name) < i);
  if (twice !== undefined) throw wrong(file, 'has two columns of one name', 'names that differ', twice);
  if (data.length < 2)
    throw wrong(file, 'records no scene', 'a header and one line or more', `${data.length} lines`);
  const lines = data.slice(1).map((cells, i) => {
    const line = i + 2;
    if (cells.length !== header.length) {
      throw wrong(file, `is ragged in line ${line}`, `${header.length} cells`, `${cells.length}`);
    }
    return { cells: Object.fromEntries(header.map((name, k) => [name, (cells[k] as string).trim()])), line };
  });
  return { header, lines };
}

function inferSpace(names: readonly string[], lines: readonly Line[], file: string): Space {
  const axes = names.map((name): Axis => {
    const texts = lines.map(({ cells }) => cells[name] as string);
    const numbers = texts.map(numberOf);
    const description = `column ${name} of ${file}`;
    if (numbers.every((value) => value !== null)) {
      // A table may be longer than a function has room for arguments.
      const low = numbers.reduce((least, value) => Math.min(least, value));
      const high = numbers.reduce((most, value) => Math.max(most, value));
      if (low === high) {
        throw wrong(
          file,
          `has a column that never varies`,
          'axes that do',
          `${name} is always ${low}`,
          'name the axes in a file: --space axes.json',
        );
      }
      return { kind: 'continuous', name, unit: '1', low, high, description };
    }
    return { kind: 'categorical', name, values: [...new Set(texts)], description };
  });
  return spaceOfAxes(axes, file);
}

function cellOf(axis: Axis, text: string, file: string, line: number): number | string {
  if (axis.kind === 'categorical') {
    if (axis.values.includes(text)) return text;
    throw wrong(
      file,
      `has no such ${axis.name} in line ${line}`,
      `one of ${axis.values.join(', ')}`,
      shown(text),
    );
  }
  const value = numberOf(text);
  if (value !== null && value >= axis.low && value <= axis.high) return value;
  throw wrong(
    file,
    `is outside axis ${axis.name} in line ${line}`,
    `a number from ${axis.low} to ${axis.high}`,
    shown(text),
  );
}

function numberOf(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

function shown(text: string | undefined): string {
  return text === undefined || text === '' ? 'nothing' : text.slice(0, 80);
}

function wrong(file: string, what: string, expected: string, got: string, hint?: string): FaultscapeError {
  return new FaultscapeError('data', `The table ${file} ${what}.`, {
    expected,
    got: got.slice(0, 300),
    ...(hint === undefined ? {} : { hint }),
  });
}
