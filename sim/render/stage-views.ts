import type * as THREE from 'three';
import type { CameraPose, Picture, Stage } from '../scene/picture.ts';

/**
 * A stage built for three.js: what it shows must follow from the arguments of `show` alone. Near
 * the camera no triangle may have an edge longer than 60 m: SwiftShader sets triangles up in
 * single precision, and one that reaches from under the camera to the horizon comes out of place
 * by whole decimetres, so that a meadow covers the road that lies on it.
 */
export interface StageView {
  readonly scene: THREE.Scene;
  readonly camera: THREE.PerspectiveCamera;
  show(picture: Picture, pose: CameraPose, aspect: number): void;
  dispose(): void;
}

interface Kept {
  readonly view: StageView;
  /** Slots that show it. */
  readonly slots: Set<number>;
}

/**
 * Lends slots a view of their stage; slots on equal stages share one, since a view is posed anew for every
 * frame. Views that no slot shows wait for the next episode on an equal stage, the longest unused
 * making room: on a route that never changes nothing is built twice, however many episodes run side by side.
 */
export class StageViews {
  readonly #build: (stage: Stage) => StageView;
  readonly #maxIdle: number;
  /** By the stage's key; those that wait in the order in which they were given back. */
  readonly #views = new Map<string, Kept>();
  readonly #keyOf = new Map<number, string>();
  #idle = 0;

  constructor(build: (stage: Stage) => StageView, maxIdle: number) {
    this.#build = build;
    this.#maxIdle = maxIdle;
  }

  /** The view of this stage, built when there is none; the slot holds it until it shows another. */
  lend(stage: Stage, slot: number): StageView {
    const held = this.#keyOf.get(slot);
    if (held !== undefined && held !== stage.key) this.giveBack(slot);
    const known = this.#views.get(stage.key);
    const kept = known ?? { view: this.#build(stage), slots: new Set() };
    if (known === undefined) this.#views.set(stage.key, kept);
    else if (known.slots.size === 0) this.#idle--;
    kept.slots.add(slot);
    this.#keyOf.set(slot, stage.key);
    return kept.view;
  }

  giveBack(slot: number): void {
    const key = this.#keyOf.get(slot);
    const kept = key === undefined ? undefined : this.#views.get(key);
    if (key === undefined || kept === undefined) return;
    this.#keyOf.delete(slot);
    kept.slots.delete(slot);
    if (kept.slots.size > 0) return;
    this.#views.delete(key);
    this.#views.set(key, kept);
    this.#idle++;
    if (this.#idle > this.#maxIdle) this.#disposeOldest();
  }

  disposeAll(): void {
    for (const { view } of this.#views.values()) view.dispose();
    this.#views.clear();
    this.#keyOf.clear();
    this.#idle = 0;
  }

  #disposeOldest(): void {
    for (const [key, { view, slots }] of this.#views) {
      if (slots.size > 0) continue;
      this.#views.delete(key);
      this.#idle--;
      view.dispose();
      return;
    }
  }
}
