import * as THREE from 'three';
import type { Form } from '../../bake/mesh-builder.ts';
import { formOf } from './form-of.ts';
import { room } from './room.ts';

const CUBE = formOf(new THREE.BoxGeometry(1, 1, 1));

/** A box about the origin, as THREE.BoxGeometry is. */
export function boxForm(x: number, y: number, z: number): Form {
  const positions = room(CUBE.positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    positions[i] = (CUBE.positions[i] as number) * x;
    positions[i + 1] = (CUBE.positions[i + 1] as number) * y;
    positions[i + 2] = (CUBE.positions[i + 2] as number) * z;
  }
  return { positions, normals: CUBE.normals, index: CUBE.index };
}

interface Rounding {
  /** Which side of the middle each vertex is on: x0, y0, z0, x1, ... */
  readonly side: Float64Array;
  readonly normal: Float64Array;
  readonly normals: Float32Array;
  readonly index: ArrayLike<number>;
}

const roundings = new Map<number, Rounding>();

/**
 * A box about the origin with its edges rounded in `segments` steps, as three's RoundedBoxGeometry is,
 * without the places of a texture and with neighbours sharing their corners. Its normals do not depend
 * on its size, so they are found once.
 */
export function roundBoxForm(x: number, y: number, z: number, segments: number, roundM: number): Form {
  const radius = Math.min(x / 2, y / 2, z / 2, roundM);
  const { side, normal, normals, index } = roundingOf(segments);
  const positions = room(side.length);
  const flatX = x * 0.5 - radius;
  const flatY = y * 0.5 - radius;
  const flatZ = z * 0.5 - radius;
  for (let i = 0; i < positions.length; i += 3) {
    positions[i] = flatX * (side[i] as number) + (normal[i] as number) * radius;
    positions[i + 1] = flatY * (side[i + 1] as number) + (normal[i + 1] as number) * radius;
    positions[i + 2] = flatZ * (side[i + 2] as number) + (normal[i + 2] as number) * radius;
  }
  return { positions, normals, index };
}

function roundingOf(segments: number): Rounding {
  const kept = roundings.get(segments);
  if (kept !== undefined) return kept;
  // An odd count leaves a flat middle on every side.
  const steps = 2 * segments + 1;
  const box = formOf(new THREE.BoxGeometry(1, 1, 1, steps, steps, steps));
  const cube = new THREE.BufferAttribute(box.positions, 3);
  const side = Float64Array.from(cube.array, Math.sign);
  const normal = new Float64Array(side.length);
  const out = new THREE.Vector3();
  for (let i = 0; i < cube.count; i++) {
    out.fromBufferAttribute(cube, i);
    out.x -= (side[3 * i] as number) * (0.5 / steps);
    out.y -= (side[3 * i + 1] as number) * (0.5 / steps);
    out.z -= (side[3 * i + 2] as number) * (0.5 / steps);
    out.normalize().toArray(normal, 3 * i);
  }
  const made = { side, normal, normals: Float32Array.from(normal), index: box.index ?? [] };
  roundings.set(segments, made);
  return made;
}
