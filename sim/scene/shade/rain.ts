import * as THREE from 'three';
import { hash01 } from '../bake/hash.ts';
import { SKY_PARS } from './common-glsl.ts';
import type { LookUniforms } from './look-uniforms.ts';

const STREAKS = 1600;
const BOX_M = 10;

/** Streaks fall through a box that travels with the eye but whose drops stay put in the world. */
const VERTEX = /* glsl */ `
uniform float uTime;
uniform float uRain;
uniform float uPixelRad;
attribute vec4 drop;
varying vec2 vAcross;
varying vec3 vAt;
void main() {
  vec3 fall = vec3(0.9, 0.5, -8.5 - 2.0 * drop.w);
  vec3 box = vec3(${BOX_M.toFixed(1)});
  vec3 at = mod(drop.xyz * box + fall * uTime - cameraPosition, box) - 0.5 * box;
  float range = length(at);
  vec3 down = normalize(fall);
  vec3 aside = normalize(cross(down, at));
  float widthM = 0.0025;
  float shownM = max(widthM, 0.6 * uPixelRad * range);
  float strength = min(1.0, 4.0 * widthM / shownM);
  vec3 corner = cameraPosition + at + aside * (position.x * shownM) + down * (position.y * (0.28 + 0.22 * uRain));
  vAt = corner;
  vAcross = vec2(position.x, strength * smoothstep(0.7, 2.0, range) * smoothstep(5.0, 3.8, range));
  gl_Position = projectionMatrix * viewMatrix * vec4(corner, 1.0);
}
`;

const FRAGMENT = /* glsl */ `
uniform float uRain;
varying vec2 vAcross;
varying vec3 vAt;
${SKY_PARS}
void main() {
  vec3 ray = normalize(vAt - cameraPosition);
  vec3 colour = 1.12 * mix(uHorizon, uZenith, 0.25) + sunHalo(ray);
  float soft = 1.0 - vAcross.x * vAcross.x * 0.6;
  gl_FragColor = vec4(colour, vAcross.y * soft * (0.40 + 0.35 * uRain));
  #include <colorspace_fragment>
}
`;

/**
 * Falling rain as a pure function of time. The danger: the material's `uPixelRad` must hold the
 * angle of one pixel before each draw, or streaks get too thin or too fat.
 */
export class Rain {
  readonly mesh: THREE.Mesh<THREE.BufferGeometry, THREE.ShaderMaterial>;

  constructor(look: LookUniforms) {
    const geometry = new THREE.BufferGeometry();
    const corners = new Float32Array(STREAKS * 12);
    const drops = new Float32Array(STREAKS * 16);
    const indices = new Uint16Array(STREAKS * 6);
    for (let i = 0; i < STREAKS; i++) {
      corners.set([-1, -0.5, 0, 1, -0.5, 0, 1, 0.5, 0, -1, 0.5, 0], i * 12);
      const drop = [hash01(i, 1), hash01(i, 2), hash01(i, 3), hash01(i, 4)];
      for (let k = 0; k < 4; k++) drops.set(drop, i * 16 + k * 4);
      indices.set(
        [0, 1, 2, 0, 2, 3].map((k) => k + i * 4),
        i * 6,
      );
    }
    geometry.setAttribute('position', new THREE.BufferAttribute(corners, 3));
    geometry.setAttribute('drop', new THREE.BufferAttribute(drops, 4));
    geometry.setIndex(new THREE.BufferAttribute(indices, 1));
    const material = look.material({
      lights: false,
      transparent: true,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      own: { uPixelRad: { value: 0.025 } },
    });
    material.side = THREE.DoubleSide;
    this.mesh = new THREE.Mesh(geometry, material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = 30;
    this.mesh.layers.set(1);
  }

  set(rain: number): void {
    const streaks = Math.ceil(Math.min(1, Math.max(0, rain)) * STREAKS);
    this.mesh.visible = streaks > 0;
    this.mesh.geometry.setDrawRange(0, streaks * 6);
  }
}
