import * as THREE from 'three';
import type { ObjectItem } from '../picture.ts';
import { SHADOW_LAYER } from '../shade/sun-shadow.ts';
import { type BakedObject, bakeObject, holdObject, letGoOfObject } from './baked-object.ts';

/** Objects that wait unseen in a scene before they are freed: episodes side by side share a scene. */
const MAX_IDLE = 16;

interface Shown {
  readonly mesh: THREE.Mesh;
  readonly baked: BakedObject;
}

/**
 * The objects of one scene's pictures as meshes; one that is shown again is not built again. Its one
 * danger: geometries are shared between scenes, so freeing one here costs another scene an upload.
 */
export class ObjectMeshes {
  readonly #scene: THREE.Scene;
  readonly #material: THREE.ShaderMaterial;
  /** By key, longest unseen first. */
  readonly #shown = new Map<string, Shown>();

  constructor(scene: THREE.Scene, material: THREE.ShaderMaterial) {
    this.#scene = scene;
    this.#material = material;
  }

  /** Shows these objects and no others. */
  show(items: readonly ObjectItem[]): void {
    for (const { mesh } of this.#shown.values()) mesh.visible = false;
    for (const item of items) {
      const baked = bakeObject(item);
      const shown = this.#shown.get(baked.key) ?? this.#add(baked);
      shown.mesh.visible = true;
      this.#shown.delete(baked.key);
      this.#shown.set(baked.key, shown);
    }
    for (const shown of this.#shown.values()) {
      if (this.#shown.size <= MAX_IDLE + items.length) break;
      this.#remove(shown);
    }
  }

  /** Frees all of them. */
  dispose(): void {
    for (const shown of this.#shown.values()) this.#remove(shown);
  }

  #remove({ mesh, baked }: Shown): void {
    this.#shown.delete(baked.key);
    this.#scene.remove(mesh);
    mesh.geometry.dispose();
    letGoOfObject(baked);
  }

  #add(baked: BakedObject): Shown {
    holdObject(baked);
    const mesh = new THREE.Mesh(baked.geometry, this.#material);
    mesh.matrixAutoUpdate = false;
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    mesh.layers.enable(SHADOW_LAYER);
    this.#scene.add(mesh);
    return { mesh, baked };
  }
}
