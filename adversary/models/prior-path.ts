import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { GpSettings } from './gaussian-process.ts';

const FEATURES = 128;

/**
 * A function drawn from the prior of a Gaussian process with the squared-exponential kernel, by random
 * Fourier features (Rahimi and Recht 2007): near its distribution, and cheap at any number of points.
 */
export function priorPath({ lengths, signal }: GpSettings, rng: Rng): (point: Point) => number {
  const height = Math.sqrt((2 * signal) / FEATURES);
  const d = lengths.length;
  const frequencies = Float64Array.from(
    { length: FEATURES * d },
    (_, k) => rng.normal() / (lengths[k % d] as number),
  );
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
