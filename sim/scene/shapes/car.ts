import type { Rng } from '../../core/rng.ts';
import { carBody } from './car/car-body.ts';
import { carCabin, openCabin } from './car/car-cabin.ts';
import { CAR_EXTRAS } from './car/car-extras.ts';
import { CAR_KINDS, type CarKind, carPlan } from './car/car-plan.ts';
import { carEnds, carSides, carWheels } from './car/car-trim.ts';
import { lacquer } from './parts/finishes.ts';
import type { Finish, ShapePen } from './shape-pen.ts';

const LEATHERS: readonly number[] = [0x8a5a34, 0xc9b28c, 0x6d1f1c, 0x3a3d42];
const OTHER_ROOFS: readonly Finish[] = [
  { colour: 0xeeeeea, gloss: 0.5 },
  { colour: 0x16181b, gloss: 0.6 },
];

/** A car of one of ten kinds, from a small city car to a pickup. */
export function car(pen: ShapePen, rng: Rng, instance: number): void {
  const kind = CAR_KINDS[instance % CAR_KINDS.length] as CarKind;
  const plan = carPlan(kind, rng);
  const roof = rng.float() < 0.2 || kind === 'city' ? rng.pick(OTHER_ROOFS) : lacquer(pen);
  carBody(pen, plan);
  if (kind === 'cabriolet') openCabin(pen, plan, { colour: rng.pick(LEATHERS), gloss: 0.2 });
  else carCabin(pen, plan, roof);
  carWheels(pen, plan, rng);
  carSides(pen, plan);
  carEnds(pen, plan, rng);
  CAR_EXTRAS[kind]?.(pen, plan, rng);
}
