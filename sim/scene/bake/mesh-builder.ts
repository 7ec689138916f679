import * as THREE from 'three';
import { SEMANTIC_CLASSES, type SemanticClass } from '../picture.ts';
import { carryNormals, carryPoints } from './carry.ts';

/** A point or direction: x, y, z in metres. */
export type Vec3 = readonly [number, number, number];

/** Triangles without colour, in a frame of their own. */
export interface Form {
  /** x0, y0, z0, x1, ... metres. */
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  /** Three corners a triangle; null where every three vertices are one. */
  readonly index: ArrayLike<number> | null;
}

const FIRST_VERTICES = 512;
/** Position, normal, colour, semantic and detail. */
const BYTES_PER_VERTEX = 4 * 14;

/** Linear light of each sRGB byte. */
const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => new THREE.Color().setHex(byte).b);

/**
 * Collects triangles into one vertex-coloured geometry: position, normal, colour (linear RGB),
 * semantic (index in SEMANTIC_CLASSES) and `detail`, four numbers that each material reads in
 * its own way. The danger: colour, semantic and detail are a pen that stays as last set.
 */
export class MeshBuilder {
  #positions = new Float32Array(FIRST_VERTICES * 3);
  #normals = new Float32Array(FIRST_VERTICES * 3);
  #colours = new Float32Array(FIRST_VERTICES * 3);
  #semantics = new Float32Array(FIRST_VERTICES);
  #details = new Float32Array(FIRST_VERTICES * 4);
  #corners = new Uint32Array(FIRST_VERTICES * 3);
  #vertexCount = 0;
  #cornerCount = 0;
  readonly #colour = new THREE.Color();
  #semantic = 0;
  readonly #detail = new Float32Array(4);

  get vertexCount(): number {
    return this.#vertexCount;
  }

  get triangleCount(): number {
    return this.#cornerCount / 3;
  }

  /** Colour as 0xrrggbb (sRGB), times a shade in linear light. */
  colour(hex: number, shade = 1): this {
    const r = LINEAR[(hex >> 16) & 255] as number;
    const g = LINEAR[(hex >> 8) & 255] as number;
    const b = LINEAR[hex & 255] as number;
    return this.linear(r * shade, g * shade, b * shade);
  }

  /** Colour in linear light. */
  linear(r: number, g: number, b: number): this {
    this.#colour.setRGB(r, g, b);
    return this;
  }

  semantic(name: SemanticClass): this {
    this.#semantic = SEMANTIC_CLASSES.indexOf(name);
    return this;
  }

  detail(a: number, b: number, c: number, d: number): this {
    const detail = this.#detail;
    detail[0] = a;
    detail[1] = b;
    detail[2] = c;
    detail[3] = d;
    return this;
  }

  /** Adds a vertex under the current pen and returns its index. */
  vertex(position: Vec3, normal: Vec3): number {
    this.#reserve(1, 0);
    const at = 3 * this.#vertexCount;
    for (let k = 0; k < 3; k++) {
      this.#positions[at + k] = position[k] as number;
      this.#normals[at + k] = normal[k] as number;
    }
    this.#paint(1);
    return this.#vertexCount++;
  }

