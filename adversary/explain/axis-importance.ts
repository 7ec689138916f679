import { mean, Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { fitSettings } from '../models/fit-process.ts';
import { GaussianProcess } from '../models/gaussian-process.ts';
import type { Observed } from './observed.ts';
import { type Estimate, shareEstimate } from './quantiles.ts';
import { type AxisShares, sobolDesign, sobolIndices } from './sobol-indices.ts';

export interface AxisImportance {
  /** By axis, as shares of the variance of Q over the whole space, each scene alike. */
  readonly axes: readonly { readonly first: Estimate; readonly total: Estimate }[];
  /**
   * Share of the variance of Q that the model foretells of episodes it has not seen (leave-one-out). Where it
   * is low the indices tell of the model and not of the agent.
   */
  readonly foretold: number;
  /** Episodes that the model learned on. */
  readonly learnedOn: number;
}

/** A process costs the cube of its episodes. */
const MOST_LEARNED = 300;
/** Episodes that its lengths are fitted on. */
const FITTED = 200;
const FEWEST = 20;
const ROWS = 512;
const DRAWS = 32;

/**
 * How much of Q each axis decides: Sobol's indices of a Gaussian process that learned Q from the episodes.
 * Each of many functions drawn from its posterior gives indices, from rows drawn again with replacement (Le
 * Gratiet, Cannamela and Iooss 2014), so an interval holds both what the model does not know and what the sum
 * has of chance. Null for fewer than 20 episodes, or where all have one score.
 */
export function axisImportance(
  episodes: readonly Observed[],
  options: { seed: number; snap: (point: Point) => Point; draws?: number; rows?: number },
): AxisImportance | null {
  const { seed, snap, draws = DRAWS, rows = ROWS } = options;
  const learned = new Rng(seed, 'importance', 'episodes').shuffle([...episodes]).slice(0, MOST_LEARNED);
  const scores = learned.map(({ score }) => score);
  if (learned.length < FEWEST || scores.every((score) => score === scores[0])) return null;
  const points = learned.map(({ point }) => point);
  const process = new GaussianProcess(
    points,
    scores,
    fitSettings(points, scores, new Rng(seed, 'importance', 'fit'), { fitted: FITTED }),
  );
  const dimension = (points[0] as Point).length;
  const design = sobolDesign(rows, dimension, new Rng(seed, 'importance', 'design'), snap);
  const drawPath = process.pathsAt([...design.a, ...design.b, ...design.mixed.flat()]);
  const rng = new Rng(seed, 'importance', 'draws');
  const found = Array.from({ length: draws }, () => {
    const path = drawPath(rng);
    const part = (k: number) => path.subarray(k * rows, (k + 1) * rows);
    const values = { a: part(0), b: part(1), mixed: design.mixed.map((_, axis) => part(axis + 2)) };
    return sobolIndices(
      values,
      Array.from({ length: rows }, () => rng.int(rows)),
    );
  });
  const estimate = (axis: number, which: keyof AxisShares) => {
    const drawn = found.map((shares) => (shares[axis] as AxisShares)[which]);
    return shareEstimate(mean(drawn), drawn);
  };
  return {
    axes: Array.from({ length: dimension }, (_, axis) => ({
      first: estimate(axis, 'first'),
      total: estimate(axis, 'total'),
    })),
    foretold: foretold(process, scores),
    learnedOn: learned.length,
  };
}

function foretold(process: GaussianProcess, scores: readonly number[]): number {
  const centre = mean(scores);
  const square = (values: readonly number[]) => values.reduce((sum, x) => sum + x * x, 0);
  const misses = process.leaveOneOut().map((guess, i) => (scores[i] as number) - guess.mean);
  return Math.max(0, 1 - square(misses) / square(scores.map((score) => score - centre)));
}
