import type { Point } from '../../space/axis.ts';
import { distanceTo } from './gaps.ts';
import { ballVolume, boxVolume } from './volumes.ts';

/** Scenes can be on nine balls that do not touch: about the middle, and towards each corner. */
const RADIUS = 0.38;
const SIDES = [-0.6, 0.6];
const CENTRES: readonly Point[] = [
  [0, 0, 0],
  ...SIDES.flatMap((x) => SIDES.flatMap((y) => SIDES.map((z) => [x, y, z]))),
];
const DIRECTION: Point = [2 / 3, 1 / 3, 2 / 3];
const FAILS_FROM = 0.45;

/** The gap to the half-space of failures; it goes on where scenes cannot be. */
export function gapOfArchipelago(point: Point): number {
  return FAILS_FROM - along(point);
}

/** Why a scene cannot be, or null on an island. */
export function offTheIslands(point: Point): string | null {
  const nearest = Math.min(...CENTRES.map((centre) => distanceTo(centre, point)));
  return nearest <= RADIUS ? null : `${(nearest - RADIUS).toFixed(3)} from the nearest island`;
}

/** The half-space takes of each island all, nothing, or a cap of height h: pi h^2 (3 r - h) / 3. */
export const ARCHIPELAGO_SHARE =
  CENTRES.reduce((sum, centre) => {
    const height = Math.min(2 * RADIUS, Math.max(0, along(centre) + RADIUS - FAILS_FROM));
    return sum + (Math.PI * height * height * (3 * RADIUS - height)) / 3;
  }, 0) / boxVolume(3);

export const ARCHIPELAGO_POSSIBLE = (CENTRES.length * ballVolume(3, RADIUS)) / boxVolume(3);

function along(point: Point): number {
  return DIRECTION.reduce((sum, share, i) => sum + share * (point[i] as number), 0);
}
