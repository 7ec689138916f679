import type * as THREE from 'three';
import { LIT_FRAGMENT_PARS, LIT_VERTEX } from './common-glsl.ts';
import type { LookUniforms } from './look-uniforms.ts';

/**
 * Walls with windows, drawn by the fragment stage so that a house costs eight triangles.
 * `detail`: x columns and y storeys from the wall's lower left corner, z the house's own number
 * in [0, 1), w the style (see FACADE_STYLES in bake/building.ts).
 */
const FRAGMENT = /* glsl */ `
${LIT_FRAGMENT_PARS}

float between(float at, float low, float high, float pixel) {
  float sharp = clamp((min(at + 0.5 * pixel, high) - max(at - 0.5 * pixel, low)) / max(pixel, 1e-4), 0.0, 1.0);
  return mix(sharp, high - low, smoothstep(0.5, 1.2, pixel));
}

// Whole numbers, because the precision of sin differs between renderers.
float hash(vec2 cell) {
  uvec2 q = uvec2(ivec2(floor(cell * 64.0)));
  uint h = q.x * 1597334677u ^ q.y * 3812015801u;
  h = (h ^ (h >> 15u)) * 2246822519u;
  h ^= h >> 13u;
  return float(h & 0xffffu) / 65536.0;
}

void main() {
  vec2 at = vDetail.xy;
  vec2 cell = floor(at);
  vec2 inside = at - cell;
  vec2 pixel = fwidth(at);
  float own = floor(vDetail.z * 64.0 + 0.5) / 64.0;
  float style = vDetail.w;
  vec4 half0 = vec4(0.28, 0.72, 0.30, 0.80);
  if (style > 0.5) half0 = vec4(0.34, 0.66, 0.22, 0.82);
  if (style > 1.5) half0 = vec4(0.10, 0.90, 0.34, 0.82);
  bool ground = cell.y < 0.5;
  bool door = ground && abs(cell.x - floor(1.0 + own * 3.0)) < 0.5;
  if (ground && style > 1.5) half0 = vec4(0.06, 0.94, 0.10, 0.78);
  if (door) half0 = vec4(0.34, 0.66, 0.02, 0.74);
  vec2 rim = vec2(0.030, 0.035);
  float glass = between(inside.x, half0.x, half0.y, pixel.x) * between(inside.y, half0.z, half0.w, pixel.y);
  float frame = between(inside.x, half0.x - rim.x, half0.y + rim.x, pixel.x)
    * between(inside.y, half0.z - rim.y, half0.w + rim.y, pixel.y) - glass;
  float cross = style < 1.5 && !door ? between(inside.x, 0.49, 0.51, pixel.x) * glass * step(pixel.x, 0.25) : 0.0;

  vec3 normal = normalize(vNormalW);
  vec2 along = vec2(vWorld.x + vWorld.y, vWorld.z);
  vec4 grain = texture2D(uNoise, along * 0.31);
  vec4 stain = texture2D(uNoise, along * 0.043);
  float courses = between(fract(at.y * 12.0), 0.0, 0.16, pixel.y * 12.0);
  float brick = style > 0.5 && style < 1.5 ? 1.0 : 0.0;
  vec3 wall = vColour * (0.86 + 0.14 * grain.g + 0.18 * (stain.b - 0.5)) * (1.0 - 0.25 * brick * courses);
  if (style > 1.5 && ground) wall *= 0.55;
  wall *= 1.0 - 0.22 * clamp(1.0 - vWorld.z * 0.7, 0.0, 1.0);
  wall *= 1.0 - 0.16 * uWetness;
  float open = sunlit();
  vec3 colour = lit(wall, normal, open);
  colour = mix(colour, lit(vec3(0.62, 0.60, 0.56) * (0.6 + 0.5 * own), normal, open), clamp(frame + cross, 0.0, 1.0));

  vec3 ray = normalize(vWorld - cameraPosition);
  vec3 bounced = reflect(ray, normal);
  float number = hash(cell + own * 91.7);
  vec3 room = door ? vec3(0.10, 0.06, 0.04) + 0.12 * vec3(own, own * 0.4, 1.0 - own) : vec3(0.05, 0.06, 0.07) + 0.10 * number;
  float curtain = door ? 0.0 : step(0.6, number) * step(0.45, inside.y);
  vec3 pane = lit(mix(room, vec3(0.45, 0.42, 0.38), 0.5 * curtain), normal, open * 0.6);
  vec3 seen = skyGradient(vec3(bounced.xy, abs(bounced.z))) * 0.8;
  pane = mix(pane, seen, door ? 0.03 : 0.18 + 0.7 * fresnel(-dot(ray, normal)));
  float burning = door ? 0.0 : step(0.45, hash(cell.yx + own * 37.3)) * uLamps;
  pane = mix(pane, vec3(1.0, 0.72, 0.36) * (0.55 + 0.4 * number), burning);
  finish(mix(colour, pane, clamp(glass - cross, 0.0, 1.0)));
}
`;

export function facadeMaterial(look: LookUniforms): THREE.ShaderMaterial {
  return look.material({ lights: true, vertexShader: LIT_VERTEX, fragmentShader: FRAGMENT });
}
