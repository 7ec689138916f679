import { BOTTOM, COS, HALF_LENGTH, HALF_WIDTH, RADIUS, SIN, TOP } from './obstacle.ts';

/**
 * How far along a ray a packed box is, by its slabs (Kay and Kajiya, SIGGRAPH 1986); Infinity where they
 * do not meet. `x`, `y` are of the ray's start from the box's middle, `z` is above the ground.
 */
export function meetBox(
  of: Float64Array,
  at: number,
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
): number {
  const cos = of[at + COS] as number;
  const sin = of[at + SIN] as number;
  const halfLength = of[at + HALF_LENGTH] as number;
  const halfWidth = of[at + HALF_WIDTH] as number;
  const along = cos * x + sin * y;
  const across = cos * y - sin * x;
  const goesAlong = cos * dx + sin * dy;
  const goesAcross = cos * dy - sin * dx;
  let near = Number.NEGATIVE_INFINITY;
  let far = Number.POSITIVE_INFINITY;
  if (goesAlong !== 0) {
    const a = (-halfLength - along) / goesAlong;
    const b = (halfLength - along) / goesAlong;
    near = Math.min(a, b);
    far = Math.max(a, b);
  } else if (along < -halfLength || along > halfLength) return Number.POSITIVE_INFINITY;
  if (goesAcross !== 0) {
    const a = (-halfWidth - across) / goesAcross;
    const b = (halfWidth - across) / goesAcross;
    near = Math.max(near, Math.min(a, b));
    far = Math.min(far, Math.max(a, b));
  } else if (across < -halfWidth || across > halfWidth) return Number.POSITIVE_INFINITY;
  return betweenHeights(of, at, z, dz, near, far);
}

/** The same for an upright cylinder: the quadratic of its wall, and its caps. */
export function meetDrum(
  of: Float64Array,
  at: number,
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
): number {
  const radius = of[at + RADIUS] as number;
  const a = dx * dx + dy * dy;
  const c = x * x + y * y - radius * radius;
  if (a === 0) {
    if (c > 0) return Number.POSITIVE_INFINITY;
    return betweenHeights(of, at, z, dz, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  }
  const b = x * dx + y * dy;
  const rest = b * b - a * c;
  if (rest < 0) return Number.POSITIVE_INFINITY;
  const root = Math.sqrt(rest);
  return betweenHeights(of, at, z, dz, (-b - root) / a, (-b + root) / a);
}

function betweenHeights(
  of: Float64Array,
  at: number,
  z: number,
  dz: number,
  nearest: number,
  farthest: number,
): number {
  const bottom = of[at + BOTTOM] as number;
  const top = of[at + TOP] as number;
  let near = nearest;
  let far = farthest;
  if (dz !== 0) {
    const a = (bottom - z) / dz;
    const b = (top - z) / dz;
    near = Math.max(near, Math.min(a, b));
    far = Math.min(far, Math.max(a, b));
  } else if (z < bottom || z > top) return Number.POSITIVE_INFINITY;
  if (far < near || far < 0) return Number.POSITIVE_INFINITY;
  return near >= 0 ? near : far;
}
