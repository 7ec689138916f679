import type * as THREE from 'three';
import { LIT_FRAGMENT_PARS, LIT_VERTEX_PARS, WET_PARS } from './common-glsl.ts';
import type { LookUniforms } from './look-uniforms.ts';

/**
 * `detail`: x and y are the signed half width and half length at this corner, metres (y is 0 in a
 * strip that runs on), z and w the unit direction along.
 * The quad grows by a pixel each way and the fragment stage takes the exact share of the pixel
 * that paint covers, so a line far thinner than a pixel fades instead of flickering.
 */
const VERTEX = /* glsl */ `
uniform float uPixelRad;
varying vec4 vPaint;
${LIT_VERTEX_PARS}
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  float pixelM = 1.5 * uPixelRad * length(world.xyz - cameraPosition);
  vec2 along = detail.zw;
  vec2 across = vec2(-along.y, along.x);
  vec2 grow = sign(detail.xy) * vec2(min(pixelM, 2.0), min(pixelM * 8.0, 3.0));
  world.xy += across * grow.x + along * grow.y;
  vPaint = vec4(detail.xy + grow, abs(detail.xy));
  placeInWorld(world);
}
`;

const FRAGMENT = /* glsl */ `
uniform float uMarkingWear;
varying vec4 vPaint;
${LIT_FRAGMENT_PARS}
${WET_PARS}

float covered(float at, float halfSize, float pixel) {
  float low = max(at - 0.5 * pixel, -halfSize);
  float high = min(at + 0.5 * pixel, halfSize);
  return clamp((high - low) / max(pixel, 1e-4), 0.0, 1.0);
}

void main() {
  float share = covered(vPaint.x, vPaint.z, fwidth(vPaint.x));
  if (vPaint.w > 0.01) share *= covered(vPaint.y, vPaint.w, fwidth(vPaint.y));
  vec4 fine = texture2D(uNoise, vWorld.xy * 0.83);
  vec4 middle = texture2D(uNoise, vWorld.xy * 0.171);
  float wear = uMarkingWear;
  float chips = smoothstep(0.22, 0.78, fine.g * 0.55 + middle.g * 0.45);
  float left = smoothstep(-0.28, 0.22, chips * 0.85 + 0.22 - wear) * (1.0 - 0.4 * wear);
  float open = sunlit();
  float wet = uWetness;
  vec3 paint = vColour * (0.90 + 0.14 * fine.r) * (1.0 - 0.28 * wet);
  vec3 colour = wetGround(lit(paint, vec3(0.0, 0.0, 1.0), open), max(0.06, 0.6 * wet), fine.g, open);
  finish(colour);
  gl_FragColor.a = share * left;
}
`;

/** Paint on the road. `uPixelRad` (the angle of one pixel) must be set before each draw. */
export function markingMaterial(look: LookUniforms): THREE.ShaderMaterial {
  return look.material({
    lights: true,
    transparent: true,
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    own: { uPixelRad: { value: 0.025 } },
  });
}
