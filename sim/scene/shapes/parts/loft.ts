import * as THREE from 'three';
import { toCreasedNormals } from 'three/examples/jsm/utils/BufferGeometryUtils.js';
import type { Form } from '../../bake/mesh-builder.ts';
import { formOf } from '../forms/form-of.ts';
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

/** A closed skin over rings of equally many points each; it faces outward whichever way the rings run. */
export function skin(rings: readonly (readonly Point[])[]): Form {
  const around = (rings[0] as readonly Point[]).length;
  const corners = new Float64Array(9 * 2 * around * rings.length);
  let used = 0;
  const add = (point: Point): void => {
    corners[used] = point[0];
    corners[used + 1] = point[1];
    corners[used + 2] = point[2];
    used += 3;
  };
  for (let i = 0; i + 1 < rings.length; i++) {
    const [near, far] = [rings[i] as readonly Point[], rings[i + 1] as readonly Point[]];
    for (let k = 0; k < around; k++) {
      const [a, b] = [near[k] as Point, near[(k + 1) % around] as Point];
      const [c, d] = [far[k] as Point, far[(k + 1) % around] as Point];
      for (const point of [a, b, d, a, d, c]) add(point);
    }
  }
  const [first, last] = [rings[0] as readonly Point[], rings[rings.length - 1] as readonly Point[]];
  const [start, end] = [middle(first), middle(last)];
  for (let k = 0; k < around; k++) {
    const next = (k + 1) % around;
    for (const point of [start, first[next], first[k], end, last[k], last[next]]) add(point as Point);
  }
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute('position', new THREE.BufferAttribute(facingOutward(corners), 3));
  return formOf(toCreasedNormals(geometry, CREASE_RAD));
}

/** The triangles that have an area, all turned if together they face inward. Three corners of x, y, z each. */
function facingOutward(corners: Float64Array): Float32Array {
  const real = new Uint8Array(corners.length / 9);
  let volume = 0;
  let count = 0;
  for (let t = 0, i = 0; t < corners.length; t += 9, i++) {
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
    real[i] = 1;
    count++;
  }
  const [second, third] = volume > 0 ? [3, 6] : [6, 3];
  const positions = new Float32Array(9 * count);
  let at = 0;
  for (let t = 0, i = 0; t < corners.length; t += 9, i++) {
    if (real[i] === 0) continue;
    for (let axis = 0; axis < 3; axis++) {
      positions[at + axis] = corners[t + axis] as number;
      positions[at + 3 + axis] = corners[t + second + axis] as number;
      positions[at + 6 + axis] = corners[t + third + axis] as number;
    }
    at += 9;
  }
  return positions;
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
  const sum = [0, 0, 0];
  for (const point of ring) for (let k = 0; k < 3; k++) sum[k] = (sum[k] as number) + (point[k] as number);
  return sum.map((s) => s / ring.length) as unknown as Point;
}
