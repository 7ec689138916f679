import type { Rng } from '../../core/rng.ts';
import type { ShapePen } from './shape-pen.ts';
import { boxEngine, hoodDiesel, type Wagon, wagon } from './train/engines.ts';
import { steam } from './train/steam.ts';
import { track } from './train/track.ts';
import { highSpeed, multipleUnit, tram } from './train/units.ts';

const WAGONS: readonly Wagon[] = ['hopper', 'tank', 'box'];

/** In the order of the instances. */
const KINDS: readonly ((pen: ShapePen, rng: Rng) => void)[] = [
  (pen, rng) => steam(pen, rng, false),
  (pen, rng) => boxEngine(pen, rng, true),
  (pen, rng) => multipleUnit(pen, rng, 'flat'),
  diesel,
  highSpeed,
  tram,
  (pen, rng) => multipleUnit(pen, rng, 'slanted'),
  (pen, rng) => steam(pen, rng, true),
  freight,
  (pen, rng) => boxEngine(pen, rng, false),
];

/** A train of one of ten kinds on a piece of track: steam, diesel, electric, high-speed, tram, freight. */
export function train(pen: ShapePen, rng: Rng, instance: number): void {
  (KINDS[instance % KINDS.length] as (pen: ShapePen, rng: Rng) => void)(pen, rng);
}

function diesel(pen: ShapePen, rng: Rng): void {
  const end = 7.2 * rng.range(0.95, 1.05);
  track(pen, -end - 0.8, end + 0.8);
  hoodDiesel(pen, end);
}

/** A diesel with a wagon behind it. */
function freight(pen: ShapePen, rng: Rng): void {
  const half = 6.8 * rng.range(0.95, 1.05);
  const wagonM = 8.6;
  const end = half + wagonM / 2 + 0.6;
  track(pen, -end - 0.5, end + 0.5);
  hoodDiesel(pen.moved(end - half, 0, 0), half);
  wagon(pen, rng.pick(WAGONS), -end, -end + wagonM);
}
