import type { Proposal, Trial } from '../../adversary/index.ts';
import type { Point } from '../../sim/space/axis.ts';

/** Three separated balls of failures in a box of three or more axes; further axes do not matter. */
export const MODE_CENTRES: readonly Point[] = [
  [-0.6, -0.6, -0.5],
  [0.6, 0.5, -0.5],
  [-0.1, 0.4, 0.6],
];
/** Each ball holds 2.2 % of the box's volume: 4/3 pi 0.35^3 / 8. */
export const MODE_RADIUS = 0.35;

/** Which ball a point is in, or -1. */
export function modeOf(point: Point): number {
  return MODE_CENTRES.findIndex((centre) => distanceTo(centre, point) <= MODE_RADIUS);
}

/** Scores a proposal: 0 at a ball's centre, 0.5 at its surface, 1 far away; fails at or below 0.5. */
export function scoreProposal(proposal: Proposal): Trial {
  const nearest = Math.min(...MODE_CENTRES.map((centre) => distanceTo(centre, proposal.point)));
  return {
    ...proposal,
    score: Math.min(1, nearest / (2 * MODE_RADIUS)),
    failed: modeOf(proposal.point) >= 0,
  };
}

function distanceTo(centre: Point, point: Point): number {
  return Math.sqrt(centre.reduce((sum, c, i) => sum + (c - (point[i] as number)) ** 2, 0));
}
