import * as THREE from 'three';
import { bakeStage } from './bake/bake-stage.ts';
import { MeshBuilder } from './bake/mesh-builder.ts';
import { addMover } from './bake/mover.ts';
import { ObjectMeshes } from './objects/object-meshes.ts';
import type { CameraPose, Mover, Picture, Stage } from './picture.ts';
import { facadeMaterial } from './shade/facade-material.ts';
import { groundMaterial } from './shade/ground-material.ts';
import { lightState } from './shade/light-state.ts';
import { LookUniforms } from './shade/look-uniforms.ts';
import { markingMaterial } from './shade/marking-material.ts';
import { feedPixelAngle } from './shade/pixel-angle.ts';
import { Rain } from './shade/rain.ts';
import { skyDome } from './shade/sky-dome.ts';
import { solidMaterial } from './shade/solid-material.ts';
import { SHADOW_LAYER, SunShadow } from './shade/sun-shadow.ts';

const NEAR_M = 0.2;
const FAR_M = 420;
const FINE_WITHIN_M = 38;
const SOLID_LAYER = 0;

/**
 * One stage as a three.js scene that can be posed as any picture of it. Solid things are on
 * layer 0 and carry a `semantic` attribute; sky and rain are on layer 1, what only casts
 * shadows on layer 2. The danger: `show`
 * must stay a pure function of its arguments, or episodes that share a view would differ.
 */
export class SceneView {
  readonly scene = new THREE.Scene();
  readonly camera = new THREE.PerspectiveCamera(60, 1, NEAR_M, FAR_M);
  readonly #look = new LookUniforms();
  readonly #sun = new SunShadow();
  readonly #sky = new THREE.HemisphereLight();
  readonly #rain = new Rain(this.#look);
  readonly #solid = solidMaterial(this.#look);
  readonly #squares: { readonly fine: THREE.Mesh; readonly coarse: THREE.Mesh }[] = [];
  readonly #movers = new Map<string, THREE.Mesh>();
  readonly #objects = new ObjectMeshes(this.scene, this.#solid);

