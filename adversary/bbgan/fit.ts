import type { Point } from '../../sim/space/index.ts';

/** Mean Euclidean distance over all pairs (a, b). */
function meanDistance(a: readonly Point[], b: readonly Point[]): number {
  let sum = 0;
  for (const p of a) {
    for (const q of b) {
      let square = 0;
      for (let i = 0; i < p.length; i++) {
        const d = (p[i] as number) - (q[i] as number);
        square += d * d;
      }
      sum += Math.sqrt(square);
    }
  }
  return sum / (a.length * b.length);
}

/** Energy distance of two samples (Szekely and Rizzo 2013): 2 E|A-B| - E|A-A'| - E|B-B'|, at least 0. */
export function energyDistance(a: readonly Point[], b: readonly Point[]): number {
  return 2 * meanDistance(a, b) - meanDistance(a, a) - meanDistance(b, b);
}

/**
 * What `energyDistance` comes to on average when both samples are drawn from one distribution,
 * which is taken to be that of `a`: (1/n + 1/m) E|A-A'| with A' drawn anew.
 */
export function expectedEnergyDistance(a: readonly Point[], otherSize: number): number {
  if (a.length < 2) return 0;
  const freshPairs = (meanDistance(a, a) * a.length) / (a.length - 1);
  return (1 / a.length + 1 / otherSize) * freshPairs;
}
