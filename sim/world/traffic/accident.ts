import type { Body } from './body.ts';
import { holds } from './body.ts';

/** Who struck whom: a body strikes when it is its front that touches. Both do head-on. */
export interface Strike {
  readonly byEgo: boolean;
  readonly byOther: boolean;
}

/** Corners count as inside the other box this far outside it. */
const EDGE_M = 0.02;

/** Which of two boxes that just began to overlap touches with its front. */
export function strikeOf(ego: Body, other: Body): Strike {
  const point = { xM: 0, yM: 0, count: 0 };
  addCorners(ego, other, point);
  addCorners(other, ego, point);
  const xM = point.count > 0 ? point.xM / point.count : (ego.xM + other.xM) / 2;
  const yM = point.count > 0 ? point.yM / point.count : (ego.yM + other.yM) / 2;
  return { byEgo: touchesFront(ego, xM, yM), byOther: touchesFront(other, xM, yM) };
}

function addCorners(box: Body, other: Body, into: { xM: number; yM: number; count: number }): void {
  for (let corner = 0; corner < 4; corner++) {
    const along = (corner & 1 ? 1 : -1) * other.halfLengthM;
    const across = (corner & 2 ? 1 : -1) * other.halfWidthM;
    const x = other.xM + other.cos * along - other.sin * across;
    const y = other.yM + other.sin * along + other.cos * across;
    if (!holds(box, x, y, EDGE_M)) continue;
    into.xM += x;
    into.yM += y;
    into.count++;
  }
}

/** Of a box's sides, the one nearest to the point of contact is the one touched; the front wins a tie. */
function touchesFront(box: Body, xM: number, yM: number): boolean {
  const dx = xM - box.xM;
  const dy = yM - box.yM;
  const ahead = dx * box.cos + dy * box.sin;
  const aside = Math.abs(dy * box.cos - dx * box.sin);
  const toFront = Math.abs(box.halfLengthM - ahead);
  return ahead > 0 && toFront <= Math.abs(box.halfWidthM - aside) + 0.05;
}
