import * as THREE from 'three';
import type { Form } from '../../bake/mesh-builder.ts';
import { Bend } from './bend.ts';
import { KeptIndices } from './kept-indices.ts';
import { room } from './room.ts';
import { wholeTurn } from './turns.ts';

const bend = new Bend();
const centre = new THREE.Vector3();
const tangent = new THREE.Vector3();
const before = new THREE.Vector3();
const across = new THREE.Vector3();
const third = new THREE.Vector3();
const axis = new THREE.Vector3();
const turn = new THREE.Matrix4();

/** A round tube along a bend through the points, open at both ends, as THREE.TubeGeometry is. */
export function tubeForm(
  points: readonly (readonly [number, number, number])[],
  steps: number,
  radiusM: number,
  sides: number,
): Form {
  const { sin, cos } = wholeTurn(sides);
  const positions = room(3 * (steps + 1) * (sides + 1));
  const normals = room(positions.length);
  bend.through(points);
  let at = 0;
  for (let step = 0; step <= steps; step++) {
    const place = bend.placeAt(step / steps);
    bend.point(place, centre);
    before.copy(tangent);
    bend.tangent(place, tangent);
    if (step === 0) startAcross();
    else turnAcross();
    third.crossVectors(tangent, across);
    for (let k = 0; k <= sides; k++, at += 3) {
      const s = sin[k] as number;
      const c = -(cos[k] as number);
      const x = c * across.x + s * third.x;
      const y = c * across.y + s * third.y;
      const z = c * across.z + s * third.z;
      const scale = 1 / (Math.sqrt(x * x + y * y + z * z) || 1);
      positions[at] = centre.x + radiusM * (x * scale);
      positions[at + 1] = centre.y + radiusM * (y * scale);
      positions[at + 2] = centre.z + radiusM * (z * scale);
      normals[at] = x * scale;
      normals[at + 1] = y * scale;
      normals[at + 2] = z * scale;
    }
  }
  return { positions, normals, index: indexOf(steps, sides) };
}

/** Sets out perpendicular to the tangent, in the plane of the axis that the tangent has least of. */
function startAcross(): void {
  const [x, y, z] = [Math.abs(tangent.x), Math.abs(tangent.y), Math.abs(tangent.z)];
  if (z <= Math.min(x, y)) axis.set(0, 0, 1);
  else if (y <= x) axis.set(0, 1, 0);
  else axis.set(1, 0, 0);
  axis.crossVectors(tangent, axis).normalize();
  across.crossVectors(tangent, axis);
}

/** Turns as little as the tangent did. */
function turnAcross(): void {
  axis.crossVectors(before, tangent);
  if (axis.length() <= Number.EPSILON) return;
  axis.normalize();
  const angle = Math.acos(Math.max(-1, Math.min(1, before.dot(tangent))));
  across.applyMatrix4(turn.makeRotationAxis(axis, angle));
}

const indices = new KeptIndices();

function indexOf(steps: number, sides: number): Uint16Array {
  return indices.of(steps * 256 + sides, () => {
    const corners: number[] = [];
    for (let step = 0; step < steps; step++) {
      for (let k = 0; k < sides; k++) {
        const a = step * (sides + 1) + k;
        const b = a + sides + 1;
        corners.push(a, b, a + 1, b, b + 1, a + 1);
      }
    }
    return corners;
  });
}
