import * as THREE from 'three';
import { SKY_PARS } from './common-glsl.ts';
import type { LookUniforms } from './look-uniforms.ts';

/** One triangle over the whole frame at the far plane; each pixel looks along its own ray. */
const VERTEX = /* glsl */ `
varying vec3 vRay;
void main() {
  vec3 ray = vec3(position.x / projectionMatrix[0][0], position.y / projectionMatrix[1][1], -1.0);
  vRay = ray * mat3(viewMatrix);
  gl_Position = vec4(position.xy, 1.0, 1.0);
}
`;

const FRAGMENT = /* glsl */ `
uniform sampler2D uNoise;
uniform vec3 uSun;
uniform float uCloud;
uniform vec3 uCloudLit;
uniform vec3 uCloudShade;
uniform float uTime;
varying vec3 vRay;
${SKY_PARS}

void main() {
  vec3 ray = normalize(vRay);
  vec3 colour = skyGradient(ray);
  float up = max(ray.z, 0.0);
  vec2 at = ray.xy / (up + 0.12) * 0.085 + vec2(0.0006, 0.0003) * uTime;
  float shape = texture2D(uNoise, at).b * 0.75 + texture2D(uNoise, at * 2.7).g * 0.25;
  float edge = 0.86 - 0.86 * uCloud;
  float cover = smoothstep(edge, edge + 0.22 + 0.3 * uCloud, shape) * smoothstep(0.0, 0.10, up);
  float lean = texture2D(uNoise, at + uSunDirection.xy * 0.02).b;
  float bright = clamp(0.55 + (shape - lean) * 2.5 + (1.0 - shape) * 0.4 - 0.5 * uCloud * shape, 0.0, 1.0);
  vec3 cloud = mix(uCloudShade, uCloudLit, bright) + sunHalo(ray) * 0.5;
  colour = mix(colour, cloud, cover * 0.92);

  float toSun = max(dot(ray, uSunDirection), 0.0);
  float disc = smoothstep(0.99972, 0.99984, toSun) + 0.55 * exp((toSun - 1.0) * 900.0);
  colour += uSun * disc * (1.0 - cover) * smoothstep(-0.03, 0.01, ray.z);

  float bearing = atan(ray.y, ray.x) * 0.15915494;
  float hill = 0.012 + 0.050 * textureLod(uNoise, vec2(bearing * 2.0, 0.31), 0.0).b + 0.012 * textureLod(uNoise, vec2(bearing * 9.0, 0.7), 0.0).g;
  float land = 1.0 - smoothstep(hill - 0.004, hill + 0.004, ray.z);
  vec3 slope = uFog * mix(vec3(0.55, 0.66, 0.60), vec3(0.78, 0.84, 0.84), clamp(ray.z / hill, 0.0, 1.0));
  colour = mix(colour, slope, land);

  float veil = exp(-max(uFogDensity - 0.0008, 0.0) * 50.0 / (up + 0.10));
  vec3 haze = uFog + sunHalo(ray);
  gl_FragColor = vec4(mix(haze, colour, clamp(veil, 0.0, 1.0)), 1.0);
  #include <colorspace_fragment>
}
`;

/** The sky with sun, clouds and far hills; on layer 1, drawn behind everything. */
export function skyDome(look: LookUniforms): THREE.Mesh {
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute(
    'position',
    new THREE.BufferAttribute(new Float32Array([-1, -1, 1, 3, -1, 1, -1, 3, 1]), 3),
  );
  const material = look.material({ lights: false, vertexShader: VERTEX, fragmentShader: FRAGMENT });
  material.depthWrite = false;
  const dome = new THREE.Mesh(geometry, material);
  dome.frustumCulled = false;
  dome.renderOrder = 10;
  dome.layers.set(1);
  return dome;
}
