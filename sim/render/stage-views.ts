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

/**
 * Lends each slot a view of its stage. Views given back wait for the next episode on an equal
 * stage, the longest unused making room: on a route that never changes nothing is built twice.
 */
export class StageViews {
  readonly #build: (stage: Stage) => StageView;
  readonly #maxIdle: number;
  readonly #lent = new Map<number, { readonly key: string; readonly view: StageView }>();
  #idle: { readonly key: string; readonly view: StageView }[] = [];

  constructor(build: (stage: Stage) => StageView, maxIdle: number) {
    this.#build = build;
    this.#maxIdle = maxIdle;
  }

  /** The slot's view of this stage, built when there is none. */
  lend(stage: Stage, slot: number): StageView {
    const held = this.#lent.get(slot);
    if (held !== undefined && held.key === stage.key) return held.view;
    this.giveBack(slot);
    const waiting = this.#idle.findIndex((entry) => entry.key === stage.key);
    const view = waiting === -1 ? this.#build(stage) : (this.#idle.splice(waiting, 1)[0]?.view as StageView);
    this.#lent.set(slot, { key: stage.key, view });
    return view;
  }

  giveBack(slot: number): void {
    const held = this.#lent.get(slot);
    if (held === undefined) return;
    this.#lent.delete(slot);
    this.#idle.push(held);
    while (this.#idle.length > this.#maxIdle) this.#idle.shift()?.view.dispose();
  }

  disposeAll(): void {
    for (const { view } of [...this.#lent.values(), ...this.#idle]) view.dispose();
    this.#lent.clear();
    this.#idle = [];
  }
}
