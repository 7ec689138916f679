import type { Form, Vec3 } from '../bake/mesh-builder.ts';
import { room } from './forms/room.ts';
import { smoothForm } from './forms/smooth-form.ts';

/**
 * A smooth sheet through rows of points, seen from where its columns run counter-clockwise when the rows
 * rise towards the eye. All rows have one length. `closed` joins the last column to the first. Where
 * two neighbouring rows are equal the sheet has a sharp edge.
 */
export function surface(rows: readonly (readonly Vec3[])[], closed: boolean): Form {
  const width = rows[0]?.length ?? 0;
  const positions = room(3 * rows.length * width);
  rows.forEach((row, r) => {
    write(row, positions, 3 * r * width);
  });
  return smoothForm(positions, sheetIndex(rows.length, width, closed));
}

/** A flat or nearly flat face within a ring that all of its centre sees, facing where the ring runs counter-clockwise. */
export function face(ring: readonly Vec3[]): Form {
  const count = ring.length;
  const positions = room(3 * (count + 1));
  for (let axis = 0; axis < 3; axis++) {
    let sum = 0;
    for (const point of ring) sum += point[axis] as number;
    positions[axis] = sum / count;
  }
  write(ring, positions, 3);
  return smoothForm(positions, fanIndex(count));
}

const indices = new Map<string, Uint16Array>();

function sheetIndex(rows: number, width: number, closed: boolean): Uint16Array {
  const key = `${rows} ${width} ${closed}`;
  const kept = indices.get(key);
  if (kept !== undefined) return kept;
  const columns = closed ? width : width - 1;
  const corners: number[] = [];
  for (let r = 0; r + 1 < rows; r++) {
    for (let k = 0; k < columns; k++) {
      const a = r * width + k;
      const b = r * width + ((k + 1) % width);
      corners.push(a, b, b + width, a, b + width, a + width);
    }
  }
  const made = Uint16Array.from(corners);
  indices.set(key, made);
  return made;
}

/** About the first point, round all others. */
function fanIndex(count: number): Uint16Array {
  const key = `fan ${count}`;
  const kept = indices.get(key);
  if (kept !== undefined) return kept;
  const made = new Uint16Array(3 * count);
  for (let k = 0; k < count; k++) {
    made[3 * k + 1] = k + 1;
    made[3 * k + 2] = ((k + 1) % count) + 1;
  }
  indices.set(key, made);
  return made;
}

function write(points: readonly Vec3[], into: Float32Array, from: number): void {
  let at = from;
  for (const [x, y, z] of points) {
    into[at] = x;
    into[at + 1] = y;
    into[at + 2] = z;
    at += 3;
  }
}
