import { DARK, GLASS, lacquer } from '../parts/finishes.ts';
import { skin } from '../parts/loft.ts';
import { ball, beam, bothSides, box, type Point, rod, roundBox } from '../parts/solids.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';
import { halfWidth } from './car-body.ts';
import type { CarPlan } from './car-plan.ts';

/** Thickness of roof and pillars. */
const SHEET_M = 0.05;

/** Windows all round under a roof on pillars. */
export function carCabin(pen: ShapePen, plan: CarPlan, roofFinish: Finish = lacquer(pen)): void {
  const { beltM, roofM, xs, pillars } = plan.cabin;
  const [rearLow, rearHigh, frontHigh, frontLow] = xs;
  const wLow = halfWidth(plan, 0) * 0.93;
  const wHigh = (plan.roofShare * plan.widthM) / 2;
  const low = beltM - 0.06;
  const high = roofM - SHEET_M;
  const ring = (z: number, back: number, front: number, w: number): Point[] => [
    [back, -w * 0.86, z],
    [back + 0.1, -w, z],
    [front - 0.14, -w, z],
    [front - 0.03, -w * 0.72, z],
    [front, 0, z],
    [front - 0.03, w * 0.72, z],
    [front - 0.14, w, z],
    [back + 0.1, w, z],
    [back, w * 0.86, z],
  ];
  pen.part(skin([ring(low, rearLow, frontLow, wLow), ring(high, rearHigh, frontHigh, wHigh)]), GLASS);
  roof(pen, ring, [rearHigh, frontHigh, wHigh, high], roofM, roofFinish);
  bothSides((side) => {
    const y = (share: number): number => side * (wLow + (wHigh - wLow) * share);
    const at = (x: number, z: number): Point => [x, y((z - low) / (high - low)) * 0.995, z];
    post(pen, at(frontLow - 0.14, low), at(frontHigh - 0.12, high), 0.09);
    post(pen, at(rearLow + 0.1, low), at(rearHigh + 0.1, high), 0.13);
    for (const [i, x] of pillars.entries()) {
      const lean = i === 0 ? 0.06 : 0.18;
      post(pen, at(x, low), at(x + lean * (i === 0 ? -0.4 : 1), high), i === 0 ? 0.08 : 0.11);
    }
    beam(pen, at(rearHigh + 0.06, high - 0.01), at(frontHigh - 0.1, high - 0.01), 0.05, 0.05, roofFinish);
  });
}

function post(pen: ShapePen, from: Point, to: Point, width: number): void {
  beam(pen, from, to, width, 0.035, lacquer(pen));
}

function roof(
  pen: ShapePen,
  ring: (z: number, back: number, front: number, w: number) => Point[],
  [back, front, w, z]: readonly [number, number, number, number],
  top: number,
  finish: Finish,
): void {
  pen.part(
    skin([
      ring(z - 0.02, back - 0.02, front + 0.02, w * 1.02),
      ring(z + 0.02, back - 0.01, front + 0.01, w * 1.015),
      ring(top - 0.005, back + 0.08, front - 0.12, w * 0.86),
      ring(top + 0.01, back + 0.4, front - 0.5, w * 0.4),
    ]),
    finish,
  );
}

/** A windscreen in its frame, and seats in the open behind it. */
export function openCabin(pen: ShapePen, plan: CarPlan, leather: Finish): void {
  const { beltM, roofM, xs } = plan.cabin;
  const [rearLow, , frontHigh, frontLow] = xs;
  const w = halfWidth(plan, 0) * 0.88;
  const top = beltM + 0.045;
  roundBox(
    pen,
    [(rearLow + frontLow - 0.1) / 2, 0, top - 0.02],
    [frontLow - rearLow - 0.1, 2 * w - 0.16, 0.1],
    0.04,
    DARK,
  );
  const corners = {
    low: [frontLow - 0.1, w, beltM] as Point,
    high: [frontHigh - 0.05, w * 0.86, roofM] as Point,
  };
  bothSides((side) => {
    const mirror = ([x, y, z]: Point): Point => [x, side * y, z];
    rod(pen, mirror(corners.low), mirror(corners.high), 0.03, lacquer(pen));
    roundBox(
      pen,
      [-0.1 * plan.lengthM, side * 0.38, top + 0.12],
      [0.16, 0.5, 0.5],
      0.06,
      leather,
      [0, -0.2, 0],
    );
    roundBox(pen, [-0.11 * plan.lengthM, side * 0.38, top + 0.43], [0.1, 0.26, 0.18], 0.04, leather);
    box(pen, [-0.02 * plan.lengthM, side * 0.38, top + 0.02], [0.5, 0.48, 0.08], leather);
  });
  rod(pen, corners.high, [corners.high[0], -corners.high[1], corners.high[2]], 0.028, lacquer(pen));
  pane(pen, corners.low, corners.high);
  ball(pen, [frontLow - 0.42, 0.38, top + 0.16], [0.06, 0.36, 0.36], DARK);
  roundBox(pen, [rearLow - 0.02, 0, top + 0.06], [0.42, 2 * w - 0.1, 0.14], 0.06, {
    colour: 0x23262b,
    gloss: 0.05,
  });
}

function pane(pen: ShapePen, low: Point, high: Point): void {
  const thin = 0.012;
  const ring = ([x, y, z]: Point): Point[] => [
    [x - thin, -y, z],
    [x + thin, -y, z],
    [x + thin, y, z],
    [x - thin, y, z],
  ];
  pen.part(skin([ring(low), ring(high)]), { colour: 0x50626c, gloss: 0.9 });
}