  triangle(a: number, b: number, c: number): void {
    this.#reserve(0, 3);
    const corners = this.#corners;
    corners[this.#cornerCount++] = a;
    corners[this.#cornerCount++] = b;
    corners[this.#cornerCount++] = c;
  }

  /** A flat polygon (convex, counter-clockwise seen from outside); its normal follows from its corners. */
  polygon(corners: readonly Vec3[]): void {
    const normal = polygonNormal(corners);
    const first = this.#vertexCount;
    for (const corner of corners) this.vertex(corner, normal);
    for (let i = 2; i < corners.length; i++) this.triangle(first, first + i - 1, first + i);
  }

  /** Adds a form under the current pen, taken through a matrix; one that mirrors leaves it facing outward. */
  form({ positions, normals, index }: Form, matrix: THREE.Matrix4): void {
    const first = this.#vertexCount;
    const vertices = positions.length / 3;
    const corners = index?.length ?? vertices;
    this.#reserve(vertices, corners);
    carryPoints(matrix, positions, this.#positions, first, vertices);
    carryNormals(matrix, normals, this.#normals, first, vertices);
    this.#paint(vertices);
    this.#vertexCount += vertices;
    const [to, at] = [this.#corners, this.#cornerCount];
    if (index === null) for (let i = 0; i < corners; i++) to[at + i] = first + i;
    else for (let i = 0; i < corners; i++) to[at + i] = first + (index[i] as number);
    this.#cornerCount += corners;
    if (matrix.determinant() < 0) swapCorners(to, at, this.#cornerCount);
  }

  /** Adds another mesh's triangles, moved and turned by a matrix that keeps angles. */
  append(other: MeshBuilder, matrix: THREE.Matrix4): void {
    const [first, vertices, corners] = [this.#vertexCount, other.#vertexCount, other.#cornerCount];
    this.#reserve(vertices, corners);
    carryPoints(matrix, other.#positions, this.#positions, first, vertices);
    carryNormals(matrix, other.#normals, this.#normals, first, vertices);
    this.#colours.set(other.#colours.subarray(0, 3 * vertices), 3 * first);
    this.#semantics.set(other.#semantics.subarray(0, vertices), first);
    this.#details.set(other.#details.subarray(0, 4 * vertices), 4 * first);
    const [from, to, at] = [other.#corners, this.#corners, this.#cornerCount];
    for (let i = 0; i < corners; i++) to[at + i] = first + (from[i] as number);
    this.#vertexCount += vertices;
    this.#cornerCount += corners;
  }

  /** Takes everything out again; what was built from it stays. */
  clear(): this {
    this.#vertexCount = 0;
    this.#cornerCount = 0;
    return this;
  }

  /** The smallest box that holds every vertex so far. */
  bounds(): THREE.Box3 {
    return boxOf(this.#positions, this.#vertexCount);
  }

  /**
   * The triangles so far as a geometry, or null when there are none; moved and turned, if a matrix is
   * given, as `append` would. All its numbers lie in one piece of memory, which `take` may give again.
   */
  build(
    matrix?: THREE.Matrix4,
    take: (bytes: number) => ArrayBuffer = (bytes) => new ArrayBuffer(bytes),
  ): THREE.BufferGeometry | null {
    if (this.#cornerCount === 0) return null;
    const geometry = new THREE.BufferGeometry();
    const Index = this.#vertexCount > 65535 ? Uint32Array : Uint16Array;
    const vertexBytes = this.#vertexCount * BYTES_PER_VERTEX;
    const memory = take(vertexBytes + this.#cornerCount * Index.BYTES_PER_ELEMENT);
    let used = 0;
    const attribute = (name: string, values: Float32Array, size: number): Float32Array => {
      const length = this.#vertexCount * size;
      const own = new Float32Array(memory, used, length);
      own.set(values.subarray(0, length));
      geometry.setAttribute(name, new THREE.BufferAttribute(own, size));
      used += own.byteLength;
      return own;
    };
    const positions = attribute('position', this.#positions, 3);
    const normals = attribute('normal', this.#normals, 3);
    if (matrix !== undefined) {
      carryPoints(matrix, positions, positions, 0, this.#vertexCount);
      carryNormals(matrix, normals, normals, 0, this.#vertexCount);
    }
    attribute('color', this.#colours, 3);
    attribute('semantic', this.#semantics, 1);
    attribute('detail', this.#details, 4);
    const corners = new Index(memory, vertexBytes, this.#cornerCount);
    corners.set(this.#corners.subarray(0, this.#cornerCount));
    geometry.setIndex(new THREE.BufferAttribute(corners, 1));
    geometry.boundingSphere = sphereOf(positions, this.#vertexCount);
    return geometry;
  }

  /** Gives the next vertices the pen's colour, class and detail. */
  #paint(count: number): void {
    const { r, g, b } = this.#colour;
    const [colours, semantics, details] = [this.#colours, this.#semantics, this.#details];
    const [d0, d1, d2, d3] = this.#detail as unknown as readonly [number, number, number, number];
    for (let i = this.#vertexCount; i < this.#vertexCount + count; i++) {
      colours[3 * i] = r;
      colours[3 * i + 1] = g;
      colours[3 * i + 2] = b;
      semantics[i] = this.#semantic;
      details[4 * i] = d0;
      details[4 * i + 1] = d1;
      details[4 * i + 2] = d2;
      details[4 * i + 3] = d3;
    }
  }

  #reserve(vertices: number, corners: number): void {
    const needed = this.#vertexCount + vertices;
    if (needed > this.#semantics.length) {
      const room = Math.max(needed, this.#semantics.length * 2);
      this.#positions = grown(this.#positions, room * 3);
      this.#normals = grown(this.#normals, room * 3);
      this.#colours = grown(this.#colours, room * 3);
      this.#semantics = grown(this.#semantics, room);
      this.#details = grown(this.#details, room * 4);
    }
    if (this.#cornerCount + corners <= this.#corners.length) return;
    const wider = new Uint32Array(Math.max(this.#cornerCount + corners, this.#corners.length * 2));
    wider.set(this.#corners);
    this.#corners = wider;
  }
}

function grown(values: Float32Array<ArrayBuffer>, length: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(length);
  larger.set(values);
  return larger;
}

/** Turns triangles round. */
function swapCorners(corners: Uint32Array, from: number, to: number): void {
  for (let i = from; i + 2 < to; i += 3) {
    const second = corners[i + 1] as number;
    corners[i + 1] = corners[i + 2] as number;
    corners[i + 2] = second;
  }
}

function boxOf(positions: Float32Array, vertices: number): THREE.Box3 {
  const box = new THREE.Box3();
  const { min, max } = box;
  for (let i = 0; i < 3 * vertices; i += 3) {
    const x = positions[i] as number;
    const y = positions[i + 1] as number;
    const z = positions[i + 2] as number;
    if (x < min.x) min.x = x;
    if (y < min.y) min.y = y;
    if (z < min.z) min.z = z;
    if (x > max.x) max.x = x;
    if (y > max.y) max.y = y;
    if (z > max.z) max.z = z;
  }
  return box;
}

/** About the middle of the box, as three.js has it. */
function sphereOf(positions: Float32Array, vertices: number): THREE.Sphere {
  const middle = boxOf(positions, vertices).getCenter(new THREE.Vector3());
  let farthest = 0;
  for (let i = 0; i < 3 * vertices; i += 3) {
    const x = middle.x - (positions[i] as number);
    const y = middle.y - (positions[i + 1] as number);
    const z = middle.z - (positions[i + 2] as number);
    farthest = Math.max(farthest, x * x + y * y + z * z);
  }
  return new THREE.Sphere(middle, Math.sqrt(farthest));
}

/** Newell's method: right for any flat polygon, also where neighbouring corners coincide. */
function polygonNormal(corners: readonly Vec3[]): Vec3 {
  let x = 0;
  let y = 0;
  let z = 0;
  for (let i = 0; i < corners.length; i++) {
    const a = corners[i] as Vec3;
    const b = corners[(i + 1) % corners.length] as Vec3;
    x += (a[1] - b[1]) * (a[2] + b[2]);
    y += (a[2] - b[2]) * (a[0] + b[0]);
    z += (a[0] - b[0]) * (a[1] + b[1]);
  }
  const length = Math.hypot(x, y, z);
  return length === 0 ? [0, 0, 1] : [x / length, y / length, z / length];
}
