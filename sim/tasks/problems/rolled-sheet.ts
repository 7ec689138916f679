import type { Point } from '../../space/axis.ts';

const INNER = 0.15;
const OUTER = 0.95;
const TURNS = 2;
const WHOLE_ANGLE = TURNS * 2 * Math.PI;
const HALF_THICKNESS = 0.01;

/**
 * A thin sheet rolled up as a spiral about the third axis (the Swiss roll of manifold learning): its distance from
 * that axis grows with the angle. The gap is to the nearest turn, or to an end of the spiral.
 */
export function gapToRolledSheet([x = 0, y = 0]: Point): number {
  const fromAxis = Math.sqrt(x * x + y * y);
  const angle = Math.atan2(y, x);
  const firstAngle = angle < 0 ? angle + 2 * Math.PI : angle;
  let least = Math.min(distance(x - INNER, y), distance(x - OUTER, y));
  for (let turn = 0; turn < TURNS; turn++) {
    const radius = INNER + ((OUTER - INNER) * (firstAngle + turn * 2 * Math.PI)) / WHOLE_ANGLE;
    least = Math.min(least, Math.abs(fromAxis - radius) - HALF_THICKNESS);
  }
  return least;
}

/** At an angle the band from r - w to r + w has the area 2 w r per radian, and r has the mean of both ends. */
export const ROLLED_SHEET_SHARE = (2 * HALF_THICKNESS * WHOLE_ANGLE * (INNER + OUTER)) / 2 / 4;

export const ROLLED_SHEET_DEPTH = HALF_THICKNESS;

function distance(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
