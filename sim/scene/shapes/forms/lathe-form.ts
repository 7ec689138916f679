import type { Form } from '../../bake/mesh-builder.ts';
import { creasedForm } from './creased-form.ts';
import { room } from './room.ts';
import { Scratch } from './scratch.ts';

const meridians = new Scratch((length) => new Float64Array(length));

/** An outline of [radius, y] turned about y, with smooth normals but at creases, as THREE.LatheGeometry is laid. */
export function latheForm(
  outline: readonly (readonly [number, number])[],
  sides: number,
  creaseRad: number,
): Form {
  const turn = meridians.of(2 * (sides + 1));
  for (let i = 0; i <= sides; i++) {
    const angle = i * (1 / sides) * 2 * Math.PI;
    turn[2 * i] = Math.sin(angle);
    turn[2 * i + 1] = Math.cos(angle);
  }
  const positions = room(18 * sides * (outline.length - 1));
  let at = 0;
  const put = (side: number, [radius, y]: readonly [number, number]): void => {
    positions[at] = radius * (turn[2 * side] as number);
    positions[at + 1] = y;
    positions[at + 2] = radius * (turn[2 * side + 1] as number);
    at += 3;
  };
  for (let i = 0; i < sides; i++) {
    for (let j = 0; j + 1 < outline.length; j++) {
      const low = outline[j] as readonly [number, number];
      const high = outline[j + 1] as readonly [number, number];
      put(i, low);
      put(i + 1, low);
      put(i, high);
      put(i + 1, high);
      put(i, high);
      put(i + 1, low);
    }
  }
  return creasedForm(positions, creaseRad);
}
