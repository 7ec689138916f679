import type * as THREE from 'three';
import { carryNormals, carryPoints } from '../../bake/carry.ts';
import type { Form } from '../../bake/mesh-builder.ts';
import { room } from './room.ts';

/** A form moved, turned or stretched within its own frame. */
export function carried({ positions, normals, index }: Form, matrix: THREE.Matrix4): Form {
  const moved = {
    positions: room(positions.length),
    normals: room(normals.length),
    index,
  };
  carryPoints(matrix, positions, moved.positions, 0, positions.length / 3);
  carryNormals(matrix, normals, moved.normals, 0, normals.length / 3);
  return moved;
}
