import { FaultscapeError, Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { fillingKind } from './filling.ts';
import { JOE_KUO } from './sobol-directions.ts';

const BITS = 30;
const SCALE = 1 / (1 << BITS);

/**
 * Sobol's sequence (Sobol 1967) in Gray-code order (Antonov and Saleev 1979) with the directions of
 * Joe and Kuo (2008), shifted by the seed: each axis is XORed with a random number, which keeps how
 * evenly the points lie. Best where the number of samples is a power of two.
 */
export const sobolKind = fillingKind({
  name: 'sobol',
  description: 'evenly spread scenes by the Sobol sequence; learns nothing',
  phase: 'filling',
  options: [
    {
      name: 'scramble',
      type: 'choice',
      unit: '',
      choices: ['shift', 'none'],
      default: 'shift',
      description: 'shift: a digital shift by the seed; none: the plain sequence from its second point',
    },
  ],
  points: (n, { dimension, seed }, { scramble }) =>
    scramble === 'none'
      ? sobolPoints(n + 1, dimension, null).slice(1)
      : sobolPoints(n, dimension, new Rng(seed, 'sobol')),
});

/** The first n points in [-1, 1]^d; without a stream, not shifted. */
export function sobolPoints(n: number, dimension: number, rng: Rng | null): readonly Point[] {
  const axes = directions(dimension).map((direction) => {
    let state = rng === null ? 0 : rng.int(1 << BITS);
    return Array.from({ length: n }, (_, i) => {
      if (i > 0) state ^= direction[trailingZeros(i)] as number;
      return 2 * state * SCALE - 1;
    });
  });
  return Array.from({ length: n }, (_, i) => axes.map((axis) => axis[i] as number));
}

function trailingZeros(i: number): number {
  return 31 - Math.clz32(i & -i);
}

/** Direction numbers of each axis, as integers of 30 bits (Joe and Kuo, eq. 2 and 3). */
function directions(dimension: number): readonly (readonly number[])[] {
  const table = JOE_KUO.trim()
    .split(';')
    .map((row) => row.trim().split(' ').map(Number));
  if (dimension > table.length + 1) {
    throw new FaultscapeError('usage', 'The Sobol sequence has not that many axes.', {
      expected: `a space of at most ${table.length + 1} axes`,
      got: String(dimension),
      hint: 'use halton or latin-hypercube',
    });
  }
  const first = Array.from({ length: BITS }, (_, bit) => 1 << (BITS - 1 - bit));
  return [first, ...table.slice(0, dimension - 1).map((row) => directionsOf(row))];
}

function directionsOf([polynomial = 0, ...given]: readonly number[]): readonly number[] {
  const degree = given.length;
  const m = [...given];
  for (let k = degree; k < BITS; k++) {
    const oldest = m[k - degree] as number;
    let next = oldest ^ (oldest << degree);
    for (let j = 1; j < degree; j++) {
      const coefficient = (polynomial >> (degree - j)) & 1;
      next ^= coefficient * ((m[k - j] as number) << j);
    }
    m.push(next);
  }
  return m.map((value, k) => value << (BITS - 1 - k));
}
