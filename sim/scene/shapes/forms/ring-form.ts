import type { Form } from '../../bake/mesh-builder.ts';
import { KeptIndices } from './kept-indices.ts';
import { room } from './room.ts';
import { wholeTurn } from './turns.ts';

const indices = new KeptIndices();

/** A round tube bent to a ring about z, as THREE.TorusGeometry is. */
export function ringForm(radiusM: number, tubeM: number, tubeSides: number, sides: number): Form {
  const round = wholeTurn(sides);
  const tube = wholeTurn(tubeSides);
  const positions = room(3 * (tubeSides + 1) * (sides + 1));
  const normals = room(positions.length);
  let at = 0;
  for (let j = 0; j <= tubeSides; j++) {
    const reach = radiusM + tubeM * (tube.cos[j] as number);
    const z = tubeM * (tube.sin[j] as number);
    for (let i = 0; i <= sides; i++, at += 3) {
      const s = round.sin[i] as number;
      const c = round.cos[i] as number;
      const x = reach * c;
      const y = reach * s;
      const dx = x - radiusM * c;
      const dy = y - radiusM * s;
      const scale = 1 / (Math.sqrt(dx * dx + dy * dy + z * z) || 1);
      positions[at] = x;
      positions[at + 1] = y;
      positions[at + 2] = z;
      normals[at] = dx * scale;
      normals[at + 1] = dy * scale;
      normals[at + 2] = z * scale;
    }
  }
  return { positions, normals, index: indexOf(tubeSides, sides) };
}

function indexOf(tubeSides: number, sides: number): Uint16Array {
  return indices.of(tubeSides * 256 + sides, () => {
    const corners: number[] = [];
    for (let j = 1; j <= tubeSides; j++) {
      for (let i = 1; i <= sides; i++) {
        const [b, a] = [(sides + 1) * (j - 1) + i - 1, (sides + 1) * j + i - 1];
        corners.push(a, b, a + 1, b, b + 1, a + 1);
      }
    }
    return corners;
  });
}
