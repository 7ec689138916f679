import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';

/** What a GAN learns from: points to imitate, and points known not to be failures. */
export interface TrainingSet {
  readonly induced: readonly Point[];
  readonly passed: readonly Point[];
  /** Bins of each snapped coordinate, null for a continuous one. */
  readonly binsPerAxis: readonly (number | null)[];
}

/**
 * `rows` points drawn with replacement, row-major. A coordinate at the centre of a bin is spread
 * evenly over the bin: without it a discriminator tells the lattice from any smooth generator.
 */
export function drawRows(
  rng: Rng,
  points: readonly Point[],
  rows: number,
  binsPerAxis: readonly (number | null)[],
): Float32Array {
  const width = binsPerAxis.length;
  const values = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const point = rng.pick(points);
    binsPerAxis.forEach((bins, i) => {
      const spread = bins === null ? 0 : rng.range(-1, 1) / bins;
      values[row * width + i] = (point[i] as number) + spread;
    });
  }
  return values;
}

export function addNoise(rng: Rng, values: Float32Array, std: number): void {
  if (std === 0) return;
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) + std * rng.normal();
}

/** Brings what lies beyond a face of [-1, 1]^d back by as much, so that no mass piles up on the face. */
export function foldIntoBox(values: Float32Array): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value > 1) values[i] = Math.max(-1, 2 - value);
    else if (value < -1) values[i] = Math.min(1, -2 - value);
  }
}
