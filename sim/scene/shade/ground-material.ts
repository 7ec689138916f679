import type * as THREE from 'three';
import { LIT_FRAGMENT_PARS, LIT_VERTEX, WET_PARS } from './common-glsl.ts';
import type { LookUniforms } from './look-uniforms.ts';

/** What `detail.x` says of a piece of ground. */
export const GROUND = { grass: 0, road: 1, pavement: 2, kerb: 3 } as const;

const FRAGMENT = /* glsl */ `
uniform float uRoadBrightness;
${LIT_FRAGMENT_PARS}
${WET_PARS}

void main() {
  vec2 at = vWorld.xy;
  vec4 fine = texture2D(uNoise, at * 0.83);
  vec4 middle = texture2D(uNoise, at * 0.113);
  vec4 broad = texture2D(uNoise, at * 0.0131);
  vec3 albedo = vColour;
  float soak = 1.0;
  if (vDetail.x < 0.5) {
    albedo *= 0.55 + 0.35 * fine.r + 0.55 * middle.g;
    albedo = mix(albedo, albedo * vec3(1.22, 1.08, 0.85), smoothstep(0.45, 0.75, broad.b));
    soak = 0.25;
  } else if (vDetail.x < 1.5) {
    float patched = smoothstep(0.60, 0.64, broad.a) * 0.16;
    float worn = 0.30 * (middle.g - 0.5) + 0.16 * (broad.b - 0.5);
    albedo *= uRoadBrightness * (0.78 + 0.44 * fine.r + worn - patched);
  } else if (vDetail.x < 2.5) {
    vec2 slab = at / 0.6;
    vec2 width = fwidth(slab);
    vec2 joint = smoothstep(vec2(0.06) + width, vec2(0.02), abs(fract(slab) - 0.5) * -1.0 + 0.5);
    float seam = max(joint.x, joint.y) * clamp(1.0 - max(width.x, width.y) * 1.6, 0.0, 1.0);
    albedo *= (0.86 + 0.16 * fine.g + 0.16 * (middle.g - 0.5)) * (1.0 - 0.30 * seam);
  }
  float open = sunlit();
  float wet = uWetness * soak;
  float hollow = middle.b * 0.6 + broad.g * 0.4;
  float puddle = smoothstep(0.0, 0.06, hollow - 0.92 + 0.5 * wet) * smoothstep(0.05, 0.3, wet);
  float ripple = mix(fine.g, 0.5, puddle);
  if (uRain > 0.0) {
    float drops = texture2D(uNoise, at * 1.7 + floor(uTime * 15.0) * vec2(0.37, 0.61)).r;
    ripple = mix(ripple, drops, 0.6 * uRain);
  }
  float film = max(0.14 * soak, wet * (0.5 + 0.5 * puddle));
  vec3 dry = lit(albedo * (1.0 - wet * (0.38 + 0.2 * puddle)), vec3(0.0, 0.0, 1.0), open);
  finish(wetGround(dry, film, ripple, open));
}
`;

/** Grass, asphalt, paving and kerbs; the road takes brightness, everything takes water. */
export function groundMaterial(look: LookUniforms): THREE.ShaderMaterial {
  return look.material({ lights: true, vertexShader: LIT_VERTEX, fragmentShader: FRAGMENT });
}
