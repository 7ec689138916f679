import type { Point3 } from '../../geometry/closed-spline.ts';
import type { Weather } from '../../scene/picture.ts';
import type { Axis, Scene } from '../../space/axis.ts';
import { sceneProblem } from '../../space/scene-problem.ts';
import { Space } from '../../space/space.ts';
import type { WindSpec } from '../../world/wind.ts';
import {
  type AttitudeErrors,
  attitudeErrors,
  GUSTS_SPACE,
  gustPath,
  SENSOR_ERRORS_SPACE,
  UNDISTURBED,
} from './disturbances.ts';

export const ANCHOR_COUNTS = [3, 4, 5] as const;
export type AnchorCount = (typeof ANCHOR_COUNTS)[number];

/** A scene of the racing tasks, complete: the course, the air, the light. */
export interface UavScene {
  readonly anchors: readonly Point3[];
  readonly openingM: number;
  readonly gateRollRad: number;
  readonly wind: WindSpec;
  readonly weather: Weather;
  readonly attitudeErrors: AttitudeErrors;
}

/** The nominal anchors stand evenly on this circle, the first in the east, counter-clockwise. */
const CIRCLE_M = 16;
/** Half the side of the square about its nominal place in which each anchor lies. */
const HALF_SQUARE_M: Readonly<Record<AnchorCount, number>> = { 3: 12, 4: 11, 5: 9 };
const HEIGHT_M = { low: 2.4, nominal: 2.5, high: 5 } as const;
const RAD_PER_DEG = Math.PI / 180;

function axis(name: string, unit: string, low: number, high: number, description: string): Axis {
  return { kind: 'continuous', name, unit, low, high, description };
}

const AROUND: readonly Axis[] = [
  axis('gateOpeningM', 'm', 1.6, 3, "side of the gates' opening"),
  axis('gateRollDeg', 'deg', -20, 20, 'roll of the gates; positive lifts their left side'),
  axis('windSpeedMps', 'm/s', 0, 6, 'mean wind'),
  axis('windTowardDeg', 'deg', -180, 180, 'where the wind blows to, counter-clockwise from east'),
  axis('gustMps', 'm/s', 0, 2.5, 'standard deviation of the gusts'),
  axis('sunAzimuthDeg', 'deg', -180, 180, 'direction to the sun, counter-clockwise from east'),
  axis('sunAltitudeDeg', 'deg', 2, 85, 'height of the sun above the horizon'),
  axis('cloud', '1', 0, 1, 'share of the sky covered'),
  axis('fogDensityPerM', '1/m', 0, 0.06, 'extinction of the fog'),
];

const AROUND_NOMINAL: Scene = {
  gateOpeningM: 2.4,
  gateRollDeg: 0,
  windSpeedMps: 0,
  windTowardDeg: 0,
  gustMps: 0,
  sunAzimuthDeg: -120,
  sunAltitudeDeg: 50,
  cloud: 0.15,
  fogDensityPerM: 0,
  ...UNDISTURBED,
};

/** Spaces and nominal scene of the task with so many anchors. */
export interface UavSpaces {
  readonly paper: Space;
  readonly extended: Space;
  readonly nominal: Scene;
}

function spacesFor(count: AnchorCount): UavSpaces {
  const flat: Axis[] = [];
  const heights: Axis[] = [];
  const nominal: Record<string, number | string> = {};
  const half = HALF_SQUARE_M[count];
  for (let i = 0; i < count; i++) {
    const place = nominalAnchor(count, i);
    const name = `anchor${i + 1}`;
    (['XM', 'YM'] as const).forEach((suffix, k) => {
      const middle = place[k] as number;
      const way = k === 0 ? 'east' : 'north';
      flat.push(
        axis(`${name}${suffix}`, 'm', middle - half, middle + half, `anchor ${i + 1}, ${way} of the middle`),
      );
      nominal[`${name}${suffix}`] = middle;
    });
    heights.push(axis(`${name}ZM`, 'm', HEIGHT_M.low, HEIGHT_M.high, `anchor ${i + 1}, above the ground`));
    nominal[`${name}ZM`] = HEIGHT_M.nominal;
  }
  return {
    paper: new Space('paper', flat),
    extended: new Space('extended', [...flat, ...heights, ...AROUND]),
    nominal: { ...nominal, ...AROUND_NOMINAL },
  };
}

/** Rounded to centimetres, so that axes have readable ends. */
function nominalAnchor(count: number, i: number): readonly [number, number] {
  const angle = (2 * Math.PI * i) / count;
  const round = (value: number) => Math.round(CIRCLE_M * value * 100) / 100 + 0;
  return [round(Math.cos(angle)), round(Math.sin(angle))];
}

/** The anchors' places are the published space (their ranges were not published); all else is fixed there. */
export const UAV_SPACES: Readonly<Record<AnchorCount, UavSpaces>> = {
  3: spacesFor(3),
  4: spacesFor(4),
  5: spacesFor(5),
};

/**
 * Completes a scene: what it leaves out is nominal. Throws an error of kind `data` for an unknown axis or a
 * value out of range; a track that cannot be flown is not noticed here.
 */
export function completeScene(count: AnchorCount, scene: Scene): UavScene {
  const { paper, extended, nominal } = UAV_SPACES[count];
  const problem = sceneProblem('A racing scene', [paper, extended, GUSTS_SPACE, SENSOR_ERRORS_SPACE], scene);
  if (problem !== null) throw problem;
  const full = { ...nominal, ...scene } as Record<string, number>;
  const number = (name: string) => full[name] as number;
  const gusts = gustPath(number);
  return {
    anchors: Array.from({ length: count }, (_, i): Point3 => {
      const name = `anchor${i + 1}`;
      return [number(`${name}XM`), number(`${name}YM`), number(`${name}ZM`)];
    }),
    openingM: number('gateOpeningM'),
    gateRollRad: number('gateRollDeg') * RAD_PER_DEG,
    wind: {
      speedMps: number('windSpeedMps'),
      towardRad: number('windTowardDeg') * RAD_PER_DEG,
      gustMps: number('gustMps'),
      ...(gusts === null ? {} : { path: gusts }),
    },
    weather: {
      sunAzimuthDeg: number('sunAzimuthDeg'),
      sunAltitudeDeg: number('sunAltitudeDeg'),
      cloud: number('cloud'),
      fogDensityPerM: number('fogDensityPerM'),
      rain: 0,
      wetness: 0,
    },
    attitudeErrors: attitudeErrors(number),
  };
}
