import * as THREE from 'three';

const normalMatrix = new THREE.Matrix3();

/**
 * Takes `count` points through a matrix without perspective, as three.js takes a Vector3 through it, to
 * the bit. `from` and `to` may be the same numbers.
 */
export function carryPoints(
  { elements: e }: THREE.Matrix4,
  from: Float32Array,
  to: Float32Array,
  toVertex: number,
  count: number,
): void {
  const { 0: e0, 1: e1, 2: e2, 4: e4, 5: e5, 6: e6 } = e;
  const { 8: e8, 9: e9, 10: e10, 12: e12, 13: e13, 14: e14 } = e;
  for (let i = 0, k = 3 * toVertex; i < 3 * count; i += 3, k += 3) {
    const x = from[i] as number;
    const y = from[i + 1] as number;
    const z = from[i + 2] as number;
    to[k] = e0 * x + e4 * y + e8 * z + e12;
    to[k + 1] = e1 * x + e5 * y + e9 * z + e13;
    to[k + 2] = e2 * x + e6 * y + e10 * z + e14;
  }
}

/** The same for normals, which stay perpendicular and of length one. */
export function carryNormals(
  matrix: THREE.Matrix4,
  from: Float32Array,
  to: Float32Array,
  toVertex: number,
  count: number,
): void {
  const { elements: e } = normalMatrix.getNormalMatrix(matrix);
  const { 0: e0, 1: e1, 2: e2, 3: e3, 4: e4, 5: e5, 6: e6, 7: e7, 8: e8 } = e;
  for (let i = 0, k = 3 * toVertex; i < 3 * count; i += 3, k += 3) {
    const x = from[i] as number;
    const y = from[i + 1] as number;
    const z = from[i + 2] as number;
    const nx = e0 * x + e3 * y + e6 * z;
    const ny = e1 * x + e4 * y + e7 * z;
    const nz = e2 * x + e5 * y + e8 * z;
    const scale = 1 / (Math.sqrt(nx * nx + ny * ny + nz * nz) || 1);
    to[k] = nx * scale;
    to[k + 1] = ny * scale;
    to[k + 2] = nz * scale;
  }
}
