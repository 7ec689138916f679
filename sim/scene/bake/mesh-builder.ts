import * as THREE from 'three';
import { SEMANTIC_CLASSES, type SemanticClass } from '../picture.ts';

/** A point or direction: x, y, z in metres. */
export type Vec3 = readonly [number, number, number];

const WORDS_PER_VERTEX = 14;
const POSITION = 0;
const NORMAL = 3;
const COLOUR = 6;
const SEMANTIC = 9;
const DETAIL = 10;

/**
 * Collects triangles into one vertex-coloured geometry: position, normal, colour (linear RGB),
 * semantic (index in SEMANTIC_CLASSES) and `detail`, four numbers that each material reads in
 * its own way. The danger: colour, semantic and detail are a pen that stays as last set.
 */
export class MeshBuilder {
  #words = new Float32Array(512 * WORDS_PER_VERTEX);
  #indices: number[] = [];
  #count = 0;
  readonly #colour = new THREE.Color();
  #semantic = 0;
  #detail: readonly [number, number, number, number] = [0, 0, 0, 0];

  get vertexCount(): number {
    return this.#count;
  }

  get triangleCount(): number {
    return this.#indices.length / 3;
  }

  /** Colour as 0xrrggbb (sRGB), times a shade in linear light. */
  colour(hex: number, shade = 1): this {
    this.#colour.setHex(hex).multiplyScalar(shade);
    return this;
  }

  semantic(name: SemanticClass): this {
    this.#semantic = SEMANTIC_CLASSES.indexOf(name);
    return this;
  }

  detail(a: number, b: number, c: number, d: number): this {
    this.#detail = [a, b, c, d];
    return this;
  }

  /** Adds a vertex under the current pen and returns its index. */
  vertex(position: Vec3, normal: Vec3): number {
    this.#reserve(1);
    const at = this.#count * WORDS_PER_VERTEX;
    this.#words.set(position, at + POSITION);
    this.#words.set(normal, at + NORMAL);
    this.#words[at + COLOUR] = this.#colour.r;
    this.#words[at + COLOUR + 1] = this.#colour.g;
    this.#words[at + COLOUR + 2] = this.#colour.b;
    this.#words[at + SEMANTIC] = this.#semantic;
    this.#words.set(this.#detail, at + DETAIL);
    return this.#count++;
  }

  #reserve(vertices: number): void {
    const needed = (this.#count + vertices) * WORDS_PER_VERTEX;
    if (needed <= this.#words.length) return;
    const grown = new Float32Array(Math.max(needed, this.#words.length * 2));
    grown.set(this.#words);
    this.#words = grown;
  }

  triangle(a: number, b: number, c: number): void {
    this.#indices.push(a, b, c);
  }

  /** A flat polygon (convex, counter-clockwise seen from outside); its normal follows from its corners. */
  polygon(corners: readonly Vec3[]): void {
    const normal = polygonNormal(corners);
    const first = this.#count;
    for (const corner of corners) this.vertex(corner, normal);
    for (let i = 2; i < corners.length; i++) this.triangle(first, first + i - 1, first + i);
  }

  /** Adds another mesh's triangles, moved and turned by a matrix that keeps angles. */
  append(other: MeshBuilder, matrix: THREE.Matrix4): void {
    const first = this.#count;
    const normalMatrix = new THREE.Matrix3().getNormalMatrix(matrix);
    const [position, normal] = [new THREE.Vector3(), new THREE.Vector3()];
    this.#reserve(other.#count);
    const end = other.#count * WORDS_PER_VERTEX;
    this.#words.set(other.#words.subarray(0, end), first * WORDS_PER_VERTEX);
    for (let at = 0; at < end; at += WORDS_PER_VERTEX) {
      position.fromArray(other.#words, at + POSITION).applyMatrix4(matrix);
      normal
        .fromArray(other.#words, at + NORMAL)
        .applyMatrix3(normalMatrix)
        .normalize();
      position.toArray(this.#words, first * WORDS_PER_VERTEX + at + POSITION);
      normal.toArray(this.#words, first * WORDS_PER_VERTEX + at + NORMAL);
    }
    for (const index of other.#indices) this.#indices.push(first + index);
    this.#count += other.#count;
  }

  /** The smallest box that holds every vertex so far. */
  bounds(): THREE.Box3 {
    const box = new THREE.Box3();
    const point = new THREE.Vector3();
    for (let i = 0; i < this.#count; i++) {
      box.expandByPoint(point.fromArray(this.#words, i * WORDS_PER_VERTEX + POSITION));
    }
    return box;
  }

  /** The triangles so far as a geometry, or null when there are none. */
  build(): THREE.BufferGeometry | null {
    if (this.#indices.length === 0) return null;
    const geometry = new THREE.BufferGeometry();
    const attribute = (name: string, offset: number, size: number): void => {
      const values = new Float32Array(this.#count * size);
      for (let i = 0; i < this.#count; i++) {
        for (let k = 0; k < size; k++) {
          values[i * size + k] = this.#words[i * WORDS_PER_VERTEX + offset + k] as number;
        }
      }
      geometry.setAttribute(name, new THREE.BufferAttribute(values, size));
    };
    attribute('position', POSITION, 3);
    attribute('normal', NORMAL, 3);
    attribute('color', COLOUR, 3);
    attribute('semantic', SEMANTIC, 1);
    attribute('detail', DETAIL, 4);
    const Index = this.#count > 65535 ? Uint32Array : Uint16Array;
    geometry.setIndex(new THREE.BufferAttribute(new Index(this.#indices), 1));
    geometry.computeBoundingSphere();
    return geometry;
  }
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
