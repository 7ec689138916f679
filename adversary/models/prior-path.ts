import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { GpSettings } from './gaussian-process.ts';

const FEATURES = 128;

/**
 * A function drawn from the prior of a Gaussian process with either kernel, by random Fourier features
 * (Rahimi and Recht 2007): near its distribution, and cheap at any number of points. The spectrum of the
 * Matern kernel is a t distribution of five degrees: normals over the root of a mean of five squares.
 */
export function priorPath({ kernel, lengths, signal }: GpSettings, rng: Rng): (point: Point) => number {
  const height = Math.sqrt((2 * signal) / FEATURES);
  const d = lengths.length;
  const frequencies = Float64Array.from(
    { length: FEATURES * d },
    (_, k) => rng.normal() / (lengths[k % d] as number),
  );
  if (kernel === 'matern') {
    for (let k = 0; k < FEATURES; k++) {
      let squares = 0;
      for (let i = 0; i < 5; i++) {
        const normal = rng.normal();
        squares += normal * normal;
      }
      for (let i = 0; i < d; i++) {
        frequencies[k * d + i] = (frequencies[k * d + i] as number) / Math.sqrt(squares / 5);
      }
    }
  }
  const phases = Float64Array.from({ length: FEATURES }, () => 2 * Math.PI * rng.float());
  const weights = Float64Array.from({ length: FEATURES }, () => height * rng.normal());
  return (point) => {
    let sum = 0;
    for (let k = 0; k < FEATURES; k++) {
      let angle = phases[k] as number;
      for (let i = 0; i < d; i++) angle += (frequencies[k * d + i] as number) * (point[i] as number);
      sum += (weights[k] as number) * Math.cos(angle);
    }
    return sum;
  };
}
