import type { Rng } from '../../sim/core/index.ts';
import { normalShare } from '../models/normal.ts';

/** What some coordinates say about one axis: values can be drawn, and have a density. */
export interface Parzen {
  draw(rng: Rng): number;
  logDensity(x: number): number;
}

const ROOT_2_PI = Math.sqrt(2 * Math.PI);

/**
 * A Gaussian about each value, cut at -1 and 1, and one about 0 with the width of the box that
 * stands for knowing nothing (Bergstra et al. 2011, section 4). A width is the larger distance to
 * the neighbours, within 2 / min(100, 1 + n) and 2 (Hyperopt's adaptive Parzen estimator).
 */
export function parzen(values: readonly number[]): Parzen {
  const centres = [...values, 0].sort((a, b) => a - b);
  const prior = centres.indexOf(0);
  const least = 2 / Math.min(100, 1 + centres.length);
  const widths = centres.map((centre, i) => {
    if (i === prior) return 2;
    const below = centre - (centres[i - 1] ?? -1);
    const above = (centres[i + 1] ?? 1) - centre;
    return Math.min(2, Math.max(least, below, above));
  });
  // Each kernel's mass within the box.
  const masses = centres.map((centre, i) => {
    const width = widths[i] as number;
    return normalShare((1 - centre) / width) - normalShare((-1 - centre) / width);
  });
  return {
    draw(rng) {
      const i = rng.int(centres.length);
      for (;;) {
        const x = (centres[i] as number) + (widths[i] as number) * rng.normal();
        if (Math.abs(x) <= 1) return x;
      }
    },
    logDensity(x) {
      let sum = 0;
      centres.forEach((centre, i) => {
        const width = widths[i] as number;
        const z = (x - centre) / width;
        sum += Math.exp(-0.5 * z * z) / (width * ROOT_2_PI * (masses[i] as number));
      });
      return Math.log(Math.max(1e-300, sum / centres.length));
    },
  };
}

/** Shares of the bins of a categorical axis, each counted once more than it was seen. */
export function parzenOfBins(values: readonly number[], bins: number): Parzen {
  const counts = new Array<number>(bins).fill(1);
  const binOf = (x: number) => Math.min(bins - 1, Math.max(0, Math.floor(((x + 1) / 2) * bins)));
  for (const value of values) counts[binOf(value)] = (counts[binOf(value)] as number) + 1;
  const total = values.length + bins;
  return {
    draw(rng) {
      let rest = rng.float() * total;
      const bin = counts.findIndex((count) => {
        rest -= count;
        return rest < 0;
      });
      return (2 * (bin < 0 ? bins - 1 : bin) + 1) / bins - 1;
    },
    logDensity: (x) => Math.log((counts[binOf(x)] as number) / total),
  };
}
