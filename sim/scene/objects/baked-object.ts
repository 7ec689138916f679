import type * as THREE from 'three';
import { MeshBuilder } from '../bake/mesh-builder.ts';
import type { ObjectItem } from '../picture.ts';
import { buildShape } from '../shapes/shapes.ts';
import { addBoard } from './board.ts';
import { buildModel } from './model.ts';
import { objectKey } from './object-key.ts';

/** How each kind of object is built, in the world's frame. */
const OBJECTS: {
  readonly [Kind in ObjectItem['kind']]: (
    item: Extract<ObjectItem, { readonly kind: Kind }>,
  ) => THREE.BufferGeometry | null;
} = {
  shape: buildShape,
  model: buildModel,
  board(item) {
    const mesh = new MeshBuilder();
    addBoard(mesh, item);
    return mesh.build();
  },
};

/** One object's triangles in the world's frame. */
export interface BakedObject {
  /** Equal keys mean equal triangles. */
  readonly key: string;
  readonly geometry: THREE.BufferGeometry;
  /** x0, y0, z0, x1, ... metres. */
  readonly positionsM: Float32Array;
  /** Three corners a triangle. */
  readonly corners: Uint16Array | Uint32Array;
}

const KEPT = 16;
const kept = new Map<string, BakedObject>();
/** Of items that are still in use: the picture of an episode that waits for its turn is not built twice. */
const bakedOf = new WeakMap<ObjectItem, BakedObject>();

/**
 * Builds an object, or takes the one that was built before for an equal item: the task that measures an
 * object and the renderer that draws it share one. Its one danger: what it returns is shared, so it
 * must not be written to.
 */
export function bakeObject(item: ObjectItem): BakedObject {
  const own = bakedOf.get(item);
  if (own !== undefined) return own;
  const key = objectKey(item);
  const known = kept.get(key);
  kept.delete(key);
  const baked = known ?? bake(key, item);
  kept.set(key, baked);
  bakedOf.set(item, baked);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return baked;
}

function bake(key: string, item: ObjectItem): BakedObject {
  const build = OBJECTS[item.kind] as (item: ObjectItem) => THREE.BufferGeometry | null;
  const geometry = build(item) as THREE.BufferGeometry;
  return {
    key,
    geometry,
    positionsM: geometry.getAttribute('position').array as Float32Array,
    corners: geometry.getIndex()?.array as Uint16Array | Uint32Array,
  };
}
