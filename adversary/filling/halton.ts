import { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { fillingKind } from './filling.ts';

/**
 * Halton's sequence (Halton 1960, eq. for the radical inverse in base b): axis j of point i is
 * the number that the digits of i in the j-th prime base make behind the point, mirrored. With
 * many axes the plain sequence runs along lines, so its digits are permuted at random, each place
 * on its own (Owen, "A randomized Halton algorithm in R", arXiv 1706.02808, 2017).
 */
export const haltonKind = fillingKind({
  name: 'halton',
  description: 'evenly spread scenes by the Halton sequence; learns nothing',
  phase: 'filling',
  options: [
    {
      name: 'scramble',
      type: 'choice',
      unit: '',
      choices: ['digits', 'none'],
      default: 'digits',
      description: 'digits: permute digits by the seed; none: the plain sequence from its second point',
    },
  ],
  points: (n, { dimension, seed }, { scramble }) =>
    scramble === 'none'
      ? haltonPoints(n + 1, dimension, null).slice(1)
      : haltonPoints(n, dimension, new Rng(seed, 'halton')),
});

/** The first n points in [-1, 1]^d; without a stream, unscrambled. */
export function haltonPoints(n: number, dimension: number, rng: Rng | null): readonly Point[] {
  const axes = firstPrimes(dimension).map((base) => radicalInverses(n, base, rng));
  return Array.from({ length: n }, (_, i) => axes.map((axis) => 2 * (axis[i] as number) - 1));
}

/** The radical inverses of 0 to n - 1, in [0, 1). */
function radicalInverses(n: number, base: number, rng: Rng | null): Float64Array {
  const values = new Float64Array(n);
  const identity = Array.from({ length: base }, (_, digit) => digit);
  // Zeros before the first digit are permuted too, so places go on to the precision of a double.
  let place = 1 / base;
  for (let power = 1; rng === null ? power < n : place > Number.EPSILON / 2; power *= base) {
    const permuted = rng === null ? identity : rng.shuffle([...identity]);
    for (let i = 0; i < n; i++) {
      const digit = Math.floor(i / power) % base;
      values[i] = (values[i] as number) + place * (permuted[digit] as number);
    }
    place /= base;
  }
  // The sum of all places can round up to one.
  return values.map((value) => Math.min(value, 1 - Number.EPSILON / 2));
}

/** The first n primes. */
export function firstPrimes(n: number): readonly number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < n; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}
