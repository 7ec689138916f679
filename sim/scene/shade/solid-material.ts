import type * as THREE from 'three';
import { LIT_FRAGMENT_PARS, LIT_VERTEX } from './common-glsl.ts';
import type { LookUniforms } from './look-uniforms.ts';

/** `detail`: x gloss 0 to 1; y glow (up to 1: burns with the street lamps, 2: always); z leafiness. */
const FRAGMENT = /* glsl */ `
${LIT_FRAGMENT_PARS}

void main() {
  vec3 normal = normalize(vNormalW);
  vec3 albedo = vColour * (1.0 - 0.18 * uWetness);
  if (vDetail.z > 0.0) {
    vec2 at = vec2(vWorld.x + vWorld.y * 0.7, vWorld.z + vWorld.y * 0.4);
    vec4 leaf = texture2D(uNoise, at * 0.21);
    albedo *= 1.0 + vDetail.z * (leaf.g * 1.5 - 0.75);
    normal = normalize(normal + vDetail.z * 0.7 * (vec3(leaf.g, leaf.a, leaf.b) - 0.5));
  }
  vec3 colour = lit(albedo, normal, sunlit());
  if (vDetail.x > 0.0) {
    vec3 ray = normalize(vWorld - cameraPosition);
    vec3 bounced = reflect(ray, normal);
    float mirror = fresnel(-dot(ray, normal)) + 0.12 * vDetail.x;
    vec3 seen = bounced.z < 0.0 ? uFog * 0.3 : skyGradient(bounced) * 0.85;
    float glint = max(dot(bounced, uSunDirection), 0.0);
    glint *= glint; glint *= glint; glint *= glint; glint *= glint; glint *= glint;
    colour = mix(colour, seen, mirror * vDetail.x) + directionalLights[0].color * (glint * glint * vDetail.x * 0.8);
  }
  colour += vColour * (vDetail.y > 1.5 ? 1.0 : vDetail.y * uLamps * 1.6);
  finish(colour);
}
`;

/** Trees, poles, cars, roofs: vertex colours with gloss, glow and leaves. */
export function solidMaterial(look: LookUniforms): THREE.ShaderMaterial {
  return look.material({ lights: true, vertexShader: LIT_VERTEX, fragmentShader: FRAGMENT });
}
