import * as THREE from 'three';
import { toCreasedNormals } from 'three/examples/jsm/utils/BufferGeometryUtils.js';
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
export function loft(stations: readonly Station[]): THREE.BufferGeometry {
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
export function skin(rings: readonly (readonly Point[])[]): THREE.BufferGeometry {
  const around = (rings[0] as readonly Point[]).length;
  const triangles: [Point, Point, Point][] = [];
  for (let i = 0; i + 1 < rings.length; i++) {
    const [near, far] = [rings[i] as readonly Point[], rings[i + 1] as readonly Point[]];
    for (let k = 0; k < around; k++) {
      const [a, b] = [near[k] as Point, near[(k + 1) % around] as Point];
      const [c, d] = [far[k] as Point, far[(k + 1) % around] as Point];
      triangles.push([a, b, d], [a, d, c]);
    }
  }
  const [first, last] = [rings[0] as readonly Point[], rings[rings.length - 1] as readonly Point[]];
  for (let k = 0; k < around; k++) {
    triangles.push([middle(first), first[(k + 1) % around] as Point, first[k] as Point]);
    triangles.push([middle(last), last[k] as Point, last[(k + 1) % around] as Point]);
  }
  const outward = triangles.reduce((sum, [a, b, c]) => sum + volume(a, b, c), 0) > 0;
  const corners = triangles.filter(isReal).flatMap(([a, b, c]) => (outward ? [a, b, c] : [a, c, b]).flat());
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute('position', new THREE.Float32BufferAttribute(corners, 3));
  return toCreasedNormals(geometry, CREASE_RAD);
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

/** Six times the volume between a triangle and the origin. */
function volume(a: Point, b: Point, c: Point): number {
  return (
    a[0] * (b[1] * c[2] - b[2] * c[1]) +
    a[1] * (b[2] * c[0] - b[0] * c[2]) +
    a[2] * (b[0] * c[1] - b[1] * c[0])
  );
}

function isReal([a, b, c]: readonly [Point, Point, Point]): boolean {
  const [u, v] = [minus(b, a), minus(c, a)];
  const twice = Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]);
  return twice > 1e-9;
}

function minus(a: Point, b: Point): Point {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
