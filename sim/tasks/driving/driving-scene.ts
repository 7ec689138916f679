import type { RoadLook, Weather } from '../../scene/picture.ts';
import { WEATHERS, type WeatherName } from '../../scene/weathers.ts';
import type { CameraMount } from '../../sensors/mounted-camera.ts';
import type { Axis, Scene } from '../../space/axis.ts';
import { sceneProblem } from '../../space/scene-problem.ts';
import { Space } from '../../space/space.ts';

/** A scene of the driving tasks, complete: where the camera sits, the light, the road. */
export interface DrivingScene {
  readonly camera: CameraMount;
  readonly weather: Weather;
  readonly road: RoadLook;
}

const WEATHER_NAMES = Object.keys(WEATHERS) as readonly WeatherName[];

/** The camera sits behind the windscreen. */
const CAMERA_FORWARD_M = 0.9;

function axis(name: string, unit: string, low: number, high: number, description: string): Axis {
  return { kind: 'continuous', name, unit, low, high, description };
}

/** The published space: camera height, camera pitch, and six named weathers (SADA's CARLA task). */
export const PAPER_SPACE = new Space('paper', [
  axis('cameraHeightM', 'm', 1, 2, 'height of the camera above the road'),
  axis('cameraPitchDeg', 'deg', -20, -10, 'camera pitch; negative looks down'),
  { kind: 'categorical', name: 'weather', values: WEATHER_NAMES, description: 'named weather' },
]);

export const EXTENDED_SPACE = new Space('extended', [
  axis('cameraHeightM', 'm', 0.8, 2.4, 'height of the camera above the road'),
  axis('cameraPitchDeg', 'deg', -25, -5, 'camera pitch; negative looks down'),
  axis('cameraYawDeg', 'deg', -12, 12, 'camera yaw; positive looks left'),
  axis('cameraRollDeg', 'deg', -12, 12, 'camera roll; positive is clockwise as seen'),
  axis('cameraLateralM', 'm', -0.6, 0.6, 'camera offset from the middle of the car; positive is left'),
  axis('cameraFovDeg', 'deg', 75, 120, 'horizontal field of view'),
  axis('sunAzimuthDeg', 'deg', -180, 180, 'direction to the sun, counter-clockwise from east'),
  axis('sunAltitudeDeg', 'deg', 2, 85, 'height of the sun above the horizon'),
  axis('cloud', '1', 0, 1, 'share of the sky covered'),
  axis('fogDensityPerM', '1/m', 0, 0.06, 'extinction of the fog'),
  axis('rain', '1', 0, 1, 'rain, none to heavy'),
  axis('wetness', '1', 0, 1, 'water on the road, which also takes grip'),
  axis('markingWear', '1', 0, 1, 'wear of the lane paint, fresh to all but gone'),
  axis('roadBrightness', '1', 0.5, 1.8, "brightness of the road's texture"),
]);

/** The scene the driving agents are designed for: clear noon, camera at its design pose. */
export const NOMINAL_SCENE: Scene = {
  cameraHeightM: 1.5,
  cameraPitchDeg: -15,
  cameraYawDeg: 0,
  cameraRollDeg: 0,
  cameraLateralM: 0,
  cameraFovDeg: 100,
  weather: 'ClearNoon',
  ...WEATHERS.ClearNoon,
  markingWear: 0,
  roadBrightness: 1,
};

/**
 * Completes a scene: what it leaves out is nominal, and a named weather stands for its numbers
 * unless they are given too. Throws an error of kind `data` for an unknown axis or a value out
 * of range.
 */
export function completeScene(scene: Scene): DrivingScene {
  const problem = sceneProblem('A driving scene', [PAPER_SPACE, EXTENDED_SPACE], scene);
  if (problem !== null) throw problem;
  const full = withNumbers(scene) as Record<string, number>;
  const number = (name: string) => full[name] as number;
  return {
    camera: {
      forwardM: CAMERA_FORWARD_M,
      heightM: number('cameraHeightM'),
      pitchDeg: number('cameraPitchDeg'),
      yawDeg: number('cameraYawDeg'),
      rollDeg: number('cameraRollDeg'),
      leftM: number('cameraLateralM'),
      horizontalFovDeg: number('cameraFovDeg'),
    },
    weather: {
      sunAzimuthDeg: number('sunAzimuthDeg'),
      sunAltitudeDeg: number('sunAltitudeDeg'),
      cloud: number('cloud'),
      fogDensityPerM: number('fogDensityPerM'),
      rain: number('rain'),
      wetness: number('wetness'),
    },
    road: { markingWear: number('markingWear'), brightness: number('roadBrightness') },
  };
}

function withNumbers(scene: Scene): Scene {
  const named = scene.weather === undefined ? {} : WEATHERS[scene.weather as WeatherName];
  return { ...NOMINAL_SCENE, ...named, ...scene };
}

/** A scene in all its axes; a weather keeps its name only where the numbers are those of the name. */
export function fullScene(scene: Scene): Scene {
  const full = withNumbers(scene);
  const named = Object.entries(WEATHERS[full.weather as WeatherName]);
  if (named.every(([name, value]) => full[name] === value)) return full;
  const { weather: _, ...numbers } = full;
  return numbers;
}

/**
 * Tyre-road friction coefficient by wetness: dry asphalt 0.9, a soaked road 0.45 (typical
 * peak values for dry and for wet worn asphalt).
 */
export function frictionCoefficient(wetness: number): number {
  return 0.9 - 0.45 * wetness;
}
