import type { Polyline } from '../picture.ts';

/** A point on a centre line with its mitred left-hand side vector (length 1 on straight parts). */
export interface RibbonPoint {
  readonly x: number;
  readonly y: number;
  readonly leftX: number;
  readonly leftY: number;
  /** Distance along the line, metres. */
  readonly alongM: number;
}

/**
 * Software rasterizers set triangles up in single precision: one that reaches from under the
 * camera to the horizon comes out of place by decimetres. No ground triangle may be longer.
 */
export const LONGEST_M = 21;

/** The points of a centre line, doubled points dropped, long stretches divided, bends mitred. */
export function ribbon(centre: Polyline): RibbonPoint[] {
  const points: { x: number; y: number }[] = [];
  for (let i = 0; i + 1 < centre.length; i += 2) {
    const x = centre[i] as number;
    const y = centre[i + 1] as number;
    const last = points[points.length - 1];
    const length = last === undefined ? 0 : Math.hypot(x - last.x, y - last.y);
    if (last !== undefined && length < 1e-6) continue;
    const parts = Math.max(1, Math.ceil(length / LONGEST_M));
    for (let part = 1; part <= parts; part++) {
      const t = part / parts;
      points.push(
        last === undefined ? { x, y } : { x: last.x + (x - last.x) * t, y: last.y + (y - last.y) * t },
      );
    }
  }
  let alongM = 0;
  return points.map((point, i) => {
    const before = points[i - 1];
    const after = points[i + 1];
    if (before !== undefined) alongM += Math.hypot(point.x - before.x, point.y - before.y);
    const into = unit(before ?? point, before === undefined ? (after ?? point) : point);
    const out = unit(point, after ?? point) ?? into;
    const a = into ?? out ?? { x: 1, y: 0 };
    const b = out ?? a;
    const leftX = -(a.y + b.y) / 2;
    const leftY = (a.x + b.x) / 2;
    const squared = Math.max(leftX * leftX + leftY * leftY, 0.25);
    return { ...point, leftX: leftX / squared, leftY: leftY / squared, alongM };
  });
}

/** The place on a ribbon at a distance along it, with the unit direction there. */
export function pointAt(line: readonly RibbonPoint[], alongM: number) {
  let i = 1;
  while (i + 1 < line.length && (line[i] as RibbonPoint).alongM < alongM) i++;
  const a = line[i - 1] as RibbonPoint;
  const b = line[i] as RibbonPoint;
  const length = b.alongM - a.alongM;
  const t = (alongM - a.alongM) / length;
  const directionX = (b.x - a.x) / length;
  const directionY = (b.y - a.y) / length;
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t, directionX, directionY };
}

function unit(a: { x: number; y: number }, b: { x: number; y: number }) {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  return length === 0 ? undefined : { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
}
