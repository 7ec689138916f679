import type { Form } from '../../bake/mesh-builder.ts';
import { room } from './room.ts';

/** A form with the normals that three's computeVertexNormals finds: of each vertex, over its triangles. */
export function smoothForm(positions: Float32Array, index: Uint16Array): Form {
  const normals = room(positions.length).fill(0);
  for (let i = 0; i + 2 < index.length; i += 3) {
    const a = 3 * (index[i] as number);
    const b = 3 * (index[i + 1] as number);
    const c = 3 * (index[i + 2] as number);
    const bx = positions[b] as number;
    const by = positions[b + 1] as number;
    const bz = positions[b + 2] as number;
    const ux = (positions[c] as number) - bx;
    const uy = (positions[c + 1] as number) - by;
    const uz = (positions[c + 2] as number) - bz;
    const vx = (positions[a] as number) - bx;
    const vy = (positions[a + 1] as number) - by;
    const vz = (positions[a + 2] as number) - bz;
    add(normals, a, b, c, uy * vz - uz * vy);
    add(normals, a + 1, b + 1, c + 1, uz * vx - ux * vz);
    add(normals, a + 2, b + 2, c + 2, ux * vy - uy * vx);
  }
  for (let i = 0; i < normals.length; i += 3) {
    const x = normals[i] as number;
    const y = normals[i + 1] as number;
    const z = normals[i + 2] as number;
    const scale = 1 / (Math.sqrt(x * x + y * y + z * z) || 1);
    normals[i] = x * scale;
    normals[i + 1] = y * scale;
    normals[i + 2] = z * scale;
  }
  return { positions, normals, index };
}

/** All three are read before any is written: where corners coincide, a triangle counts once. */
function add(normals: Float32Array, a: number, b: number, c: number, value: number): void {
  const atA = (normals[a] as number) + value;
  const atB = (normals[b] as number) + value;
  const atC = (normals[c] as number) + value;
  normals[a] = atA;
  normals[b] = atB;
  normals[c] = atC;
}
