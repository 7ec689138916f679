import type * as THREE from 'three';
import { carryNormals, carryPoints } from '../../bake/carry.ts';
import type { Form } from '../../bake/mesh-builder.ts';

/** A form moved, turned or stretched within its own frame. */
export function carried({ positions, normals, index }: Form, matrix: THREE.Matrix4): Form {
  const moved = {
    positions: new Float32Array(positions.length),
    normals: new Float32Array(normals.length),
    index,
  };
  carryPoints(matrix, positions, moved.positions, 0, positions.length / 3);
  carryNormals(matrix, normals, moved.normals, 0, normals.length / 3);
  return moved;
}
