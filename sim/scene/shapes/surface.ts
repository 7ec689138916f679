import type { Form, Vec3 } from '../bake/mesh-builder.ts';
import { KeptIndices } from './forms/kept-indices.ts';
import { room } from './forms/room.ts';
import { Scratch } from './forms/scratch.ts';
import { smoothForm } from './forms/smooth-form.ts';

/** Rows of equally many points, one after the other: x0, y0, z0, x1, ... metres. */
export interface Rows {
  /** May be longer. */
  readonly points: Float64Array;
  readonly count: number;
  readonly width: number;
}

const points = new Scratch((length) => new Float64Array(length));

/** Rows to be filled; the next ones take their place. */
export function newRows(count: number, width: number): Rows {
  return { points: points.of(3 * count * width), count, width };
}

export function rowsOf(given: readonly (readonly Vec3[])[]): Rows {
  const rows = newRows(given.length, given[0]?.length ?? 0);
  let at = 0;
  for (const row of given) {
    for (const point of row) {
      rows.points[at] = point[0];
      rows.points[at + 1] = point[1];
      rows.points[at + 2] = point[2];
      at += 3;
    }
  }
  return rows;
}

/**
 * A smooth sheet through rows of points, seen from where its columns run counter-clockwise when the rows
 * rise towards the eye. `closed` joins the last column to the first. Where two neighbouring rows are
 * equal the sheet has a sharp edge.
 */
export function surface({ points, count, width }: Rows, closed: boolean): Form {
  const positions = room(3 * count * width);
  for (let i = 0; i < positions.length; i++) positions[i] = points[i] as number;
  return smoothForm(positions, sheetIndex(count, width, closed));
}

/**
 * A flat or nearly flat face within a row that all of its centre sees, facing where the row runs
 * counter-clockwise; `reversed` to face where it runs clockwise.
 */
export function face({ points, width }: Rows, row: number, reversed: boolean): Form {
  const positions = room(3 * (width + 1));
  const start = 3 * row * width;
  let [x, y, z] = [0, 0, 0];
  for (let k = 0; k < width; k++) {
    const from = start + 3 * (reversed ? width - 1 - k : k);
    const to = 3 * (k + 1);
    x += points[from] as number;
    y += points[from + 1] as number;
    z += points[from + 2] as number;
    positions[to] = points[from] as number;
    positions[to + 1] = points[from + 1] as number;
    positions[to + 2] = points[from + 2] as number;
  }
  positions[0] = x / width;
  positions[1] = y / width;
  positions[2] = z / width;
  return smoothForm(positions, fanIndex(width));
}

/** Whether a row's points are not all in one place. */
export function isOpen({ points, width }: Rows, row: number): boolean {
  const start = 3 * row * width;
  for (let at = start + 3; at < start + 3 * width; at += 3) {
    const dx = (points[at] as number) - (points[start] as number);
    const dy = (points[at + 1] as number) - (points[start + 1] as number);
    const dz = (points[at + 2] as number) - (points[start + 2] as number);
    if (dx * dx + dy * dy + dz * dz > 1e-12) return true;
  }
  return false;
}

const sheets = new KeptIndices();
const fans: Uint16Array[] = [];

function sheetIndex(rows: number, width: number, closed: boolean): Uint16Array {
  return sheets.of((rows * 1024 + width) * 2 + (closed ? 1 : 0), () => {
    const columns = closed ? width : width - 1;
    const corners: number[] = [];
    for (let r = 0; r + 1 < rows; r++) {
      for (let k = 0; k < columns; k++) {
        const a = r * width + k;
        const b = r * width + ((k + 1) % width);
        corners.push(a, b, b + width, a, b + width, a + width);
      }
    }
    return corners;
  });
}

/** About the first point, round all others. */
function fanIndex(count: number): Uint16Array {
  const kept = fans[count];
  if (kept !== undefined) return kept;
  const made = new Uint16Array(3 * count);
  for (let k = 0; k < count; k++) {
    made[3 * k + 1] = k + 1;
    made[3 * k + 2] = ((k + 1) % count) + 1;
  }
  fans[count] = made;
  return made;
}
