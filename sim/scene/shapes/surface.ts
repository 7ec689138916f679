import type { Form, Vec3 } from '../bake/mesh-builder.ts';
import { smoothForm } from './forms/smooth-form.ts';

/**
 * A smooth sheet through rows of points, seen from where its columns run counter-clockwise when the rows
 * rise towards the eye. All rows have one length. `closed` joins the last column to the first. Where
 * two neighbouring rows are equal the sheet has a sharp edge.
 */
export function surface(rows: readonly (readonly Vec3[])[], closed: boolean): Form {
  const width = rows[0]?.length ?? 0;
  const columns = closed ? width : width - 1;
  const index = new Uint16Array(Math.max(0, 6 * (rows.length - 1) * columns));
  let at = 0;
  for (let r = 0; r + 1 < rows.length; r++) {
    for (let k = 0; k < columns; k++) {
      const a = r * width + k;
      const b = r * width + ((k + 1) % width);
      index[at] = index[at + 3] = a;
      index[at + 1] = b;
      index[at + 2] = index[at + 4] = b + width;
      index[at + 5] = a + width;
      at += 6;
    }
  }
  const positions = new Float32Array(3 * rows.length * width);
  rows.forEach((row, r) => {
    write(row, positions, 3 * r * width);
  });
  return smoothForm(positions, index);
}

/** A flat or nearly flat face within a ring that all of its centre sees, facing where the ring runs counter-clockwise. */
export function face(ring: readonly Vec3[]): Form {
  const count = ring.length;
  const positions = new Float32Array(3 * (count + 1));
  for (let axis = 0; axis < 3; axis++) {
    let sum = 0;
    for (const point of ring) sum += point[axis] as number;
    positions[axis] = sum / count;
  }
  write(ring, positions, 3);
  const index = new Uint16Array(3 * count);
  for (let k = 0; k < count; k++) {
    index[3 * k + 1] = k + 1;
    index[3 * k + 2] = ((k + 1) % count) + 1;
  }
  return smoothForm(positions, index);
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
