import type { Trial } from '../adversary.ts';
import { distance } from '../metrics.ts';
import { whole } from '../number-options.ts';
import { uniformPoint } from '../uniform.ts';
import { crowding, fronts } from './fronts.ts';
import { type Generations, type SearchStart, searchKind } from './search.ts';
import { breed, VARIATION_OPTIONS, variationOf } from './variation.ts';

/** A trial with its place in the selection: a lower front first, then the less crowded. */
interface Ranked {
  readonly trial: Trial;
  readonly front: number;
  readonly crowding: number;
}

/**
 * NSGA-II (Deb, Pratap, Agarwal and Meyarivan, IEEE TEC 6, 2002) on two objectives, both to be small:
 * the score, and minus the novelty, the mean distance to the nearest scenes tried so far (Lehman and
 * Stanley, Evolutionary Computation 19, 2011). Novelty is judged anew in each generation.
 */
export const nsga2Kind = searchKind({
  name: 'nsga2',
  description: 'breeds scenes that score low or are unlike those tried',
  options: [
    whole('population', 'episodes', 4, 40, 'scenes per generation', 10_000),
    whole('neighbours', 'scenes', 1, 10, 'nearest scenes that novelty is measured to', 1000),
    ...VARIATION_OPTIONS,
  ],
  begin: generations,
});

function* generations({ dimension, rng, number }: SearchStart): Generations {
  const size = number('population');
  const variation = variationOf(number);
  const tried: Trial[] = [...(yield Array.from({ length: size }, () => uniformPoint(rng, dimension)))];
  let parents = select(tried, tried, number('neighbours'), size);
  const tournament = () => {
    const [a, b] = [rng.pick(parents), rng.pick(parents)];
    return (compare(b, a) < 0 ? b : a).trial.point;
  };
  for (;;) {
    const children = Array.from({ length: Math.ceil(size / 2) }, () =>
      breed(tournament(), tournament(), variation, rng),
    );
    const told = yield children.flat().slice(0, size);
    tried.push(...told);
    parents = select([...parents.map(({ trial }) => trial), ...told], tried, number('neighbours'), size);
  }
}

function select(
  from: readonly Trial[],
  tried: readonly Trial[],
  neighbours: number,
  size: number,
): readonly Ranked[] {
  const objectives = from.map((trial) => [trial.score, -novelty(trial, tried, neighbours)]);
  const ranked = fronts(objectives).flatMap((members, front) => {
    const distances = crowding(members.map((i) => objectives[i] as number[]));
    return members.map((i, k) => ({ trial: from[i] as Trial, front, crowding: distances[k] as number }));
  });
  return ranked.sort(compare).slice(0, size);
}

function compare(a: Ranked, b: Ranked): number {
  if (a.front !== b.front) return a.front - b.front;
  return a.crowding === b.crowding ? 0 : b.crowding - a.crowding;
}

function novelty(trial: Trial, tried: readonly Trial[], neighbours: number): number {
  const distances = tried
    .filter((other) => other.id !== trial.id)
    .map((other) => distance(trial.point, other.point));
  const nearest = distances.sort((a, b) => a - b).slice(0, neighbours);
  return nearest.reduce((sum, d) => sum + d, 0) / Math.max(1, nearest.length);
}
