import { Rng } from '../../core/rng.ts';
import { poseOf } from '../poses.ts';
import { jointsOf } from '../shapes/bicycle/bicycle-frame.ts';
import { bicyclePlan } from '../shapes/bicycle/bicycle-plan.ts';
import type { ShapePen } from '../shapes/shape-pen.ts';
import { addBicycle, PEDAL_REACH_M } from './bicycle.ts';
import { addFigure, BODY, bend, both, type Limb } from './figure.ts';
import type { Vec3 } from './mesh-builder.ts';
import { personOf } from './person.ts';

const KINDS = ['city', 'racing', 'mountain', 'touring'] as const;
/** How far the trunk leans forward, by how the handlebars are. */
const LEANS_RAD = { swept: 0.3, flat: 0.62, drop: 0.8, high: 0.2 } as const;
const TRUNK_M = 0.51;

/** A person on a bicycle about the ground under its middle, riding along +x, in one of the poses of pedalling. */
export function addCyclist(pen: ShapePen, variant: number): void {
  const { look, phaseRad } = poseOf(variant);
  const rng = new Rng(look, 'bicycle');
  const plan = bicyclePlan(rng.pick(KINDS), rng);
  const joints = jointsOf(plan);
  const turnRad = phaseRad ?? 0.9;
  addBicycle(pen, plan, joints, { turnRad, colour: rng.int(0x1000000) });

  const [seat, crank] = [joints.seats[0] as Vec3, joints.cranks[0] as Vec3];
  const saddleX = seat[0] - (plan.saddleM - seat[2]) * 0.3;
  const pelvis: Vec3 = [saddleX + 0.01, 0, plan.saddleM + 0.1];
  const lean = LEANS_RAD[plan.bars];
  const neck: Vec3 = [pelvis[0] + TRUNK_M * Math.sin(lean), 0, pelvis[2] + TRUNK_M * Math.cos(lean)];
  const grip: Vec3 = [joints.headHigh[0] + (plan.bars === 'swept' ? -0.1 : 0.04), 0.26, plan.barM + 0.03];
  const legs = both((side): Limb => {
    const hip: Vec3 = [pelvis[0], side * 0.085, pelvis[2] - 0.02];
    const ankle = ankleOver(crank, side, turnRad);
    return [hip, bend(hip, ankle, BODY.thighM, BODY.shinM, [1, 0, 0.4]), ankle];
  });
  const arms = both((side): Limb => {
    const shoulder: Vec3 = [neck[0] - 0.02, side * 0.18, neck[2] - 0.05];
    const hand: Vec3 = [grip[0], side * grip[1], grip[2]];
    return [shoulder, bend(shoulder, hand, BODY.upperArmM, BODY.foreArmM, [0, side, -1]), hand];
  });
  const person = personOf(look);
  addFigure(
    pen,
    {
      ...{ pelvis, neck, legs, arms },
      head: [neck[0] + 0.06 + 0.06 * lean, 0, neck[2] + 0.17 - 0.05 * lean],
      toes: [
        [0.98, -0.2],
        [0.98, -0.2],
      ],
    },
    { ...person, coat: false, headgear: rng.float() < 0.6 ? 'helmet' : person.headgear },
  );
}

/** The foot stands on its pedal; the right one is on top when the crank has turned by 0. */
function ankleOver([x, , z]: Vec3, side: 1 | -1, turnRad: number): Vec3 {
  return [
    x - side * PEDAL_REACH_M * Math.sin(turnRad) - 0.06,
    side * 0.12,
    z - side * PEDAL_REACH_M * Math.cos(turnRad) + 0.1,
  ];
}
