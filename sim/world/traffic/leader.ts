import type { Path } from '../../geometry/path.ts';
import { type Body, holds } from './body.ts';

/** What is next on someone's way. Reused in place. */
export interface Leader {
  /** Bumper to bumper along the way; Infinity where the way is free. */
  gapM: number;
  /** Along the way; negative for what comes towards. */
  speedMps: number;
}

/** Kept free on both sides of whoever moves along a way. */
const SIDE_GAP_M = 0.15;
const LOOK_M = 42;
const STRIDE_M = 1;

/**
 * Finds what stands or moves in the strip that `self` will drive over, at most LOOK_M ahead on its
 * path: lane discipline makes a leader of whoever is in the strip, wherever he came from. `present`
 * holds 0 for bodies that are not there. Without `oncoming`, whoever faces the other way is left out.
 */
export function findLeader(
  path: Path,
  alongM: number,
  self: Body,
  bodies: readonly Body[],
  present: Uint8Array,
  oncoming: boolean,
  into: Leader,
): Leader {
  into.gapM = Number.POSITIVE_INFINITY;
  into.speedMps = 0;
  const brakingM = 8 + 1.5 * self.speedMps + (self.speedMps * self.speedMps) / 3;
  const lookM = Math.min(LOOK_M, brakingM);
  for (let j = 0; j < bodies.length; j++) {
    const other = bodies[j] as Body;
    if (other === self || present[j] === 0) continue;
    const dx = other.xM - self.xM;
    const dy = other.yM - self.yM;
    const reach = lookM + other.halfLengthM;
    if (dx * dx + dy * dy > reach * reach) continue;
    if (dx * self.cos + dy * self.sin < -1) continue;
    nearer(path, alongM, lookM, self, other, oncoming, into);
  }
  return into;
}

function nearer(
  path: Path,
  alongM: number,
  lookM: number,
  self: Body,
  other: Body,
  oncoming: boolean,
  into: Leader,
): void {
  const { xyM, headingRad, stepM, count } = path;
  const stride = Math.max(1, Math.round(STRIDE_M / stepM));
  const last = Math.min(
    count - 1,
    Math.floor((alongM + Math.min(lookM, into.gapM) + self.halfLengthM) / stepM),
  );
  const grownM = self.halfWidthM + SIDE_GAP_M;
  for (let i = Math.ceil((alongM + self.halfLengthM / 2) / stepM); i <= last; i += stride) {
    const x = xyM[2 * i] as number;
    const y = xyM[2 * i + 1] as number;
    if (!holds(other, x, y, grownM)) continue;
    const heading = headingRad[i] as number;
    const cos = Math.cos(heading);
    const sin = Math.sin(heading);
    const turnCos = cos * other.cos + sin * other.sin;
    if (!oncoming && turnCos < 0) return;
    const turnSin = cos * other.sin - sin * other.cos;
    const half = Math.abs(turnCos) * other.halfLengthM + Math.abs(turnSin) * other.halfWidthM;
    const middleM = i * stepM + (other.xM - x) * cos + (other.yM - y) * sin;
    const gapM = Math.max(0, middleM - half - alongM - self.halfLengthM);
    if (gapM < into.gapM) {
      into.gapM = gapM;
      into.speedMps = other.speedMps * turnCos;
    }
    return;
  }
}
