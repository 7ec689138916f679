import * as THREE from 'three';
import type { ObjectItem } from '../picture.ts';
import { SHADOW_LAYER } from '../shade/sun-shadow.ts';
import { bakeObject } from './baked-object.ts';

/** Objects that wait unseen in a scene before they are freed: episodes side by side share a scene. */
const MAX_IDLE = 16;

/**
 * The objects of one scene's pictures as meshes; one that is shown again is not built again. Its one
 * danger: geometries are shared between scenes, so freeing one here costs another scene an upload.
 */
export class ObjectMeshes {
  readonly #scene: THREE.Scene;
  readonly #material: THREE.ShaderMaterial;
  /** By key, longest unseen first. */
  readonly #meshes = new Map<string, THREE.Mesh>();

  constructor(scene: THREE.Scene, material: THREE.ShaderMaterial) {
    this.#scene = scene;
    this.#material = material;
  }

  /** Shows these objects and no others. */
  show(items: readonly ObjectItem[]): void {
    for (const mesh of this.#meshes.values()) mesh.visible = false;
    for (const item of items) {
      const { key, geometry } = bakeObject(item);
      const mesh = this.#meshes.get(key) ?? this.#add(geometry);
      mesh.visible = true;
      this.#meshes.delete(key);
      this.#meshes.set(key, mesh);
    }
    for (const [key, mesh] of this.#meshes) {
      if (this.#meshes.size <= MAX_IDLE + items.length) break;
      this.#meshes.delete(key);
      this.#scene.remove(mesh);
      mesh.geometry.dispose();
    }
  }

  #add(geometry: THREE.BufferGeometry): THREE.Mesh {
    const mesh = new THREE.Mesh(geometry, this.#material);
    mesh.matrixAutoUpdate = false;
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    mesh.layers.enable(SHADOW_LAYER);
    this.#scene.add(mesh);
    return mesh;
  }
}
