import * as THREE from 'three';

/** Which two corners an edge joins. */
const EDGES = [
  [0, 1],
  [1, 2],
  [2, 0],
] as const;

/**
 * Splits every triangle that has an edge longer than `maxEdgeM` until none is left; the surface
 * stays the same. Why: software rasterizers set triangles up in single precision, and one that
 * reaches from under the camera to the horizon comes out of place by whole decimetres, so that
 * a meadow covers the road that lies on it. Works on indexed geometry whose attributes are
 * linear over a triangle; an edge shared by two triangles is split once, so no crack opens.
 */
export function splitLongTriangles(geometry: THREE.BufferGeometry, maxEdgeM: number): void {
  if (geometry.index === null) return;
  let corners: ArrayLike<number> = geometry.index.array;
  const mesh = new GrowingMesh(geometry);
  for (;;) {
    const next = splitOnce(mesh, corners, maxEdgeM);
    if (next === null) break;
    corners = next;
  }
  if (corners === geometry.index.array) return;
  mesh.writeTo(geometry);
  geometry.setIndex(new THREE.BufferAttribute(Uint32Array.from(corners), 1));
}

/** One round over all triangles; null when no edge was too long. */
function splitOnce(mesh: GrowingMesh, corners: ArrayLike<number>, maxEdgeM: number): number[] | null {
  const out: number[] = [];
  const halves = new Map<string, number>();
  const half = (a: number, b: number): number => {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const known = halves.get(key);
    if (known !== undefined) return known;
    const made = mesh.addMiddle(a, b);
    halves.set(key, made);
    return made;
  };
  for (let i = 0; i < corners.length; i += 3) {
    const triangle = [corners[i], corners[i + 1], corners[i + 2]] as [number, number, number];
    const long = EDGES.map(([p, q]) => mesh.distance(triangle[p], triangle[q]) > maxEdgeM);
    const middles = EDGES.map(([p, q], e) => (long[e] ? half(triangle[p], triangle[q]) : null));
    out.push(...pieces(triangle, middles));
  }
  return halves.size === 0 ? null : out;
}

/** A triangle cut at the given middles of its edges, in the same winding. */
function pieces(corners: readonly [number, number, number], middles: readonly (number | null)[]): number[] {
  const cuts = middles.filter((middle) => middle !== null).length;
  if (cuts === 0) return [...corners];
  // Turn the triangle so that the first edge is cut and, of two cuts, the third edge is whole.
  let turn = 0;
  const at = (k: number) => middles[(k + turn) % 3] ?? null;
  while (at(0) === null || (cuts === 2 && at(2) !== null)) turn++;
  const [a, b, c] = [0, 1, 2].map((k) => corners[(k + turn) % 3]) as [number, number, number];
  const [ab, bc, ca] = [at(0), at(1), at(2)] as [number, number, number];
  if (cuts === 1) return [a, ab, c, ab, b, c];
  if (cuts === 2) return [ab, b, bc, a, ab, bc, a, bc, c];
  return [a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca];
}

/** Vertices that can be added to, with all their attributes. */
class GrowingMesh {
  readonly #attributes: { readonly name: string; readonly size: number; readonly values: number[] }[];
  readonly #positions: readonly number[];

  constructor(geometry: THREE.BufferGeometry) {
    this.#attributes = Object.entries(geometry.attributes).map(([name, attribute]) => {
      return { name, size: attribute.itemSize, values: Array.from(attribute.array) };
    });
    this.#positions = this.#attributes.find(({ name }) => name === 'position')?.values ?? [];
  }

  distance(a: number, b: number): number {
    const p = this.#positions;
    const along = (k: number) => (p[a * 3 + k] as number) - (p[b * 3 + k] as number);
    return Math.hypot(along(0), along(1), along(2));
  }

  /** Adds the vertex half-way between two others and gives its number. */
  addMiddle(a: number, b: number): number {
    const made = this.#positions.length / 3;
    for (const { size, values } of this.#attributes) {
      for (let k = 0; k < size; k++) {
        values.push(((values[a * size + k] as number) + (values[b * size + k] as number)) / 2);
      }
    }
    return made;
  }

  writeTo(geometry: THREE.BufferGeometry): void {
    for (const { name, size, values } of this.#attributes) {
      const old = geometry.getAttribute(name);
      const Type = old.array.constructor as new (values: number[]) => THREE.TypedArray;
      geometry.setAttribute(name, new THREE.BufferAttribute(new Type(values), size, old.normalized));
    }
  }
}
