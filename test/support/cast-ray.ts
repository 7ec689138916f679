import type { Obstacle } from '../../sim/sensors/obstacle.ts';

export type Vector = readonly [number, number, number];

/**
 * Every obstacle tried in turn: what ObstacleField must equal to the bit. How far along a ray of unit direction the first obstacle or the ground (z = 0) is, in metres; Infinity
 * where there is none. Boxes by their slabs (Kay and Kajiya, SIGGRAPH 1986), cylinders by the quadratic
 * of their wall and their caps. A ray that starts inside an obstacle meets its inner side.
 */
export function castRay(from: Vector, toward: Vector, obstacles: readonly Obstacle[]): number {
  const [x, y, z] = from;
  const [dx, dy, dz] = toward;
  let nearest = dz < 0 && z > 0 ? -z / dz : Number.POSITIVE_INFINITY;
  const level = Math.sqrt(dx * dx + dy * dy);
  for (const it of obstacles) {
    const [px, py] = [it.xM - x, it.yM - y];
    // Passes beside it, or it lies behind.
    if (Math.abs(dx * py - dy * px) > it.radiusM * level) continue;
    if (dx * px + dy * py < -it.radiusM * level) continue;
    const found =
      it.shape === 'box' ? meetBox(it, -px, -py, z, dx, dy, dz) : meetRound(it, -px, -py, z, dx, dy, dz);
    if (found < nearest) nearest = found;
  }
  return nearest;
}

function meetBox(it: Obstacle, x: number, y: number, z: number, dx: number, dy: number, dz: number): number {
  const span = { near: Number.NEGATIVE_INFINITY, far: Number.POSITIVE_INFINITY };
  const along = it.cos * x + it.sin * y;
  const across = it.cos * y - it.sin * x;
  cut(span, along, it.cos * dx + it.sin * dy, -it.halfLengthM, it.halfLengthM);
  cut(span, across, it.cos * dy - it.sin * dx, -it.halfWidthM, it.halfWidthM);
  cut(span, z, dz, it.bottomM, it.topM);
  return first(span);
}

function meetRound(
  it: Obstacle,
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
): number {
  const span = { near: Number.NEGATIVE_INFINITY, far: Number.POSITIVE_INFINITY };
  const a = dx * dx + dy * dy;
  const c = x * x + y * y - it.radiusM * it.radiusM;
  if (a === 0) {
    if (c > 0) return Number.POSITIVE_INFINITY;
  } else {
    const b = x * dx + y * dy;
    const rest = b * b - a * c;
    if (rest < 0) return Number.POSITIVE_INFINITY;
    const root = Math.sqrt(rest);
    span.near = (-b - root) / a;
    span.far = (-b + root) / a;
  }
  cut(span, z, dz, it.bottomM, it.topM);
  return first(span);
}

/** Keeps of the span what lies between two parallel planes. */
function cut(span: { near: number; far: number }, at: number, step: number, low: number, high: number): void {
  if (step === 0) {
    if (at < low || at > high) span.far = Number.NEGATIVE_INFINITY;
    return;
  }
  const [a, b] = [(low - at) / step, (high - at) / step];
  span.near = Math.max(span.near, Math.min(a, b));
  span.far = Math.min(span.far, Math.max(a, b));
}

function first({ near, far }: { near: number; far: number }): number {
  if (far < near || far < 0) return Number.POSITIVE_INFINITY;
  return near >= 0 ? near : far;
}
