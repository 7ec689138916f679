import type { Rng } from '../../core/rng.ts';
import { MOTORBIKES } from './motorbike/motorbike-kinds.ts';
import { MOTORBIKE_KINDS, type MotorbikeKind, motorbikePlan } from './motorbike/motorbike-plan.ts';
import type { ShapePen } from './shape-pen.ts';

/** A motorbike of one of ten kinds, scooters and mopeds among them. */
export function motorbike(pen: ShapePen, rng: Rng, instance: number): void {
  const kind = MOTORBIKE_KINDS[instance % MOTORBIKE_KINDS.length] as MotorbikeKind;
  MOTORBIKES[kind](pen, motorbikePlan(kind, rng), rng);
}
