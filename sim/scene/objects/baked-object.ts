import type * as THREE from 'three';
import { MeshBuilder } from '../bake/mesh-builder.ts';
import { SpareMemory } from '../bake/spare-memory.ts';
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
  shape: (item) => buildShape(item, (bytes) => memory.take(bytes)),
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

/** As many as episodes are stepped side by side, and more. */
const KEPT = 32;
const memory = new SpareMemory();
const kept = new Map<string, BakedObject>();
/** Spares items in use a search by their key. */
const bakedOf = new WeakMap<ObjectItem, BakedObject>();
/** How many hold each object: scenes that draw it, and `kept`. One that nobody holds is not here. */
const holders = new WeakMap<BakedObject, number>();

/**
 * Builds an object, or takes the one that was built before for an equal item: the task that measures an
 * object and the renderer that draws it share one. Its dangers: what it returns is shared, so it must not be
 * written to, and its memory becomes another object's once it is out of use. Read it at once and
 * keep the item instead, or hold it.
 */
export function bakeObject(item: ObjectItem): BakedObject {
  const own = bakedOf.get(item);
  if (own !== undefined && holders.has(own)) return own;
  const key = objectKey(item);
  const known = kept.get(key);
  kept.delete(key);
  const baked = known ?? bake(key, item);
  if (known === undefined) holdObject(baked);
  kept.set(key, baked);
  bakedOf.set(item, baked);
  const [oldest] = kept.values();
  if (kept.size > KEPT && oldest !== undefined) {
    kept.delete(oldest.key);
    letGoOfObject(oldest);
  }
  return baked;
}

/** Keeps an object from changing until it is let go of as often as it was held. */
export function holdObject(baked: BakedObject): void {
  holders.set(baked, (holders.get(baked) ?? 0) + 1);
}

export function letGoOfObject(baked: BakedObject): void {
  const left = (holders.get(baked) ?? 0) - 1;
  if (left > 0) {
    holders.set(baked, left);
    return;
  }
  holders.delete(baked);
  memory.give(baked.positionsM.buffer as ArrayBuffer);
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
