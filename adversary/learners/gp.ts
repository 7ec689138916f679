import { fitSettings } from '../models/fit-process.ts';
import { GaussianProcess } from '../models/gaussian-process.ts';
import { rankerKind } from './rankers.ts';

/**
 * The baseline "GPR" of Hamdi, Mueller and Ghanem (SADA, AAAI 2020): Gaussian-process regression of the
 * score (Rasmussen and Williams 2006, chapter 2), ranked by its mean.
 */
export const gpKind = rankerKind({
  name: 'gp',
  description: 'runs the scenes for which a Gaussian process predicts the lowest scores',
  options: [],
  prepare: async () => undefined,
  learn(trials, _, rng) {
    const points = trials.map((trial) => trial.point);
    const scores = trials.map((trial) => trial.score);
    const settings = fitSettings(points, scores, rng);
    const process = new GaussianProcess(points, scores, settings);
    return {
      rank: (point) => process.mean(point),
      figures: { ...settings, lengths: [...settings.lengths], logLikelihood: process.logLikelihood },
    };
  },
});
