import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { haltonPoints } from '../filling/halton.ts';

/** With more axes than this, multiples of one step run along planes, and Halton's digits are as even. */
export const MOST_AXES = 6;

/**
 * The first n of points that are even at any length. On few axes they are the multiples of one step, wrapped, from a
 * random start: the powers of the inverse of the number g with g^(d+1) = g + 1 ("The unreasonable effectiveness
 * of quasirandom sequences", Roberts 2018), which leave smaller gaps than Halton's sequence.
 */
export function evenSpread(n: number, dimension: number, rng: Rng): readonly Point[] {
  if (dimension > MOST_AXES) return haltonPoints(n, dimension, rng);
  const g = generalisedGolden(dimension);
  let step = 1;
  const axes = Array.from({ length: dimension }, () => {
    step /= g;
    return { step, start: rng.float() };
  });
  return Array.from({ length: n }, (_, i) => axes.map((axis) => 2 * ((axis.start + i * axis.step) % 1) - 1));
}

/** The root above 1 of g^(d+1) = g + 1, by Newton's method: 1.618... for one axis. */
function generalisedGolden(dimension: number): number {
  let g = 2;
  for (let i = 0; i < 64; i++) {
    let power = 1;
    for (let k = 0; k < dimension; k++) power *= g;
    g -= (power * g - g - 1) / ((dimension + 1) * power - 1);
  }
  return g;
}
