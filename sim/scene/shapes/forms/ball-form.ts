import type { Form } from '../../bake/mesh-builder.ts';
import { KeptIndices } from './kept-indices.ts';
import { room } from './room.ts';
import { halfTurn, wholeTurn } from './turns.ts';

const indices = new KeptIndices();

/** A ball about the origin with its poles on y, as THREE.SphereGeometry is. */
export function ballForm(radiusM: number, sides: number, rows: number): Form {
  const round = wholeTurn(sides);
  const down = halfTurn(rows);
  const positions = room(3 * (rows + 1) * (sides + 1));
  const normals = room(positions.length);
  let at = 0;
  for (let row = 0; row <= rows; row++) {
    const y = radiusM * (down.cos[row] as number);
    const ring = Math.sqrt(radiusM * radiusM - y * y);
    for (let k = 0; k <= sides; k++, at += 3) {
      const x = -ring * (round.cos[k] as number);
      const z = ring * (round.sin[k] as number);
      const scale = 1 / (Math.sqrt(x * x + y * y + z * z) || 1);
      positions[at] = x;
      positions[at + 1] = y;
      positions[at + 2] = z;
      normals[at] = x * scale;
      normals[at + 1] = y * scale;
      normals[at + 2] = z * scale;
    }
  }
  return { positions, normals, index: indexOf(sides, rows) };
}

function indexOf(sides: number, rows: number): Uint16Array {
  return indices.of(sides * 256 + rows, () => {
    const corners: number[] = [];
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < sides; k++) {
        const b = row * (sides + 1) + k;
        const c = b + sides + 1;
        if (row !== 0) corners.push(b + 1, b, c + 1);
        if (row !== rows - 1) corners.push(b, c, c + 1);
      }
    }
    return corners;
  });
}
