import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { Trial } from '../adversary.ts';
import { haltonPoints } from '../filling/halton.ts';
import { real, whole } from '../number-options.ts';
import { uniformPoint } from '../uniform.ts';
import { clip, type Generations, type SearchStart, searchKind } from './search.ts';

/**
 * MAP-Elites (Mouret and Clune, arXiv 1504.04909, 2015) with the scene itself as its behaviour: the
 * box is cut into niches, and each keeps the lowest-scoring scene met in it, so that low scores are
 * sought everywhere at once. Niches are Voronoi cells as in CVT-MAP-Elites (Vassiliades,
 * Chatzilygeroudis and Mouret 2018), around scrambled Halton points; a child is a parent moved by
 * iso + line variation (Vassiliades and Mouret 2018, eq. 1).
 */
export const mapElitesKind = searchKind({
  name: 'map-elites',
  description: 'keeps the lowest-scoring scene of every part of the space and varies those',
  options: [
    whole('niches', 'niches', 2, 100, 'parts of the space that each keep their worst scene', 100_000),
    whole('population', 'episodes', 1, 40, 'scenes per generation', 100_000),
    real('first', 'share', [0, 1], 0.2, 'part of the samples that is drawn at random first'),
    real('iso', 'half ranges', [0, 2], 0.05, 'standard deviation of a change in all directions'),
    real('line', 'share', [0, 2], 0.2, 'standard deviation of a change along the line to another elite'),
  ],
  begin: generations,
});

function* generations({ dimension, samples, rng, number, figure }: SearchStart): Generations {
  const centres = haltonPoints(number('niches'), dimension, rng);
  const elites = new Map<number, Trial>();
  const settle = (trials: readonly Trial[]) => {
    for (const trial of trials) {
      const niche = nearest(centres, trial.point);
      const elite = elites.get(niche);
      if (elite === undefined || trial.score < elite.score) elites.set(niche, trial);
    }
    const failing = [...elites.values()].filter((trial) => trial.failed).length;
    figure('niches', { filled: elites.size, failing });
  };
  const first = Math.max(1, Math.round(number('first') * samples));
  settle(yield Array.from({ length: first }, () => uniformPoint(rng, dimension)));
  for (;;) {
    // By niche, not by when each was filled.
    const parents = [...elites].sort(([a], [b]) => a - b).map(([, trial]) => trial.point);
    const size = number('population');
    settle(
      yield Array.from({ length: size }, () =>
        vary(rng.pick(parents), rng.pick(parents), number('iso'), number('line'), rng),
      ),
    );
  }
}

/** x + iso N(0, I) + line N(0, 1) (y - x). */
function vary(x: Point, y: Point, iso: number, line: number, rng: Rng): Point {
  const along = line * rng.normal();
  return clip(x.map((value, axis) => value + iso * rng.normal() + along * ((y[axis] as number) - value)));
}

function nearest(centres: readonly Point[], point: Point): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  centres.forEach((centre, i) => {
    let square = 0;
    for (let axis = 0; axis < point.length; axis++) {
      const d = (point[axis] as number) - (centre[axis] as number);
      square += d * d;
    }
    if (square < least) [best, least] = [i, square];
  });
  return best;
}
