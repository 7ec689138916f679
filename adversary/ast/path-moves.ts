import type { Rng } from '../../sim/core/index.ts';
import { normalBelow, normalQuantile } from '../../sim/space/index.ts';

/** Coordinates at the ends of the box stand this many deviations out. */
const FURTHEST = 6;
/** The smallest step, in deviations. */
const LEAST_STEP = 0.05;

/** How far the next move goes: from hardly at all (0.05) to a draw that has forgotten where it began (1), evenly in the logarithm. */
export function drawStep(rng: Rng): number {
  return Math.exp(rng.float() * Math.log(LEAST_STEP));
}

/**
 * A step from a coordinate that keeps the prior, in which coordinates are uniform: Crank and Nicolson's, on the
 * normal scale (Cotter, Roberts, Stuart and White, Statistical Science 28, 2013). A step of 1 is a draw from the prior.
 */
export function moved(coordinate: number, step: number, rng: Rng): number {
  const z = normalQuantile((coordinate + 1) / 2, -FURTHEST, FURTHEST);
  const next = Math.sqrt(1 - step * step) * z + step * rng.normal();
  return Math.max(-1, Math.min(1, 2 * normalBelow(next) - 1));
}
