import type { Body } from './body.ts';

/** What is further ahead than this counts as no collision course. */
export const TTC_HORIZON_S = 10;

/**
 * Time in seconds until two boxes first touch if both keep velocity and heading, at most
 * TTC_HORIZON_S, which also stands for never. Exact: along each of the four axes on which boxes can be
 * apart (separating axis theorem) they overlap during one interval of time; they touch when all do.
 */
export function timeToCollisionS(a: Body, b: Body): number {
  const dx = b.xM - a.xM;
  const dy = b.yM - a.yM;
  const vx = b.cos * b.speedMps - a.cos * a.speedMps;
  const vy = b.sin * b.speedMps - a.sin * a.speedMps;
  const cos = Math.abs(a.cos * b.cos + a.sin * b.sin);
  const sin = Math.abs(a.cos * b.sin - a.sin * b.cos);
  let from = 0;
  let to = TTC_HORIZON_S;
  for (let axis = 0; axis < 4; axis++) {
    const [own, other] = axis < 2 ? [a, b] : [b, a];
    const along = (axis & 1) === 0;
    const ux = along ? own.cos : -own.sin;
    const uy = along ? own.sin : own.cos;
    const reach = along
      ? own.halfLengthM + cos * other.halfLengthM + sin * other.halfWidthM
      : own.halfWidthM + sin * other.halfLengthM + cos * other.halfWidthM;
    const apart = dx * ux + dy * uy;
    const speed = vx * ux + vy * uy;
    if (Math.abs(speed) < 1e-12) {
      if (Math.abs(apart) > reach) return TTC_HORIZON_S;
      continue;
    }
    const enter = (-Math.sign(speed) * reach - apart) / speed;
    const leave = (Math.sign(speed) * reach - apart) / speed;
    from = Math.max(from, enter);
    to = Math.min(to, leave);
    if (from > to) return TTC_HORIZON_S;
  }
  return from;
}
