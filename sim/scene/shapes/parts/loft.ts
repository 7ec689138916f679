import type { Form } from '../../bake/mesh-builder.ts';
import { creasedForm } from '../forms/creased-form.ts';
import { room } from '../forms/room.ts';
import { Scratch } from '../forms/scratch.ts';
import type { Point } from './solids.ts';

const CREASE_RAD = 0.7;

/** A point of a cross-section: y to the side and z up. */
export type SectionPoint = readonly [number, number];

export interface Station {
  readonly x: number;
  /** The left half of the section, from the bottom at the side up to the middle of the top. */
  readonly half: readonly SectionPoint[];
}

/**
 * A closed body through cross-sections along x, the same on both sides, flat below and at its ends.
 * Edges softer than a crease are smooth. All stations must have equally many points.
 */
export function loft(stations: readonly Station[]): Form {
  const rings = stations.map(({ x, half }): Point[] => [
    ...half.map(([y, z]): Point => [x, y, z]),
    ...half
      .filter(([y]) => y !== 0)
      .reverse()
      .map(([y, z]): Point => [x, -y, z]),
  ]);
  return skin(rings);
}

const rawCorners = new Scratch((length) => new Float64Array(length));

/** A closed skin over rings of equally many points each; it faces outward whichever way the rings run. */
export function skin(rings: readonly (readonly Point[])[]): Form {
  const around = (rings[0] as readonly Point[]).length;
  const used = 9 * 2 * around * rings.length;
  const corners = rawCorners.of(used);
  let at = 0;
  const add = (point: Point): void => {
    corners[at] = point[0];
    corners[at + 1] = point[1];
    corners[at + 2] = point[2];
    at += 3;
  };
  for (let i = 0; i + 1 < rings.length; i++) {
    const near = rings[i] as readonly Point[];
    const far = rings[i + 1] as readonly Point[];
    for (let k = 0; k < around; k++) {
      const a = near[k] as Point;
      const d = far[(k + 1) % around] as Point;
      add(a);
      add(near[(k + 1) % around] as Point);
      add(d);
      add(a);
      add(d);
      add(far[k] as Point);
    }
  }
  const first = rings[0] as readonly Point[];
  const last = rings[rings.length - 1] as readonly Point[];
  const [start, end] = [middle(first), middle(last)];
  for (let k = 0; k < around; k++) {
    const next = (k + 1) % around;
    add(start);
    add(first[next] as Point);
    add(first[k] as Point);
    add(end);
    add(last[k] as Point);
    add(last[next] as Point);
  }
  return creasedForm(facingOutward(corners, used), CREASE_RAD);
}

/** The triangles that have an area, all turned if together they face inward. Three corners of x, y, z each. */
function facingOutward(corners: Float64Array, used: number): Float32Array {
  const positions = room(used);
  let volume = 0;
  let at = 0;
  for (let t = 0; t < used; t += 9) {
    const ax = corners[t] as number;
    const ay = corners[t + 1] as number;
    const az = corners[t + 2] as number;
    const bx = corners[t + 3] as number;
    const by = corners[t + 4] as number;
    const bz = corners[t + 5] as number;
    const cx = corners[t + 6] as number;
    const cy = corners[t + 7] as number;
    const cz = corners[t + 8] as number;
    // Six times the volume between the triangle and the origin.
    volume += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
    const x = (by - ay) * (cz - az) - (bz - az) * (cy - ay);
    const y = (bz - az) * (cx - ax) - (bx - ax) * (cz - az);
    const z = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (x * x + y * y + z * z <= 1e-18) continue;
    for (let k = 0; k < 9; k++) positions[at + k] = corners[t + k] as number;
    at += 9;
  }
  const real = positions.subarray(0, at);
  if (!(volume > 0)) for (let t = 0; t < at; t += 9) swapCorners(real, t + 3, t + 6);
  return real;
}

function swapCorners(positions: Float32Array, b: number, c: number): void {
  for (let axis = 0; axis < 3; axis++) {
    const kept = positions[b + axis] as number;
    positions[b + axis] = positions[c + axis] as number;
    positions[c + axis] = kept;
  }
}

/** Straight lines between given places, level beyond them. `table` holds [x, value] by rising x. */
export function along(table: readonly (readonly [number, number])[], x: number): number {
  const after = table.findIndex(([at]) => at >= x);
  if (after === 0) return (table[0] as readonly [number, number])[1];
  if (after === -1) return (table[table.length - 1] as readonly [number, number])[1];
  const [x0, v0] = table[after - 1] as readonly [number, number];
  const [x1, v1] = table[after] as readonly [number, number];
  return v0 + ((v1 - v0) * (x - x0)) / (x1 - x0);
}

function middle(ring: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  let z = 0;
  for (const point of ring) {
    x += point[0];
    y += point[1];
    z += point[2];
  }
  return [x / ring.length, y / ring.length, z / ring.length];
}
