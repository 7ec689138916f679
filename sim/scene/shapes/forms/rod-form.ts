import type { Form } from '../../bake/mesh-builder.ts';
import { room } from './room.ts';
import { turns } from './turns.ts';

const indices = new Map<string, Uint16Array>();

/** A round bar along y about the origin, with both ends covered, as THREE.CylinderGeometry is. */
export function rodForm(topM: number, bottomM: number, lengthM: number, sides: number): Form {
  const { sin, cos } = turns(sides, 2 * Math.PI);
  const ends = (topM > 0 ? 1 : 0) + (bottomM > 0 ? 1 : 0);
  const vertices = 2 * (sides + 1) + ends * (2 * sides + 1);
  const positions = room(3 * vertices);
  const normals = room(3 * vertices);
  const half = lengthM / 2;
  const slope = (bottomM - topM) / lengthM;
  let at = 0;
  const add = (x: number, y: number, z: number, nx: number, ny: number, nz: number): void => {
    positions[at] = x;
    positions[at + 1] = y;
    positions[at + 2] = z;
    normals[at] = nx;
    normals[at + 1] = ny;
    normals[at + 2] = nz;
    at += 3;
  };
  for (let row = 0; row <= 1; row++) {
    const radius = row * (bottomM - topM) + topM;
    for (let k = 0; k <= sides; k++) {
      const [s, c] = [sin[k] as number, cos[k] as number];
      const scale = 1 / (Math.sqrt(s * s + slope * slope + c * c) || 1);
      add(radius * s, -row * lengthM + half, radius * c, s * scale, slope * scale, c * scale);
    }
  }
  for (const up of [1, -1]) {
    const radius = up === 1 ? topM : bottomM;
    if (!(radius > 0)) continue;
    for (let k = 0; k < sides; k++) add(0, half * up, 0, 0, up, 0);
    for (let k = 0; k <= sides; k++) {
      add(radius * (sin[k] as number), half * up, radius * (cos[k] as number), 0, up, 0);
    }
  }
  return { positions, normals, index: indexOf(sides, topM > 0, bottomM > 0) };
}

function indexOf(sides: number, top: boolean, bottom: boolean): Uint16Array {
  const key = `${sides} ${top} ${bottom}`;
  const kept = indices.get(key);
  if (kept !== undefined) return kept;
  const corners: number[] = [];
  for (let k = 0; k < sides; k++) {
    const below = sides + 1 + k;
    if (top) corners.push(k, below, k + 1);
    if (bottom) corners.push(below, below + 1, k + 1);
  }
  let first = 2 * (sides + 1);
  for (const up of [true, false]) {
    if (!(up ? top : bottom)) continue;
    for (let k = 0; k < sides; k++) {
      const rim = first + sides + k;
      corners.push(...(up ? [rim, rim + 1] : [rim + 1, rim]), first + k);
    }
    first += 2 * sides + 1;
  }
  const made = Uint16Array.from(corners);
  indices.set(key, made);
  return made;
}
