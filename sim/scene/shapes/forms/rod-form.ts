import type { Form } from '../../bake/mesh-builder.ts';
import { KeptIndices } from './kept-indices.ts';
import { room } from './room.ts';
import { wholeTurn } from './turns.ts';

const indices = new KeptIndices();

/** A round bar along y about the origin, with both ends covered, as THREE.CylinderGeometry is. */
export function rodForm(topM: number, bottomM: number, lengthM: number, sides: number): Form {
  const { sin, cos } = wholeTurn(sides);
  const ends = (topM > 0 ? 1 : 0) + (bottomM > 0 ? 1 : 0);
  const length = 3 * (2 * (sides + 1) + ends * (2 * sides + 1));
  const positions = room(length);
  const normals = room(length);
  const half = lengthM / 2;
  const slope = (bottomM - topM) / lengthM;
  let at = 0;
  for (let row = 0; row <= 1; row++) {
    const radius = row * (bottomM - topM) + topM;
    for (let k = 0; k <= sides; k++, at += 3) {
      const s = sin[k] as number;
      const c = cos[k] as number;
      const scale = 1 / (Math.sqrt(s * s + slope * slope + c * c) || 1);
      positions[at] = radius * s;
      positions[at + 1] = -row * lengthM + half;
      positions[at + 2] = radius * c;
      normals[at] = s * scale;
      normals[at + 1] = slope * scale;
      normals[at + 2] = c * scale;
    }
  }
  for (let up = 1; up >= -1; up -= 2) {
    const radius = up === 1 ? topM : bottomM;
    if (!(radius > 0)) continue;
    // The middle, once a side, and then the rim.
    normals.fill(0, at, at + 3 * (2 * sides + 1));
    for (let k = -sides; k <= sides; k++, at += 3) {
      positions[at] = k < 0 ? 0 : radius * (sin[k] as number);
      positions[at + 1] = half * up;
      positions[at + 2] = k < 0 ? 0 : radius * (cos[k] as number);
      normals[at + 1] = up;
    }
  }
  return { positions, normals, index: indexOf(sides, topM > 0, bottomM > 0) };
}

function indexOf(sides: number, top: boolean, bottom: boolean): Uint16Array {
  return indices.of(sides * 4 + (top ? 2 : 0) + (bottom ? 1 : 0), () => {
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
    return corners;
  });
}
