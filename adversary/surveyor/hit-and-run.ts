import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';

/** How often a chord is shortened before the walk stays where it is. */
const MOST_SHORTENINGS = 40;

/**
 * One step of hit-and-run (Smith, Operations Research 32, 1984) within a set of the box: along a line through
 * the point, to a place that is uniform on the part found by shortening the chord (the shrinkage of Neal,
 * "Slice sampling", Annals of Statistics 31, 2003, figure 5). Leaves the uniform distribution on the set as it is.
 */
export function hitAndRun(
  point: Point,
  direction: readonly number[],
  inside: (candidate: Point) => boolean,
  rng: Rng,
): Point {
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  point.forEach((x, axis) => {
    const slope = direction[axis] as number;
    if (slope === 0) return;
    const [a, b] = [(-1 - x) / slope, (1 - x) / slope];
    low = Math.max(low, Math.min(a, b));
    high = Math.min(high, Math.max(a, b));
  });
  if (!(high > low) || !Number.isFinite(high - low)) return point;
  for (let i = 0; i < MOST_SHORTENINGS; i++) {
    const t = rng.range(low, high);
    const candidate = point.map((x, axis) => Math.max(-1, Math.min(1, x + t * (direction[axis] as number))));
    if (inside(candidate)) return candidate;
    if (t < 0) low = t;
    else high = t;
  }
  return point;
}

/** A direction for a walk: one axis, or from one of the crowd to another, so that its shape and its parts are followed. */
export function walkDirection(crowd: readonly Point[], dimension: number, rng: Rng): readonly number[] {
  if (rng.float() < 0.5 && crowd.length > 1) {
    const [a, b] = [rng.pick(crowd), rng.pick(crowd)];
    const difference = a.map((x, axis) => x - (b[axis] as number));
    if (difference.some((x) => x !== 0)) return difference;
  }
  const along = rng.int(dimension);
  return Array.from({ length: dimension }, (_, axis) => (axis === along ? 1 : 0));
}
