import { FaultscapeError } from '../../sim/core/index.ts';
import { real, whole } from '../number-options.ts';
import type { OptionSpec, OptionValues } from '../options.ts';
import type { AdversaryKind } from '../registry.ts';
import { spendOnImitation } from '../spending.ts';
import { Bbgan, type BbganPlan } from './bbgan.ts';
import { type InducerName, PRESETS, type PresetName } from './settings.ts';

const options: readonly OptionSpec[] = [
  {
    name: 'preset',
    type: 'choice',
    unit: '',
    choices: Object.keys(PRESETS),
    default: 'healthy',
    description:
      'how the GAN is built: healthy covers the failures, paper follows the publication and collapses',
  },
  whole('pool', 'episodes', 1, 1000, 'uniform random scenes scored first'),
  whole('induced', 'episodes', 1, 100, 'pool trials the GAN learns to imitate, at most'),
  whole('samples', 'episodes', 1, 50, 'scenes generated and scored, per stage'),
  whole('boost', 'stages', 0, 0, 'further stages that learn from the generated scenes too'),
  real('boostKeeps', 'share', [0, 1], 0.5, 'part of the old pool that a boost stage keeps'),
  whole(
    'baseline',
    'episodes',
    0,
    null,
    'independent random scenes to compare with (default: as many as samples)',
  ),
  {
    name: 'inducer',
    type: 'choice',
    unit: '',
    choices: ['rank', 'eps'],
    default: null,
    description: 'rank: the lowest scores; eps: failures only (default: eps with healthy, rank with paper)',
  },
  whole('iterations', 'steps', 1, null, 'training steps of the GAN (default: by preset)'),
  whole('latent', 'numbers', 1, null, 'normal numbers fed to the generator (default: by preset)'),
  whole('categories', 'modes', 0, null, 'categories fed to the generator (default: by preset)'),
  whole(
    'attempts',
    'trainings',
    1,
    null,
    'fresh starts until the samples fit the induced set (default: by preset)',
  ),
  {
    name: 'learningRate',
    type: 'number',
    unit: '',
    low: 1e-7,
    high: 1,
    default: null,
    description: "Adam's step size (default: by preset)",
  },
];

export const bbganKind: AdversaryKind = {
  name: 'bbgan',
  description: 'trains a GAN on the scenes that failed and generates more of them',
  options,
  spend: spendOnImitation,
  create: (values, context) => new Bbgan(planOf(values), context),
};

/** The plan that complete, checked options describe. */
export function planOf(values: OptionValues): BbganPlan {
  const preset = PRESETS[values.preset as PresetName];
  const number = (name: string, otherwise: number): number => Number(values[name] ?? otherwise);
  const { gan } = preset;
  const plan: BbganPlan = {
    pool: number('pool', Number.NaN),
    induced: number('induced', Number.NaN),
    samples: number('samples', Number.NaN),
    boost: number('boost', Number.NaN),
    boostKeeps: number('boostKeeps', Number.NaN),
    baseline: number('baseline', Number(values.samples)),
    inducer: (values.inducer as InducerName | undefined) ?? preset.inducer,
    gan: {
      ...gan,
      latent: {
        normals: number('latent', gan.latent.normals),
        categories: number('categories', gan.latent.categories),
      },
      iterations: number('iterations', gan.iterations),
      attempts: number('attempts', gan.attempts),
      learningRate: number('learningRate', gan.learningRate),
    },
  };
  if (plan.induced > plan.pool) {
    throw new FaultscapeError('usage', 'The induced set cannot be larger than the pool.', {
      expected: `induced at most ${plan.pool}`,
      got: `${plan.induced}`,
      hint: 'raise pool or lower induced',
    });
  }
  return plan;
}
