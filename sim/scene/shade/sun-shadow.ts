import * as THREE from 'three';
import { objectKey } from '../objects/object-key.ts';
import type { CameraPose, Picture } from '../picture.ts';
import type { LightState } from './light-state.ts';

/** Only what is on this layer is drawn into the shadow map. */
export const SHADOW_LAYER = 2;

const MAP_PX = 512;
const REACH_M = 34;
const SNAP_M = 6;
const TALLEST_M = 14;
const LOWEST_SUN = Math.sin((3 * Math.PI) / 180);

/**
 * The sun: a directional light whose shadow map covers the ground ahead of the camera. The map
 * is drawn again only when what it would show has changed, so a standing scene pays for it
 * once. The danger: whatever moves and casts must be in the key.
 */
export class SunShadow {
  readonly light = new THREE.DirectionalLight();
  #key = '';

  constructor() {
    this.light.castShadow = true;
    this.light.shadow.mapSize.set(MAP_PX, MAP_PX);
    this.light.shadow.autoUpdate = false;
    this.light.shadow.normalBias = 0.06;
    this.light.shadow.camera.layers.set(SHADOW_LAYER);
  }

  set(picture: Picture, pose: CameraPose, light: LightState): void {
    const sun = this.light;
    sun.color.copy(light.sun);
    sun.intensity = 1;
    const strength = light.sun.r + light.sun.g + light.sun.b;
    sun.shadow.intensity = strength > 0.02 ? 1 : 0;

    const towards = light.sunDirection.clone();
    towards.z = Math.max(towards.z, LOWEST_SUN);
    towards.normalize();
    let reach = REACH_M;
    while (reach < 3 * pose.zM) reach *= 2;
    const ahead = 0.62 * reach * Math.max(0, Math.cos(pose.pitchRad));
    const snap = (reach / REACH_M) * SNAP_M;
    const x = Math.round((pose.xM + ahead * Math.cos(pose.headingRad)) / snap) * snap;
    const y = Math.round((pose.yM + ahead * Math.sin(pose.headingRad)) / snap) * snap;

    sun.target.position.set(x, y, 0);
    sun.position.copy(sun.target.position).addScaledVector(towards, 200);
    sun.updateMatrixWorld();
    sun.target.updateMatrixWorld();
    const camera = sun.shadow.camera;
    camera.up.set(0, 0, 1);
    const flat = Math.sqrt(1 - towards.z * towards.z);
    camera.left = -reach;
    camera.right = reach;
    camera.top = reach * towards.z + TALLEST_M * flat;
    camera.bottom = -reach * towards.z - 0.5;
    camera.near = 20;
    camera.far = 200 + reach * 1.5;
    camera.updateProjectionMatrix();
    sun.shadow.bias = -0.0012;

    const casts = sun.shadow.intensity > 0;
    const movers = picture.movers
      .filter(({ id }) => id !== pose.carriedBy)
      .map((m) => [m.variant, m.xM, m.yM, m.zM, m.headingRad, m.pitchRad, m.rollRad]);
    const key = casts
      ? JSON.stringify([x, y, reach, towards.toArray(), movers, picture.objects?.map(objectKey)])
      : 'overcast';
    if (key !== this.#key) sun.shadow.needsUpdate = true;
    this.#key = key;
  }

  dispose(): void {
    this.light.dispose();
  }
}
