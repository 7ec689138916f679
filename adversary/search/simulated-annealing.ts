import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { Trial } from '../adversary.ts';
import { real, whole } from '../number-options.ts';
import { uniformPoint } from '../uniform.ts';
import { type Generations, type SearchStart, searchKind } from './search.ts';

/**
 * Simulated annealing (Kirkpatrick, Gelatt and Vecchi, Science 220, 1983) in several independent
 * chains side by side, so that workers are kept busy and more than one failure is met: a worse
 * scene is accepted with probability exp(-(Q' - Q) / T) (Metropolis). T falls geometrically over
 * the samples, and the length of a step with its square root.
 */
export const simulatedAnnealingKind = searchKind({
  name: 'simulated-annealing',
  description: 'walks downhill in several chains that at first accept worse scenes too',
  options: [
    whole('chains', 'chains', 1, 10, 'walks side by side', 100_000),
    real('hot', 'score', [1e-6, 100], 0.3, 'first temperature'),
    real('cold', 'score', [1e-9, 100], 0.003, 'last temperature'),
    real('step', 'half ranges', [1e-4, 2], 0.5, 'standard deviation of the first steps, per axis'),
  ],
  begin: generations,
});

function* generations({ dimension, samples, rng, number }: SearchStart): Generations {
  const chains = number('chains');
  const { hot, cold } = { hot: number('hot'), cold: number('cold') };
  const rounds = Math.max(1, Math.ceil(samples / chains) - 1);
  let places: readonly Trial[] = yield Array.from({ length: chains }, () => uniformPoint(rng, dimension));
  for (let round = 0; ; round++) {
    const passed = Math.min(1, round / rounds);
    const temperature = hot * Math.exp(passed * Math.log(cold / hot));
    const length = number('step') * Math.sqrt(temperature / hot);
    const steps = places.map(({ point }) => stepFrom(point, length, rng));
    const luck = places.map(() => rng.float());
    const told = yield steps;
    places = places.map((place, i) => {
      const next = told[i] as Trial;
      return (luck[i] as number) < Math.exp((place.score - next.score) / temperature) ? next : place;
    });
  }
}

/** A normal step, reflected at the faces of the box. */
function stepFrom(point: Point, length: number, rng: Rng): Point {
  return point.map((x) => {
    let moved = x + length * rng.normal();
    while (Math.abs(moved) > 1) moved = (moved > 0 ? 2 : -2) - moved;
    return moved;
  });
}
