import { Rng } from '../../sim/core/index.ts';
import { type Course, CourseAdversary, type Notes } from '../course.ts';
import { fitMixture } from '../models/em.ts';
import { MixtureDistribution } from '../models/mixture.ts';
import { real } from '../number-options.ts';
import type { OptionSpec, OptionValues } from '../options.ts';
import type { AdversaryContext, AdversaryKind } from '../registry.ts';
import { spendOnImitation } from '../spending.ts';
import {
  baselineOf,
  COMPARED,
  checkInduced,
  drawn,
  GENERATED,
  INDUCED,
  inducedOf,
  POOL,
  poolPoints,
} from './pooled.ts';

/**
 * The baseline "Gaussian" of Hamdi, Mueller and Ghanem (SADA, AAAI 2020): BBGAN with one Gaussian of
 * full covariance in place of the GAN.
 */
export const gaussianKind = kindOf(
  'gaussian',
  'fits one Gaussian to the scenes that failed and draws more of them',
  [],
);

/** The baselines "GMM 10 %" and "GMM 50 %" of the same publication: a mixture fitted by EM. */
export const gmmKind = kindOf('gmm', 'fits a mixture of Gaussians to the scenes that failed', [
  real('components', 'share', [0, 1], 0.1, 'Gaussians per induced scene; published: 0.1 and 0.5'),
]);

function kindOf(name: string, description: string, options: readonly OptionSpec[]): AdversaryKind {
  return {
    name,
    description,
    options: [POOL, ...INDUCED, GENERATED, COMPARED, ...options],
    spend: spendOnImitation,
    create(values, context) {
      checkInduced(values, 'pool');
      const begin = (notes: Notes) => learn(values, context, notes);
      const length = Number(values.pool) + Number(values.samples);
      return new CourseAdversary({ name, length, baseline: baselineOf(values), begin }, context);
    },
  };
}

function* learn(options: OptionValues, context: AdversaryContext, notes: Notes): Course {
  const pool = yield { phase: 'pool', points: poolPoints(Number(options.pool), context) };
  const induced = inducedOf(pool, options, context, notes).map((trial) => trial.point);
  const wanted = Math.max(1, Math.round(Number(options.components ?? 0) * induced.length));
  const mixture = fitMixture(induced, wanted, new Rng(context.seed, 'mixture'));
  notes.figures.components = mixture.length;
  const distribution = new MixtureDistribution(mixture);
  yield { phase: 'generated', points: drawn(distribution, Number(options.samples), context.seed) };
  return distribution;
}
