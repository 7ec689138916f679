import { SHAPE_CLASSES, type ShapeClass, type Weather } from '../../scene/picture.ts';
import type { CameraEffects } from '../../sensors/camera-effects.ts';
import type { Axis, Scene } from '../../space/axis.ts';
import { sceneProblem } from '../../space/scene-problem.ts';
import { Space } from '../../space/space.ts';
import { BACKDROPS, type Backdrop, GROUNDS, type Ground } from './detection-stage.ts';

/** A scene of the detection tasks, complete. Angles in degrees. */
export interface DetectionScene {
  /** The class to be shown; null where the episode's seed draws it. */
  readonly name: ShapeClass | null;
  /** Where the camera is, seen from the object's middle: 0 is ahead of its nose, 90 to its left. */
  readonly camera: { readonly distanceM: number; readonly azimuthDeg: number; readonly pitchDeg: number };
  /** sRGB, 0 to 1. */
  readonly colour: readonly [number, number, number];
  readonly ground: Ground;
  readonly backdrop: Backdrop;
  readonly weather: Weather;
  readonly occluder: { readonly cover: number; readonly offset: number };
  readonly effects: CameraEffects;
}

function axis(name: string, unit: string, low: number, high: number, description: string): Axis {
  return { kind: 'continuous', name, unit, low, high, description };
}

const VIEW_AXES: readonly Axis[] = [
  axis('cameraDistanceM', 'm', 8, 14.5, "from the camera to the object's middle"),
  axis('cameraAzimuthDeg', 'deg', -180, 180, 'where the camera is; 0 ahead of the object, 90 to its left'),
  axis('cameraPitchDeg', 'deg', 0, 51.6, "height of the camera over the object's middle, looking down on it"),
  axis('lightAzimuthDeg', 'deg', -180, 180, 'direction to the sun; 0 is behind the camera'),
  axis('lightPitchDeg', 'deg', 2.9, 90, 'height of the sun above the horizon'),
  axis('colourR', '1', 0, 1, "red of the object's main parts (sRGB)"),
  axis('colourG', '1', 0, 1, "green of the object's main parts (sRGB)"),
  axis('colourB', '1', 0, 1, "blue of the object's main parts (sRGB)"),
];

const WORLD_AXES: readonly Axis[] = [
  { kind: 'categorical', name: 'ground', values: GROUNDS, description: 'what the object stands on' },
  { kind: 'categorical', name: 'backdrop', values: BACKDROPS, description: 'what stands round about' },
  axis('fogDensityPerM', '1/m', 0, 0.12, 'extinction of the fog'),
  axis('occluderCover', '1', 0, 0.6, "share of the object's width behind a hoarding"),
  axis('occluderOffset', '1', -1, 1, 'where the hoarding is: -1 at the left end, 1 at the right'),
  axis('sensorNoise', '1', 0, 0.15, 'deviation of the noise of every pixel, share of full scale'),
  axis('motionBlur', '1', 0, 0.1, 'drag of the picture, share of its width'),
  axis('motionBlurDeg', 'deg', 0, 90, 'direction of the drag in the picture, sideways to upright'),
];

/** The class's name where each seed draws one. */
const ANY = 'any';

const CLASS_AXIS: Axis = {
  kind: 'categorical',
  name: 'class',
  values: [ANY, ...SHAPE_CLASSES],
  description: "the object's class; any: drawn from the seed",
};

/** The published space: camera, light and colour (SADA's detection task). */
export const PAPER_SPACE = new Space('paper', VIEW_AXES);
export const EXTENDED_SPACE = new Space('extended', [...VIEW_AXES, ...WORLD_AXES]);
/** The extended space of the task over all classes, where the class is an axis as well. */
export const EXTENDED_SPACE_OF_ALL = new Space('extended', [CLASS_AXIS, ...VIEW_AXES, ...WORLD_AXES]);

const COLOUR_AXES = ['colourR', 'colourG', 'colourB'];
const colourless = ({ name, axes }: Space) =>
  new Space(
    name,
    axes.filter((one) => !COLOUR_AXES.includes(one.name)),
  );

/** The spaces of the task over one class. */
export const SPACES: readonly Space[] = [PAPER_SPACE, EXTENDED_SPACE];
export const SPACES_OF_ALL: readonly Space[] = [PAPER_SPACE, EXTENDED_SPACE_OF_ALL];
/** Those of a model that no colour of the scene's would change. */
export const COLOURLESS_SPACES = SPACES.map(colourless);

/** A red object on asphalt among trees, seen from ahead and to its left, the sun high behind the camera. */
export const NOMINAL_SCENE: Scene = {
  cameraDistanceM: 11,
  cameraAzimuthDeg: 40,
  cameraPitchDeg: 15,
  lightAzimuthDeg: 50,
  lightPitchDeg: 45,
  colourR: 0.7,
  colourG: 0.12,
  colourB: 0.1,
  ground: 'asphalt',
  backdrop: 'trees',
  fogDensityPerM: 0,
  occluderCover: 0,
  occluderOffset: 0,
  sensorNoise: 0,
  motionBlur: 0,
  motionBlurDeg: 0,
};

export const NOMINAL_SCENE_OF_ALL: Scene = { class: ANY, ...NOMINAL_SCENE };
export const COLOURLESS_NOMINAL_SCENE: Scene = Object.fromEntries(
  Object.entries(NOMINAL_SCENE).filter(([axisName]) => !COLOUR_AXES.includes(axisName)),
);

const CLOUD = 0.12;

/**
 * Completes a scene: what it leaves out is nominal. `name` is the task's class, or null for the task
 * over all; `spaces` are those that the scene may be of. Throws an error of kind `data` for an unknown axis or a value out of range.
 */
export function completeScene(
  scene: Scene,
  name: ShapeClass | null,
  spaces: readonly Space[] = name === null ? SPACES_OF_ALL : SPACES,
): DetectionScene {
  const problem = sceneProblem('A detection scene', spaces, scene);
  if (problem !== null) throw problem;
  const full = { ...NOMINAL_SCENE_OF_ALL, ...scene };
  const number = (axisName: string) => full[axisName] as number;
  const azimuthDeg = number('cameraAzimuthDeg');
  return {
    name: name ?? (full.class === ANY ? null : (full.class as ShapeClass)),
    camera: { distanceM: number('cameraDistanceM'), azimuthDeg, pitchDeg: number('cameraPitchDeg') },
    colour: [number('colourR'), number('colourG'), number('colourB')],
    ground: full.ground as Ground,
    backdrop: full.backdrop as Backdrop,
    weather: {
      sunAzimuthDeg: azimuthDeg + number('lightAzimuthDeg'),
      sunAltitudeDeg: number('lightPitchDeg'),
      cloud: CLOUD,
      fogDensityPerM: number('fogDensityPerM'),
      rain: 0,
      wetness: 0,
    },
    occluder: { cover: number('occluderCover'), offset: number('occluderOffset') },
    effects: {
      ...(number('motionBlur') > 0
        ? { motionBlur: { length: number('motionBlur'), directionDeg: number('motionBlurDeg') } }
        : {}),
      ...(number('sensorNoise') > 0 ? { noise: { deviation: number('sensorNoise') } } : {}),
    },
  };
}
