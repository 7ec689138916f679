import { standardDeviation } from '../sim/core/index.ts';
import type { Point } from '../sim/space/index.ts';

/** A bandwidth of zero (all samples equal on an axis) would make the estimate infinite. */
const LEAST_BANDWIDTH = 0.02;

/**
 * Density of `samples` at each of `points`: a Gaussian kernel per sample, one bandwidth per axis
 * by Scott's rule (std n^(-1/(d+4))). Per unit volume of [-1, 1]^d; it spills a little over the
 * box's faces. Meant for plots of one or two axes.
 */
export function density(samples: readonly Point[], points: readonly Point[]): readonly number[] {
  const dimension = samples[0]?.length ?? 0;
  if (dimension === 0) return points.map(() => 0);
  const scott = Math.exp(-Math.log(samples.length) / (dimension + 4));
  const bandwidths = Array.from({ length: dimension }, (_, axis) =>
    Math.max(LEAST_BANDWIDTH, scott * standardDeviation(samples.map((p) => p[axis] as number))),
  );
  const height = bandwidths.reduce((h, b) => h / (b * Math.sqrt(2 * Math.PI)), 1 / samples.length);
  return points.map((point) => {
    let sum = 0;
    for (const sample of samples) {
      let exponent = 0;
      bandwidths.forEach((bandwidth, axis) => {
        const z = ((point[axis] as number) - (sample[axis] as number)) / bandwidth;
        exponent -= 0.5 * z * z;
      });
      sum += Math.exp(exponent);
    }
    return height * sum;
  });
}
