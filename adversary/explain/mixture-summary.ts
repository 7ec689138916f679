import { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { fitMixture, meanLogLikelihood } from '../models/em.ts';
import type { Component } from '../models/mixture.ts';

/** A place that draws of a distribution gather about. */
export interface Heap {
  /** Share of the draws. */
  readonly share: number;
  /** The middle, and the standard deviation of each axis, in [-1, 1]^d. */
  readonly mean: Point;
  readonly deviations: readonly number[];
  /** The draws that are likelier here than in any other. */
  readonly members: readonly number[];
}

const MOST_HEAPS = 6;
/** A covariance of fewer points than these, for each axis, is that of chance. */
const POINTS_PER_AXIS = 2;
/** Fits from so many starts, of which the likeliest counts. */
const STARTS = 2;

/**
 * Sums points up as a mixture of Gaussians of full covariance; the number of them is raised from one as long as Schwarz's
 * criterion (BIC, 1978) gets better. The largest share first. Coordinates of categories should be spread over their bins
 * before, as a Gaussian on a single value is infinitely dense.
 */
export function summariseAsMixture(points: readonly Point[], { seed }: { seed: number }): readonly Heap[] {
  const dimension = points[0]?.length ?? 0;
  if (dimension === 0) return [];
  const rng = new Rng(seed, 'mixture summary');
  let best = fitMixture(points, 1, rng);
  let least = schwarz(points, best);
  for (let k = 2; k <= MOST_HEAPS; k++) {
    const fits = Array.from({ length: STARTS }, () => {
      const fit = fitMixture(points, k, rng);
      return { fit, found: schwarz(points, fit) };
    });
    const { fit, found } = fits.reduce((a, b) => (b.found < a.found ? b : a));
    const fewest = Math.min(...fit.map(({ weight }) => weight * points.length));
    if (found >= least || fewest < POINTS_PER_AXIS * (dimension + 1)) break;
    [best, least] = [fit, found];
  }
  return heapsOf(best, points);
}

/** -2 log L + p log n; of k components the weights, means and covariances are free. */
export function schwarz(points: readonly Point[], components: readonly Component[]): number {
  const [n, d, k] = [points.length, points[0]?.length ?? 0, components.length];
  const free = k - 1 + k * (d + (d * (d + 1)) / 2);
  return -2 * n * meanLogLikelihood(points, components) + free * Math.log(n);
}

function heapsOf(components: readonly Component[], points: readonly Point[]): readonly Heap[] {
  const owners = points.map((point) => {
    const likelihoods = components.map(
      (one) => Math.log(one.weight) + meanLogLikelihood([point], [{ ...one, weight: 1 }]),
    );
    return likelihoods.indexOf(Math.max(...likelihoods));
  });
  return components
    .map(({ weight, mean, lower }, k) => ({
      share: weight,
      mean,
      deviations: mean.map((_, i) => Math.hypot(...lower.slice(i * mean.length, i * mean.length + i + 1))),
      members: owners.flatMap((owner, i) => (owner === k ? [i] : [])),
    }))
    .sort((a, b) => b.share - a.share);
}
