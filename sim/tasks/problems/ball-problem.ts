import { gapProblem } from './gap-problem.ts';
import { type Ball, gapToBalls, type Slope } from './gaps.ts';
import type { Problem } from './problem.ts';
import { ballVolume, boxVolume } from './volumes.ts';

/** Share of their box that balls fill which lie within it and apart. */
export function shareOf(balls: readonly Ball[]): number {
  return balls.reduce((sum, { centre, radius }) => {
    return sum + ballVolume(centre.length, radius) / boxVolume(centre.length);
  }, 0);
}

/** A problem whose score follows the distance to some balls on its first axes. */
export function ballProblem(
  name: string,
  dimension: number,
  balls: readonly Ball[],
  slope: Slope,
  words: readonly [string, string],
): Problem {
  return gapProblem(name, dimension, (point) => gapToBalls(balls, point), slope, shareOf(balls), words);
}
