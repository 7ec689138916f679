import type { Rng } from '../../core/rng.ts';
import { bicycleDrive, bicycleFrame, jointsOf } from './bicycle/bicycle-frame.ts';
import { fittings, handlebars, saddles } from './bicycle/bicycle-parts.ts';
import { BICYCLE_KINDS, type BicycleKind, bicyclePlan } from './bicycle/bicycle-plan.ts';
import { bikeWheel } from './parts/bike-wheel.ts';
import { RUBBER } from './parts/finishes.ts';
import type { Finish, ShapePen } from './shape-pen.ts';

const LEATHERS: readonly number[] = [0x1b1b1d, 0x1b1b1d, 0x6b4426];
const PALE_TYRE: Finish = { colour: 0xd9cdb0, gloss: 0.05 };

/**
 * A bicycle of one of ten kinds. Its tubes are a third thicker than real ones, or they would be lost
 * in a small picture.
 */
export function bicycle(pen: ShapePen, rng: Rng, instance: number): void {
  const kind = BICYCLE_KINDS[instance % BICYCLE_KINDS.length] as BicycleKind;
  const plan = bicyclePlan(kind, rng);
  const joints = jointsOf(plan);
  const spokes = kind === 'kids' || kind === 'bmx' || kind === 'folding' ? 12 : 16;
  const tread = kind === 'cruiser' ? PALE_TYRE : RUBBER;
  const rim: Finish = rng.float() < 0.3 ? { colour: 0x26282b, gloss: 0.4 } : { colour: 0xb9bdc1, gloss: 0.7 };
  for (const at of [joints.rear, joints.front]) {
    bikeWheel(pen, { at, radius: plan.wheelM, tyre: plan.tyreM, spokes, spokeRadius: 0.0045, rim, tread });
  }
  bicycleFrame(pen, plan, joints);
  bicycleDrive(pen, plan, joints);
  saddles(pen, plan, joints, { colour: rng.pick(LEATHERS), gloss: 0.2 });
  handlebars(pen, plan, joints);
  fittings(pen, plan, joints, rng);
}
