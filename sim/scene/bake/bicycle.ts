import type { Joints } from '../shapes/bicycle/bicycle-frame.ts';
import type { BicyclePlan } from '../shapes/bicycle/bicycle-plan.ts';
import { CHROME, IRON, RUBBER, STEEL } from '../shapes/finishes.ts';
import { ringForm } from '../shapes/forms/ring-form.ts';
import type { Finish, ShapePen } from '../shapes/shape-pen.ts';
import { ball, box, rod, SIDES, sweep } from '../shapes/strokes.ts';
import { between } from './figure.ts';
import type { Vec3 } from './mesh-builder.ts';

export const PEDAL_REACH_M = 0.17;
const SPOKES = 8;
/** Turns of a wheel for one of the pedals. */
const GEAR = 2.3;

/** A bicycle of few triangles for the road, on the plan of the finer ones that detectors are tried on. */
export function addBicycle(
  pen: ShapePen,
  plan: BicyclePlan,
  joints: Joints,
  { turnRad, colour }: { readonly turnRad: number; readonly colour: number },
): void {
  const paint: Finish = { colour, gloss: 0.4 };
  for (const at of [joints.rear, joints.front]) addWheel(pen, plan, at, turnRad * GEAR);
  addFrame(pen, plan, joints, paint);
  addSeatAndBars(pen, plan, joints);
  const [x, , z] = joints.cranks[0] as Vec3;
  rod(pen, STEEL, [x, -0.065, z], [x, -0.05, z], 0.095, { sides: 10 });
  for (const side of SIDES) {
    const [dx, dz] = [-side * PEDAL_REACH_M * Math.sin(turnRad), -side * PEDAL_REACH_M * Math.cos(turnRad)];
    rod(pen, STEEL, [x, side * 0.07, z], [x + dx, side * 0.08, z + dz], 0.014, { sides: 4 });
    const [px, pz] = [x + dx, z + dz];
    box(pen, IRON, [px - 0.05, side * 0.08, pz - 0.012], [px + 0.05, side * 0.17, pz + 0.012]);
  }
}

function addWheel(pen: ShapePen, { wheelM, tyreM }: BicyclePlan, at: Vec3, turnRad: number): void {
  const tyre = ringForm(wheelM - tyreM, tyreM, 3, 18);
  pen.part(tyre, RUBBER, { at, turnRad: [Math.PI / 2, 0, 0] });
  const [x, y, z] = at;
  rod(pen, STEEL, [x, y - 0.05, z], [x, y + 0.05, z], 0.025, { sides: 5 });
  const rimM = wheelM - 1.6 * tyreM;
  for (let i = 0; i < SPOKES / 2; i++) {
    // Each goes through the hub, from rim to rim.
    const angle = (Math.PI * i * 2) / SPOKES - turnRad;
    const [dx, dz] = [rimM * Math.cos(angle), rimM * Math.sin(angle)];
    rod(pen, STEEL, [x - dx, y, z - dz], [x + dx, y, z + dz], 0.005, { sides: 3 });
  }
}

function addFrame(pen: ShapePen, { tubeM, frame }: BicyclePlan, joints: Joints, paint: Finish): void {
  const { rear, front, headLow, headHigh } = joints;
  const [seat, crank] = [joints.seats[0] as Vec3, joints.cranks[0] as Vec3];
  const tube = (from: Vec3, to: Vec3, radiusM: number) => rod(pen, paint, from, to, radiusM, { sides: 5 });
  tube(crank, seat, tubeM);
  tube(headLow, headHigh, tubeM * 1.2);
  tube(crank, between(headLow, headHigh, 0.1), tubeM * 1.15);
  const high = frame === 'low' ? between(crank, seat, 0.45) : between(crank, seat, 0.95);
  tube(high, between(headLow, headHigh, 0.85), tubeM);
  for (const side of SIDES) {
    const aside = ([x, , z]: Vec3, y: number): Vec3 => [x, side * y, z];
    tube(aside(rear, 0.06), aside(crank, 0.03), tubeM * 0.65);
    tube(aside(rear, 0.06), aside(between(crank, seat, 0.92), 0.02), tubeM * 0.6);
    tube(aside(headLow, 0.045), aside(front, 0.055), tubeM * 0.8);
  }
}

function addSeatAndBars(pen: ShapePen, { saddleM, barM, bars }: BicyclePlan, joints: Joints): void {
  const [seatX, , seatZ] = joints.seats[0] as Vec3;
  const x = seatX - (saddleM - seatZ) * 0.3;
  rod(pen, CHROME, [seatX, 0, seatZ], [x, 0, saddleM - 0.03], 0.017, { sides: 5 });
  ball(pen, IRON, [x - 0.03, 0, saddleM], [0.14, 0.075, 0.035], 6);
  const head = joints.headHigh;
  const stem: Vec3 = [head[0] - (barM - head[2]) * 0.3 + 0.06, 0, barM];
  rod(pen, CHROME, head, stem, 0.017, { sides: 5 });
  for (const side of SIDES) {
    const end: Vec3 =
      bars === 'swept' ? [stem[0] - 0.2, side * 0.28, barM + 0.02] : [stem[0], side * 0.27, barM];
    sweep(pen, IRON, [[stem[0], 0, barM], [stem[0] + 0.02, side * 0.18, barM + 0.01], end], 0.016, {
      sides: 5,
    });
  }
}
