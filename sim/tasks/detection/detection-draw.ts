import { Rng } from '../../core/rng.ts';
import { SHAPE_CLASSES, type ShapeClass } from '../../scene/picture.ts';

/** Whoever trains a detector draws instances below this; episodes draw from here on. */
export const FIRST_UNSEEN_INSTANCE = 1000;
const UNSEEN_INSTANCES = 1_000_000;

/** What stands in the instance's place where the object is a user's own model. */
export const NO_INSTANCE = -1;

/** What an episode's seed draws: which of the class's shapes, and the class itself where the scene leaves it. */
export function drawObject(seed: number, name: ShapeClass | null): { name: ShapeClass; instance: number } {
  return {
    name: name ?? new Rng(seed, 'class').pick(SHAPE_CLASSES),
    instance: FIRST_UNSEEN_INSTANCE + new Rng(seed, 'instance').int(UNSEEN_INSTANCES),
  };
}
