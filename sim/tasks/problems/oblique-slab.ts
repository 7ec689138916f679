import type { Point } from '../../space/axis.ts';
import { weightedSumBelow } from './volumes.ts';

/** The slab lies across all axes at once, and across none squarely. */
const WEIGHTS: readonly number[] = [1, -2, 3, -1, 2, -3, 1, -2, 3, -1, 2, -3, 1, -2, 3];
const LENGTH = Math.sqrt(WEIGHTS.reduce((sum, weight) => sum + weight * weight, 0));
const OFFSET = 0.6;
const HALF_THICKNESS = 0.02;

export const SLAB_AXES = WEIGHTS.length;
export const SLAB_DEPTH = HALF_THICKNESS;

/** The gap to the slab, square to it. */
export function gapToSlab(point: Point): number {
  const along = WEIGHTS.reduce((sum, weight, i) => sum + weight * (point[i] as number), 0) / LENGTH;
  return Math.abs(along - OFFSET) - HALF_THICKNESS;
}

/** The sum is as likely above as below, so the shorter tail is asked for, where fewer terms cancel. */
export function slabShare(): number {
  const sizes = WEIGHTS.map(Math.abs);
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  const beyond = (along: number) => weightedSumBelow(sizes, (whole - along * LENGTH) / 2);
  return beyond(OFFSET - HALF_THICKNESS) - beyond(OFFSET + HALF_THICKNESS);
}
