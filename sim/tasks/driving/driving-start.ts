import { Rng } from '../../core/rng.ts';
import type { Route } from '../../geometry/route.ts';

const JITTER_M = 0.2;
const JITTER_RAD = 0.03;

export interface DrivingStart {
  readonly xM: number;
  readonly yM: number;
  readonly headingRad: number;
  readonly speedMps: number;
  /** Left of the lane's centre. */
  readonly offsetM: number;
}

/** Where a drive begins: at the route's start, a little off it, as the seed says. */
export function drivingStart({ path }: Pick<Route, 'path'>, seed: number): DrivingStart {
  const jitter = new Rng(seed, 'start');
  const headingRad = (path.headingRad[0] as number) + jitter.range(-JITTER_RAD, JITTER_RAD);
  const offsetM = jitter.range(-JITTER_M, JITTER_M);
  return {
    xM: (path.xyM[0] as number) - Math.sin(headingRad) * offsetM,
    yM: (path.xyM[1] as number) + Math.cos(headingRad) * offsetM,
    headingRad,
    speedMps: 0,
    offsetM,
  };
}
