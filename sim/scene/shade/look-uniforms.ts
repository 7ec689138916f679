import * as THREE from 'three';
import type { Picture } from '../picture.ts';
import type { LightState } from './light-state.ts';
import { noiseTexture } from './noise-texture.ts';

/** The uniforms that every material of one scene shares, set once per picture. */
export class LookUniforms {
  readonly shared = {
    uNoise: { value: noiseTexture() },
    uSunDirection: { value: new THREE.Vector3(0, 0, 1) },
    uZenith: { value: new THREE.Color() },
    uHorizon: { value: new THREE.Color() },
    uSunGlow: { value: new THREE.Color() },
    uSun: { value: new THREE.Color() },
    uFog: { value: new THREE.Color() },
    uFogDensity: { value: 0 },
    uCloud: { value: 0 },
    uCloudLit: { value: new THREE.Color() },
    uCloudShade: { value: new THREE.Color() },
    uLamps: { value: 0 },
    uWetness: { value: 0 },
    uRain: { value: 0 },
    uTime: { value: 0 },
    uMarkingWear: { value: 0 },
    uRoadBrightness: { value: 1 },
  };

  set(picture: Picture, light: LightState): void {
    const to = this.shared;
    to.uSunDirection.value.copy(light.sunDirection);
    to.uZenith.value.copy(light.zenith);
    to.uHorizon.value.copy(light.horizon);
    to.uSunGlow.value.copy(light.sunGlow);
    to.uSun.value.copy(light.sun);
    to.uFog.value.copy(light.fog);
    to.uFogDensity.value = light.fogDensityPerM;
    to.uCloud.value = light.cloud;
    to.uCloudLit.value.copy(light.cloudLit);
    to.uCloudShade.value.copy(light.cloudShade);
    to.uLamps.value = light.lamps;
    to.uWetness.value = picture.weather.wetness;
    to.uRain.value = picture.weather.rain;
    to.uTime.value = picture.timeS;
    to.uMarkingWear.value = picture.road.markingWear;
    to.uRoadBrightness.value = picture.road.brightness;
  }

  /** A material that reads these uniforms and, where `lights`, three's sun, sky light and shadow. */
  material(
    parameters: Pick<THREE.ShaderMaterialParameters, 'vertexShader' | 'fragmentShader' | 'transparent'> & {
      lights: boolean;
      own?: Readonly<Record<string, THREE.IUniform>>;
    },
  ): THREE.ShaderMaterial {
    const { own = {}, ...rest } = parameters;
    const lights = rest.lights ? THREE.UniformsUtils.clone(THREE.UniformsLib.lights) : {};
    return new THREE.ShaderMaterial({
      ...rest,
      vertexColors: rest.lights,
      depthWrite: !rest.transparent,
      // Roofs and leaves are open sheets: both sides must cast.
      shadowSide: THREE.DoubleSide,
      uniforms: { ...lights, ...this.shared, ...own },
    });
  }

  dispose(): void {
    this.shared.uNoise.value.dispose();
  }
}
