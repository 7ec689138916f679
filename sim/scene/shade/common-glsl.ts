/** Vertex stage shared by everything that is lit: world position, normal, colour, detail, shadow place. */
export const LIT_VERTEX_PARS = /* glsl */ `
attribute vec4 detail;
varying vec3 vWorld;
varying vec3 vNormalW;
varying vec3 vColour;
varying vec4 vDetail;
#include <common>
#include <shadowmap_pars_vertex>

void placeInWorld(vec4 world) {
  vWorld = world.xyz;
  vNormalW = mat3(modelMatrix) * normal;
  vColour = color;
  vDetail = detail;
  #if defined(USE_SHADOWMAP) && NUM_DIR_LIGHT_SHADOWS > 0
    vec3 lifted = world.xyz + vNormalW * directionalLightShadows[0].shadowNormalBias;
    vDirectionalShadowCoord[0] = directionalShadowMatrix[0] * vec4(lifted, 1.0);
  #endif
  gl_Position = projectionMatrix * viewMatrix * world;
}
`;

export const LIT_VERTEX = /* glsl */ `
${LIT_VERTEX_PARS}
void main() {
  placeInWorld(modelMatrix * vec4(position, 1.0));
}
`;

/** Colour of the sky in a direction, without clouds; fog, domes and reflections agree through it. */
export const SKY_PARS = /* glsl */ `
uniform vec3 uSunDirection;
uniform vec3 uZenith;
uniform vec3 uHorizon;
uniform vec3 uSunGlow;
uniform vec3 uFog;
uniform float uFogDensity;

vec3 sunHalo(vec3 direction) {
  float s = max(dot(direction, uSunDirection), 0.0);
  float s2 = s * s;
  float s8 = s2 * s2 * s2 * s2;
  float s64 = s8 * s8; s64 *= s64; s64 *= s64;
  return uSunGlow * (0.30 * s8 + 0.6 * s64);
}

vec3 skyGradient(vec3 direction) {
  float up = clamp(direction.z, 0.0, 1.0);
  float t = 1.0 - up;
  t *= t; t *= t;
  return mix(uZenith, uHorizon, t) + sunHalo(direction);
}

vec3 throughAir(vec3 colour, vec3 fromEye) {
  float distanceM = length(fromEye);
  vec3 haze = uFog + sunHalo(fromEye / distanceM);
  return mix(haze, colour, exp(-distanceM * uFogDensity)) + 0.22 * (haze - uFog);
}
`;

/** Fragment stage shared by everything that is lit. */
export const LIT_FRAGMENT_PARS = /* glsl */ `
uniform sampler2D uNoise;
uniform float uWetness;
uniform float uRain;
uniform float uTime;
uniform float uLamps;
varying vec3 vWorld;
varying vec3 vNormalW;
varying vec3 vColour;
varying vec4 vDetail;
#include <common>
#include <packing>
#include <lights_pars_begin>
#include <shadowmap_pars_fragment>
${SKY_PARS}

float sunlit() {
  #if defined(USE_SHADOWMAP) && NUM_DIR_LIGHT_SHADOWS > 0
    vec3 place = vDirectionalShadowCoord[0].xyz;
    place.z += directionalLightShadows[0].shadowBias;
    if (any(lessThan(place.xy, vec2(0.0))) || any(greaterThan(place, vec3(1.0)))) return 1.0;
    #if defined(SHADOWMAP_TYPE_PCF)
      float open = texture(directionalShadowMap[0], place);
    #else
      float open = step(place.z, texture2D(directionalShadowMap[0], place.xy).r);
    #endif
    return mix(1.0, open, directionalLightShadows[0].shadowIntensity);
  #else
    return 1.0;
  #endif
}

vec3 lit(vec3 albedo, vec3 normal, float sunShare) {
  vec3 direct = directionalLights[0].color * (max(dot(normal, uSunDirection), 0.0) * sunShare);
  vec3 sky = mix(hemisphereLights[0].groundColor, hemisphereLights[0].skyColor, 0.5 + 0.5 * normal.z);
  return albedo * (direct + sky);
}

float fresnel(float cosine) {
  float t = 1.0 - clamp(cosine, 0.0, 1.0);
  float t2 = t * t;
  return 0.03 + 0.97 * t2 * t2 * t;
}

void finish(vec3 colour) {
  gl_FragColor = vec4(throughAir(colour, vWorld - cameraPosition), 1.0);
  #include <colorspace_fragment>
}
`;

/** Water on flat ground: darker, and a mirror of sky and sun at grazing angles. */
export const WET_PARS = /* glsl */ `
vec3 wetGround(vec3 dry, float film, float ripple, float sunShare) {
  vec3 ray = normalize(vWorld - cameraPosition);
  float graze = 1.0 + ray.z;
  float mirror = film * (0.08 + 0.92 * graze * graze * graze);
  vec3 bounced = normalize(vec3(ray.xy + (ripple - 0.5) * 0.10 * ray.xy, abs(ray.z) + (ripple - 0.5) * 0.12));
  vec3 seen = mix(skyGradient(bounced), uHorizon, 0.35) * mix(0.5, 0.92, smoothstep(0.02, 0.35, bounced.z));
  seen *= 0.9 + 0.25 * (ripple - 0.5);
  vec2 aside = vec2(-uSunDirection.y, uSunDirection.x);
  float off = dot(bounced.xy, aside);
  float rise = bounced.z - uSunDirection.z;
  float facing = step(0.0, dot(bounced.xy, uSunDirection.xy));
  float glint = facing * exp(-off * off * 90.0 - rise * rise * 7.0);
  seen += directionalLights[0].color * (glint * sunShare * (0.6 + 0.8 * ripple));
  return mix(dry, seen, min(mirror, 0.9));
}
`;
