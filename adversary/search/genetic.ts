import type { Trial } from '../adversary.ts';
import { whole } from '../number-options.ts';
import { uniformPoint } from '../uniform.ts';
import { byScore, type Generations, type SearchStart, searchKind } from './search.ts';
import { breed, VARIATION_OPTIONS, variationOf } from './variation.ts';

/**
 * A real-coded genetic algorithm: parents by binary tournament, simulated binary crossover and
 * polynomial mutation (see variation.ts), and the best of parents and children live on
 * ((mu + lambda) selection, as in Deb, "An efficient constraint handling method for genetic
 * algorithms", CMAME 186, 2000).
 */
export const geneticKind = searchKind({
  name: 'genetic',
  description: 'breeds low-scoring scenes by crossover and mutation',
  options: [whole('population', 'episodes', 4, 40, 'scenes per generation', 100_000), ...VARIATION_OPTIONS],
  begin: generations,
});

function* generations({ dimension, rng, number }: SearchStart): Generations {
  const size = number('population');
  const variation = variationOf(number);
  let parents: readonly Trial[] = yield Array.from({ length: size }, () => uniformPoint(rng, dimension));
  const tournament = () => {
    const [a, b] = [rng.pick(parents), rng.pick(parents)];
    return b.score < a.score ? b.point : a.point;
  };
  for (;;) {
    const children = Array.from({ length: Math.ceil(size / 2) }, () =>
      breed(tournament(), tournament(), variation, rng),
    );
    const told = yield children.flat().slice(0, size);
    parents = byScore([...parents, ...told]).slice(0, size);
  }
}
