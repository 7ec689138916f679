import { mean, standardDeviation } from '../../sim/core/index.ts';
import type { Trial } from '../adversary.ts';
import type { Prediction } from '../models/gaussian-process.ts';
import { normalShare } from '../models/normal.ts';

/** How deep below the failing level a score can lie, in deviations of all scores. */
const DEEPEST = 0.6;
/** Shares of its depth that a failing score may keep. */
export const KEEPS = [0.5, 0.25, 0.1];

/**
 * The scores that a map is made of. How badly a scene fails says little of where failures end, and a narrow gorge
 * between gentle slopes looks like noise: of the depth below the level a share is kept, and it is cut where it is beyond the rest.
 */
export function shallow(scores: readonly number[], level: number, kept: number): readonly number[] {
  const deepest = DEEPEST * standardDeviation(scores);
  return scores.map((score) => (score >= level ? score : level - Math.min(deepest, kept * (level - score))));
}

/**
 * How well the score of a scene that passed is foretold by all others: the correlation of what is predicted, the
 * scene left out, with what came; 0 where passing scenes are alike. Failures are left out of it, as knowing
 * that they are low is no slope towards them.
 */
export function skillOf(predicted: readonly number[], scores: readonly number[], level: number): number {
  const passing = scores.flatMap((score, i) => (score > level ? [i] : []));
  const x = passing.map((i) => predicted[i] as number);
  const y = passing.map((i) => scores[i] as number);
  const [sx, sy] = [standardDeviation(x), standardDeviation(y)];
  if (!(sx > 0 && sy > 0)) return 0;
  const [mx, my] = [mean(x), mean(y)];
  const together = mean(x.map((value, i) => (value - mx) * ((y[i] as number) - my)));
  return Math.max(0, together / (sx * sy));
}

/** No scene weighs more than one foretold to be otherwise with a millionth of doubt. */
const LEAST_LIKELY = 1e-6;

/**
 * How well it is foretold which scenes fail, each left out: the logarithm of how likely the predictions make what
 * came. It asks for no depths, so maps of scores that keep more or less of theirs can be compared by it.
 */
export function foretold(
  predictions: readonly Prediction[],
  failed: readonly boolean[],
  level: number,
  noise: number,
): number {
  return predictions.reduce((sum, { mean, deviation }, i) => {
    const fails = normalShare((level - mean) / Math.max(1e-9, Math.sqrt(deviation * deviation + noise)));
    return sum + Math.log(Math.max(LEAST_LIKELY, failed[i] ? fails : 1 - fails));
  }, 0);
}

/** Whether scenes run again score otherwise, by more than a twentieth of what scores differ by. */
export function areNoisy(before: readonly Trial[], again: readonly Trial[], all: readonly Trial[]): boolean {
  if (again.length === 0) return false;
  const apart = again.map((trial, i) => Math.abs(trial.score - (before[i] as Trial).score));
  return mean(apart) > standardDeviation(all.map((trial) => trial.score)) / 20;
}
