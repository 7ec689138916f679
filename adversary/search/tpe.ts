import type { Point } from '../../sim/space/index.ts';
import type { Trial } from '../adversary.ts';
import { real, whole } from '../number-options.ts';
import { uniformPoint } from '../uniform.ts';
import { type Parzen, parzen, parzenOfBins } from './parzen.ts';
import { byScore, type Generations, type SearchStart, searchKind } from './search.ts';

/**
 * Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kegl, NIPS 2011, section 4): l is
 * the density of the lowest-scoring trials and g that of the others, axis by axis independent; of
 * candidates drawn from l the one with the largest l / g is tried (eq. 6 and 7). Categorical axes have
 * shares in place of densities. The points of one batch are drawn from the same two densities.
 */
export const tpeKind = searchKind({
  name: 'tpe',
  description: 'draws scenes where the worst are dense and the others are not',
  options: [
    whole('first', 'episodes', 2, 40, 'scenes drawn at random first', 1_000_000),
    whole('batch', 'episodes', 1, 8, 'scenes tried before the densities are made anew', 10_000),
    whole('candidates', 'points', 1, 24, 'draws of which the best is tried', 100_000),
    real('gamma', 'share', [0.01, 0.9], 0.15, 'lowest-scoring part of the trials that l is made of'),
    whole('most', 'trials', 2, 50, 'trials that l is made of, at most', 10_000),
  ],
  begin: generations,
});

function* generations({ dimension, binsPerAxis, rng, number }: SearchStart): Generations {
  const tried: Trial[] = [
    ...(yield Array.from({ length: number('first') }, () => uniformPoint(rng, dimension))),
  ];
  for (;;) {
    const order = byScore(tried);
    const low = Math.min(number('most'), Math.max(1, Math.ceil(number('gamma') * order.length)));
    const l = densities(order.slice(0, low), binsPerAxis);
    const g = densities(order.slice(low), binsPerAxis);
    const gain = (point: Point) =>
      point.reduce(
        (sum, x, axis) => sum + (l[axis] as Parzen).logDensity(x) - (g[axis] as Parzen).logDensity(x),
        0,
      );
    const draw = () => l.map((axis) => axis.draw(rng));
    const points = Array.from({ length: number('batch') }, () => {
      const candidates = Array.from({ length: number('candidates') }, draw);
      const gains = candidates.map(gain);
      return candidates[gains.indexOf(Math.max(...gains))] as Point;
    });
    tried.push(...(yield points));
  }
}

function densities(trials: readonly Trial[], binsPerAxis: readonly (number | null)[]): readonly Parzen[] {
  return binsPerAxis.map((bins, axis) => {
    const values = trials.map(({ point }) => point[axis] as number);
    return bins === null ? parzen(values) : parzenOfBins(values, bins);
  });
}
