import type { Point } from '../../space/axis.ts';

export interface Ball {
  readonly centre: Point;
  readonly radius: number;
}

/** How far a gap reaches: the gap (below 0) where the score is 0, and the one where it is 1. */
export interface Slope {
  readonly depth: number;
  readonly reach: number;
}

/** A gap is a signed distance to the failures: 0 on their border, negative inside. The score follows it. */
export function scoreOfGap(gap: number, { depth, reach }: Slope): number {
  return 0.5 + 0.5 * Math.max(-1, Math.min(1, gap / (gap < 0 ? depth : reach)));
}

/** Distance over the axes that a centre names; further ones do not matter. */
export function distanceTo(centre: Point, point: Point): number {
  let sum = 0;
  for (let i = 0; i < centre.length; i++) {
    const d = (point[i] as number) - (centre[i] as number);
    sum += d * d;
  }
  return Math.sqrt(sum);
}

/** The gap to the nearest ball. */
export function gapToBalls(balls: readonly Ball[], point: Point): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { centre, radius } of balls) least = Math.min(least, distanceTo(centre, point) - radius);
  return least;
}

/** The gap to the nearest box of equal sides, by its most distant face. */
export function gapToCubes(centres: readonly Point[], halfSide: number, point: Point): number {
  let least = Number.POSITIVE_INFINITY;
  for (const centre of centres) {
    let most = 0;
    for (let i = 0; i < centre.length; i++) {
      most = Math.max(most, Math.abs((point[i] as number) - (centre[i] as number)));
    }
    least = Math.min(least, most - halfSide);
  }
  return least;
}
