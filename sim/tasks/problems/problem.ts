import { Rng } from '../../core/rng.ts';
import type { Axis, Point } from '../../space/axis.ts';
import { Space } from '../../space/space.ts';

/** At or below this score a problem counts as failed, in all of them. */
export const PROBLEM_FAILS_BELOW = 0.5;

/** A landscape whose failures are known, so that what a method finds can be held against all there is. */
export interface Problem {
  readonly name: string;
  readonly description: string;
  readonly space: Space;
  /** The score at a point of [-1, 1]^d before noise, in [0, 1]; 0.5 on the border of the failures. */
  score(point: Point): number;
  /** Half width of the uniform noise that is added to the score, drawn from the seed; 0 for none. */
  readonly noise: number;
  /** The half width at a point, where it is not the same everywhere; at most `noise`. */
  noiseAt?(point: Point): number;
  /** Why a point cannot be; null for one that can. Left out where all can. */
  invalid?(point: Point): string | null;
  /** How likely a uniform point is valid and fails: what random search finds. */
  readonly failing: number;
  /** Share of the box that is valid and fails without noise: the set that is to be covered. */
  readonly failureSet: number;
  /** How the two were come by, as a formula. */
  readonly measure: string;
}

/** The axes of a problem: numbers from -1 to 1, x1, x2 and so on. */
export function plainSpace(dimension: number, further: readonly Axis[] = []): Space {
  const axes = Array.from(
    { length: dimension },
    (_, i): Axis => ({
      kind: 'continuous',
      name: `x${i + 1}`,
      unit: '1',
      low: -1,
      high: 1,
      description: `coordinate ${i + 1}`,
    }),
  );
  return new Space('box', [...axes, ...further]);
}

/** Whether a point is in the set of failures that a method should cover: valid, and failing without noise. */
export function isFailure(problem: Problem, point: Point): boolean {
  return (problem.invalid?.(point) ?? null) === null && problem.score(point) <= PROBLEM_FAILS_BELOW;
}

/** What the seed of an episode adds to its score, in shares of the problem's noise: uniform in [-1, 1). */
export function noiseDraw(seed: number): number {
  return new Rng(seed, 'problem-noise').range(-1, 1);
}

/** The score of one episode, within [0, 1]. */
export function scoreWithNoise(problem: Problem, point: Point, seed: number): number {
  const score = problem.score(point);
  if (problem.noise === 0) return score;
  const halfWidth = problem.noiseAt?.(point) ?? problem.noise;
  return Math.max(0, Math.min(1, score + halfWidth * noiseDraw(seed)));
}

/** Points drawn uniformly from the set of failures, by rejection; what is drawn depends on nothing but the seed. */
export function sampleFailures(problem: Problem, n: number, seed: number): readonly Point[] {
  const rng = new Rng(seed, 'problem-failures', problem.name);
  const found: Point[] = [];
  while (found.length < n) {
    const point = problem.space.axes.map(() => rng.range(-1, 1));
    if (isFailure(problem, point)) found.push(problem.space.snap(point));
  }
  return found;
}
