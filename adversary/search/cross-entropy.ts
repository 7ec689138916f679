import { mean, standardDeviation } from '../../sim/core/index.ts';
import { MixtureDistribution } from '../models/mixture.ts';
import { real, whole } from '../number-options.ts';
import { byScore, clip, type Generations, type SearchStart, searchKind } from './search.ts';

/**
 * The cross-entropy method (Rubinstein 1999; De Boer, Kroese, Mannor and Rubinstein, "A Tutorial on the
 * Cross-Entropy Method", Annals of Operations Research 134, 2005, the continuous case with smoothing):
 * one Gaussian, axis by axis independent, moves to the elite of what it drew. What it learns is that
 * Gaussian, and so one region of failures: of several it ends in one.
 */
export const crossEntropyKind = searchKind({
  name: 'cross-entropy',
  description: 'moves one Gaussian to the worst of what it drew, again and again',
  options: [
    whole('population', 'episodes', 2, 40, 'scenes per generation', 1_000_000),
    real('elite', 'share', [0.01, 1], 0.15, 'lowest-scoring part of a generation to learn from'),
    real('smoothing', 'share', [0.01, 1], 0.7, 'how far the Gaussian moves to the elite'),
    real('least', 'half ranges', [0, 1], 0.05, 'standard deviation below which no axis shrinks'),
  ],
  begin: generations,
});

function* generations({ dimension, rng, number, learn, figure }: SearchStart): Generations {
  const axes = Array.from({ length: dimension }, (_, axis) => axis);
  let centre = axes.map(() => 0);
  // Wide enough that the first generation reaches all of the box.
  let spread = axes.map(() => 1);
  const levels: number[] = [];
  for (;;) {
    const points = Array.from({ length: number('population') }, () =>
      clip(axes.map((i) => (centre[i] as number) + (spread[i] as number) * rng.normal())),
    );
    learn(new MixtureDistribution([{ weight: 1, mean: centre, lower: diagonal(spread) }]));
    const trials = yield points;
    const elite = byScore(trials).slice(0, Math.max(2, Math.ceil(number('elite') * trials.length)));
    levels.push(elite.at(-1)?.score ?? 1);
    figure('levels', levels);
    const share = number('smoothing');
    const move = (from: number, to: number) => from + share * (to - from);
    const coordinates = axes.map((i) => elite.map((trial) => trial.point[i] as number));
    centre = axes.map((i) => move(centre[i] as number, mean(coordinates[i] as number[])));
    spread = axes.map((i) =>
      Math.max(number('least'), move(spread[i] as number, standardDeviation(coordinates[i] as number[]))),
    );
  }
}

/** The n x n matrix with these numbers on its diagonal, row-major. */
function diagonal(values: readonly number[]): number[] {
  return values.flatMap((value, i) => values.map((_, k) => (i === k ? value : 0)));
}
