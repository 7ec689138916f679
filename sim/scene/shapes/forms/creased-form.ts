import type { Form } from '../../bake/mesh-builder.ts';
import { room } from './room.ts';
import { Scratch } from './scratch.ts';

/** Corners are one vertex where they are equal in these steps, counted from zero: almost hundredths of a metre. */
const STEPS_PER_M = (1 + 1e-10) * 1e2;
const NONE = -1;

const faceNormals = new Scratch((length) => new Float64Array(length));
const places = new Scratch((length) => new Int32Array(length));
const slots = new Scratch((length) => new Int32Array(length));
const first = new Scratch((length) => new Int32Array(length));
const next = new Scratch((length) => new Int32Array(length));

/**
 * Triangles of three corners each, with normals that are smooth but where faces meet at more than an
 * angle, as three's toCreasedNormals finds them.
 */
export function creasedForm(positions: Float32Array, creaseRad: number): Form {
  const corners = positions.length / 3;
  const faces = faceNormals.of(positions.length / 3);
  findFaceNormals(positions, faces);
  const leaders = first.of(corners);
  const after = next.of(corners);
  chainCorners(positions, leaders, after);

  const normals = room(positions.length);
  const least = Math.cos(creaseRad);
  for (let corner = 0; corner < corners; corner++) {
    const face = corner - (corner % 3);
    const nx = faces[face] as number;
    const ny = faces[face + 1] as number;
    const nz = faces[face + 2] as number;
    let x = 0;
    let y = 0;
    let z = 0;
    for (let other = leaders[corner] as number; other !== NONE; other = after[other] as number) {
      const at = other - (other % 3);
      const ox = faces[at] as number;
      const oy = faces[at + 1] as number;
      const oz = faces[at + 2] as number;
      if (!(nx * ox + ny * oy + nz * oz > least)) continue;
      x += ox;
      y += oy;
      z += oz;
    }
    const scale = 1 / (Math.sqrt(x * x + y * y + z * z) || 1);
    normals[3 * corner] = x * scale;
    normals[3 * corner + 1] = y * scale;
    normals[3 * corner + 2] = z * scale;
  }
  return { positions, normals, index: null };
}

/** Of face f at 3 f: where the corners' numbers are at 9 f. */
function findFaceNormals(positions: Float32Array, faces: Float64Array): void {
  for (let i = 0, at = 0; i < positions.length; i += 9, at += 3) {
    const bx = positions[i + 3] as number;
    const by = positions[i + 4] as number;
    const bz = positions[i + 5] as number;
    const ux = (positions[i + 6] as number) - bx;
    const uy = (positions[i + 7] as number) - by;
    const uz = (positions[i + 8] as number) - bz;
    const vx = (positions[i] as number) - bx;
    const vy = (positions[i + 1] as number) - by;
    const vz = (positions[i + 2] as number) - bz;
    const x = uy * vz - uz * vy;
    const y = uz * vx - ux * vz;
    const z = ux * vy - uy * vx;
    const scale = 1 / (Math.sqrt(x * x + y * y + z * z) || 1);
    faces[at] = x * scale;
    faces[at + 1] = y * scale;
    faces[at + 2] = z * scale;
  }
}

/** Chains the corners that are one vertex in rising order, and tells each corner the first of its chain. */
function chainCorners(positions: Float32Array, leaders: Int32Array, after: Int32Array): void {
  const corners = positions.length / 3;
  let size = 64;
  while (size < 2 * corners) size *= 2;
  // Of each slot the first and the last corner of the chain that it holds.
  const table = slots.of(2 * size).fill(NONE, 0, 2 * size);
  const steps = places.of(3 * corners);
  for (let corner = 0, at = 0; corner < corners; corner++, at += 3) {
    const x = ((positions[at] as number) * STEPS_PER_M) | 0;
    const y = ((positions[at + 1] as number) * STEPS_PER_M) | 0;
    const z = ((positions[at + 2] as number) * STEPS_PER_M) | 0;
    steps[at] = x;
    steps[at + 1] = y;
    steps[at + 2] = z;
    after[corner] = NONE;
    let slot = (Math.imul(x, 0x2f0b4a27) + Math.imul(y, 0x1b873593) + Math.imul(z, 0x5851f42d)) >>> 8;
    for (;;) {
      slot &= size - 1;
      const leader = table[2 * slot] as number;
      if (leader === NONE) {
        table[2 * slot] = corner;
        leaders[corner] = corner;
        break;
      }
      const other = 3 * leader;
      if (steps[other] === x && steps[other + 1] === y && steps[other + 2] === z) {
        after[table[2 * slot + 1] as number] = corner;
        leaders[corner] = leader;
        break;
      }
      slot++;
    }
    table[2 * slot + 1] = corner;
  }
}