  constructor(stage: Stage) {
    this.camera.up.set(0, 0, 1);
    this.camera.layers.enable(1);
    this.#sky.position.set(0, 0, 1);
    this.scene.add(this.#sky, this.#sun.light, this.#sun.light.target, skyDome(this.#look), this.#rain.mesh);
    feedPixelAngle(this.#rain.mesh);

    const baked = bakeStage(stage);
    // After what stands on it, so that hidden ground is never shaded.
    const groundLook = groundMaterial(this.#look);
    this.#addStill(baked.ground, groundLook, false).renderOrder = 5;
    const far = this.#addStill(baked.farGround, groundLook, false);
    far.renderOrder = 6;
    far.layers.set(1);
    if (baked.markings !== null) {
      const markings = this.#addStill(baked.markings, markingMaterial(this.#look), false);
      markings.renderOrder = 20;
      feedPixelAngle(markings);
    }
    if (baked.facades !== null) {
      this.#addStill(baked.facades, facadeMaterial(this.#look), true).layers.enable(SHADOW_LAYER);
    }
    for (const square of baked.squares) {
      const fine = this.#addStill(square.fine, this.#solid, true);
      const coarse = this.#addStill(square.coarse, this.#solid, true);
      coarse.layers.set(SHADOW_LAYER);
      this.#squares.push({ fine, coarse });
    }
  }

  /** Poses movers, weather, light and camera. `aspect` is width over height. */
  show(picture: Picture, pose: CameraPose, aspect: number): void {
    const light = lightState(picture.weather);
    this.#look.set(picture, light);
    this.#sky.color.copy(light.skyAmbient);
    this.#sky.groundColor.copy(light.groundAmbient);
    this.#sun.set(picture, pose, light);
    this.#rain.set(picture.weather.rain);
    this.#poseMovers(picture.movers, pose.carriedBy);
    this.#objects.show(picture.objects ?? []);
    this.#poseCamera(pose, aspect);
    this.#chooseDetail();
  }

  /** Frees every geometry, material, texture and shadow map. */
  dispose(): void {
    this.#objects.dispose();
    this.scene.traverse((object) => {
      if (!(object instanceof THREE.Mesh)) return;
      object.geometry.dispose();
      object.material.dispose();
    });
    this.#solid.dispose();
    this.#sky.dispose();
    this.#sun.dispose();
    this.#look.dispose();
    this.scene.clear();
    this.#movers.clear();
  }

  #addStill(
    geometry: THREE.BufferGeometry,
    material: THREE.ShaderMaterial,
    upright: boolean,
  ): THREE.Mesh<THREE.BufferGeometry, THREE.ShaderMaterial> {
    const mesh = new THREE.Mesh(geometry, material);
    mesh.matrixAutoUpdate = false;
    mesh.castShadow = upright;
    mesh.receiveShadow = true;
    mesh.frustumCulled = upright;
    this.scene.add(mesh);
    return mesh;
  }

  #poseMovers(movers: readonly Mover[], carriedBy: string | null): void {
    for (const mesh of this.#movers.values()) mesh.visible = false;
    for (const mover of movers) {
      if (mover.id === carriedBy) continue;
      const mesh = this.#meshFor(mover);
      mesh.visible = true;
      mesh.position.set(mover.xM, mover.yM, mover.zM);
      mesh.rotation.set(mover.rollRad, -mover.pitchRad, mover.headingRad);
    }
  }

  /** The mesh of a mover; each id and look has its own, built when first seen. */
  #meshFor(mover: Mover): THREE.Mesh {
    const key = `${mover.id} ${mover.kind} ${mover.variant}`;
    const known = this.#movers.get(key);
    if (known !== undefined) return known;
    const builder = new MeshBuilder();
    addMover(builder, mover);
    const mesh = new THREE.Mesh(builder.build() as THREE.BufferGeometry, this.#solid);
    mesh.rotation.order = 'ZYX';
    mesh.castShadow = true;
    mesh.layers.enable(SHADOW_LAYER);
    mesh.receiveShadow = true;
    this.#movers.set(key, mesh);
    this.scene.add(mesh);
    return mesh;
  }

  /** Squares far away are drawn coarse; shadows are cast by the coarse things everywhere. */
  #chooseDetail(): void {
    for (const { fine, coarse } of this.#squares) {
      const bounds = fine.geometry.boundingSphere as THREE.Sphere;
      const far = bounds.distanceToPoint(this.camera.position) > FINE_WITHIN_M;
      fine.visible = !far;
      if (far) coarse.layers.enable(SOLID_LAYER);
      else coarse.layers.disable(SOLID_LAYER);
    }
  }

  #poseCamera(pose: CameraPose, aspect: number): void {
    const camera = this.camera;
    camera.position.set(pose.xM, pose.yM, pose.zM);
    const cosPitch = Math.cos(pose.pitchRad);
    const forward = new THREE.Vector3(
      cosPitch * Math.cos(pose.headingRad),
      cosPitch * Math.sin(pose.headingRad),
      Math.sin(pose.pitchRad),
    );
    const right = new THREE.Vector3(Math.sin(pose.headingRad), -Math.cos(pose.headingRad), 0);
    const up = right.clone().cross(forward);
    const cosRoll = Math.cos(pose.rollRad);
    const sinRoll = Math.sin(pose.rollRad);
    const rolledRight = right.clone().multiplyScalar(cosRoll).addScaledVector(up, -sinRoll);
    const rolledUp = up.multiplyScalar(cosRoll).addScaledVector(right, sinRoll);
    camera.quaternion.setFromRotationMatrix(
      new THREE.Matrix4().makeBasis(rolledRight, rolledUp, forward.negate()),
    );
    const halfWidth = Math.tan((pose.horizontalFovDeg * Math.PI) / 360);
    camera.fov = (2 * Math.atan(halfWidth / aspect) * 180) / Math.PI;
    camera.aspect = aspect;
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
  }
}
