import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { real } from '../number-options.ts';

/** How children are made of parents, by the distribution indices of the publications. */
export interface Variation {
  /** Probability that a pair of parents is crossed. */
  readonly crossover: number;
  /** eta_c: the larger, the nearer are children to their parents. */
  readonly crossoverIndex: number;
  /** Probability that a coordinate is changed; 0 stands for one over the number of axes. */
  readonly mutation: number;
  /** eta_m: the larger, the smaller the changes. */
  readonly mutationIndex: number;
}

export const VARIATION_OPTIONS = [
  real('crossover', 'probability', [0, 1], 0.9, 'how likely two parents are crossed'),
  real('crossoverIndex', '', [0.1, 1000], 15, 'eta_c: the larger, the nearer are children to parents'),
  real('mutation', 'probability', [0, 1], 0, 'how likely a coordinate changes (0: one axis on average)'),
  real('mutationIndex', '', [0.1, 1000], 20, 'eta_m: the larger, the smaller the changes'),
];

export function variationOf(number: (option: string) => number): Variation {
  return {
    crossover: number('crossover'),
    crossoverIndex: number('crossoverIndex'),
    mutation: number('mutation'),
    mutationIndex: number('mutationIndex'),
  };
}

/** Two children of two parents: crossed, then mutated. */
export function breed(mother: Point, father: Point, variation: Variation, rng: Rng): readonly [Point, Point] {
  const [a, b] = rng.float() < variation.crossover ? cross(mother, father, variation, rng) : [mother, father];
  return [mutate(a, variation, rng), mutate(b, variation, rng)];
}

/**
 * Simulated binary crossover within bounds (Deb and Agrawal, Complex Systems 9, 1995; bounded as in
 * Deb's NSGA-II): a coordinate is crossed with probability one half.
 */
function cross(mother: Point, father: Point, { crossoverIndex }: Variation, rng: Rng): [Point, Point] {
  const a = [...mother];
  const b = [...father];
  mother.forEach((x, axis) => {
    const y = father[axis] as number;
    if (rng.float() < 0.5 || Math.abs(x - y) < 1e-12) return;
    const [low, high] = x < y ? [x, y] : [y, x];
    const u = rng.float();
    const middle = (low + high) / 2;
    const half = (high - low) / 2;
    const below = middle - half * spreadFactor(u, 1 + (low + 1) / half, crossoverIndex);
    const above = middle + half * spreadFactor(u, 1 + (1 - high) / half, crossoverIndex);
    const swapped = rng.float() < 0.5;
    a[axis] = inside(swapped ? above : below);
    b[axis] = inside(swapped ? below : above);
  });
  return [a, b];
}

/** beta_q: how many times as far from the middle a child lies; `furthest` is at the bound. */
function spreadFactor(u: number, furthest: number, index: number): number {
  const alpha = 2 - power(furthest, -(index + 1));
  return u <= 1 / alpha ? power(u * alpha, 1 / (index + 1)) : power(1 / (2 - u * alpha), 1 / (index + 1));
}

/** Polynomial mutation within bounds (Deb and Goyal, Computer Science and Informatics 26, 1996). */
function mutate(point: Point, { mutation, mutationIndex }: Variation, rng: Rng): Point {
  const probability = mutation === 0 ? 1 / point.length : mutation;
  return point.map((x) => {
    if (rng.float() >= probability) return x;
    const u = rng.float();
    const exponent = mutationIndex + 1;
    const room = u < 0.5 ? (1 + x) / 2 : (1 - x) / 2;
    const bound = power(1 - room, exponent);
    const change =
      u < 0.5
        ? power(2 * u + (1 - 2 * u) * bound, 1 / exponent) - 1
        : 1 - power(2 * (1 - u) + (2 * u - 1) * bound, 1 / exponent);
    return inside(x + 2 * change);
  });
}

function power(base: number, exponent: number): number {
  return base <= 0 ? 0 : Math.exp(exponent * Math.log(base));
}

function inside(x: number): number {
  return Math.max(-1, Math.min(1, x));
}
