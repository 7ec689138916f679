import type { Held } from '../../core/held.ts';
import type { ContinuousAxis, Scene } from '../../space/axis.ts';
import { Space } from '../../space/space.ts';
import type { GustPath } from '../../world/wind.ts';

/** How far the attitude that the drone is shown is off, in radians. */
export interface AttitudeErrors {
  readonly rollRad: Held;
  readonly pitchRad: Held;
}

/** Together as long as a lap at 8 m/s. */
const STRETCHES = 6;
const STRETCH_S = 2;
/** Axes end this many standard deviations from 0. */
const REACH = 4;
const RAD_PER_DEG = Math.PI / 180;

/** Of one component: severe turbulence 2.5 m above the ground (MIL-F-8785C, low altitude, 45 knots). */
const GUST_DEVIATION_MPS = 4.5;
const GUSTS = [
  { name: (i: number) => `gust${i}EastMps`, what: 'gust towards the east' },
  { name: (i: number) => `gust${i}NorthMps`, what: 'gust towards the north' },
] as const;

/** Small inertial units are sold with 1 to 2 deg in motion. */
const ERROR_DEVIATION_DEG = 2;
const ERRORS = [
  { name: (i: number) => `rollError${i}Deg`, what: 'error of the roll shown' },
  { name: (i: number) => `pitchError${i}Deg`, what: 'error of the pitch shown' },
] as const;

type Component = (typeof GUSTS)[number] | (typeof ERRORS)[number];

/** Wind stretch by stretch of a flight, on the nominal course; each component a draw of its own. */
export const GUSTS_SPACE = new Space('gusts', pathAxes(GUSTS, 'm/s', GUST_DEVIATION_MPS));
/** What the inertial unit gets wrong stretch by stretch of a flight, in still air on the nominal course. */
export const SENSOR_ERRORS_SPACE = new Space('sensor-errors', pathAxes(ERRORS, 'deg', ERROR_DEVIATION_DEG));

/** No gusts and no errors. */
export const UNDISTURBED: Scene = Object.fromEntries(
  [...GUSTS_SPACE.axes, ...SENSOR_ERRORS_SPACE.axes].map(({ name }) => [name, 0]),
);

/** The gusts of a scene; null where there is none, so that the wind is what it was without them. */
export function gustPath(number: (name: string) => number): GustPath | null {
  const [east, north] = GUSTS.map((gust) => held(gust, number, 1)) as [Held, Held];
  return [...east.values, ...north.values].every((mps) => mps === 0) ? null : { east, north };
}

export function attitudeErrors(number: (name: string) => number): AttitudeErrors {
  const [rollRad, pitchRad] = ERRORS.map((error) => held(error, number, RAD_PER_DEG)) as [Held, Held];
  return { rollRad, pitchRad };
}

/** In the order of time, so that the axes before one are what came before it. */
function pathAxes(components: readonly Component[], unit: string, deviation: number): ContinuousAxis[] {
  return Array.from({ length: STRETCHES }, (_, i) =>
    components.map(
      ({ name, what }): ContinuousAxis => ({
        kind: 'continuous',
        name: name(i + 1),
        unit,
        low: -REACH * deviation,
        high: REACH * deviation,
        description: `${what} from ${i * STRETCH_S} to ${(i + 1) * STRETCH_S} s`,
        prior: { kind: 'normal', mean: 0, deviation },
      }),
    ),
  ).flat();
}

function held({ name }: Component, number: (name: string) => number, times: number): Held {
  return {
    stretchS: STRETCH_S,
    values: Array.from({ length: STRETCHES }, (_, i) => times * number(name(i + 1))),
  };
}
