import type { Rng } from '../../core/rng.ts';
import { cantileverChair, foldingChair, officeChair } from './chair-metal.ts';
import { armchair, plasticChair, shellChair } from './chair-soft.ts';
import { barStool, diningChair, ladderBackChair, rockingChair, windsorChair } from './chair-wood.ts';
import type { ShapePen } from './shape-pen.ts';

const CHAIRS = [
  diningChair,
  officeChair,
  armchair,
  windsorChair,
  plasticChair,
  rockingChair,
  foldingChair,
  ladderBackChair,
  cantileverChair,
  barStool,
  shellChair,
] as const;

/** A seat for one with a back; who sits on it looks along +x. */
export function chair(pen: ShapePen, rng: Rng, instance: number): void {
  (CHAIRS[instance % CHAIRS.length] as (typeof CHAIRS)[number])(pen, rng);
}
