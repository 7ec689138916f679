import { expect, it } from 'vitest';
import { createAdversary, foolingRate, type OptionValues, runExperiment } from '../../../adversary/index.ts';
import { modeOf, scoreProposal } from '../../toys/landscape.ts';

async function learned(name: string, options: OptionValues, seed: number) {
  const adversary = await createAdversary(name, { baseline: 0, ...options }, { dimension: 3, seed });
  const { trials } = await runExperiment({
    adversary,
    evaluate: async (proposal) => scoreProposal(proposal),
    concurrency: 8,
  });
  return { adversary, trials, generated: trials.filter(({ phase }) => phase === 'generated') };
}

/** Least failing share of what is generated after a pool of 600, over two seeds, and modes reached. */
it.each([
  ['gmm', { pool: 600, samples: 100 }, 0.6, 3],
  ['gmm', { pool: 600, samples: 100, components: 0.5 }, 0.6, 3],
  ['gp', { pool: 600, samples: 100 }, 0.9, 3],
  ['svm', { pool: 600, samples: 100 }, 0.4, 1],
  ['bayesian', { pool: 40, searched: 140, induced: 40, samples: 100, batch: 10 }, 0.2, 2],
] as const)(
  '%s with %j fails far more often than the 6.6 %% of chance',
  async (name, options, share, modes) => {
    for (const seed of [1, 2]) {
      const { generated } = await learned(name, options, seed);
      expect(generated).toHaveLength(100);
      expect(foolingRate(generated).share).toBeGreaterThan(share);
      const reached = new Set(generated.map(({ point }) => modeOf(point)).filter((mode) => mode >= 0));
      expect(reached.size).toBeGreaterThanOrEqual(modes);
    }
  },
);

it('bridges separate failures with one Gaussian, and so fails less than a mixture', async () => {
  const one = foolingRate((await learned('gaussian', { pool: 600, samples: 200 }, 1)).generated).share;
  const many = foolingRate((await learned('gmm', { pool: 600, samples: 200 }, 1)).generated).share;
  expect(one).toBeGreaterThan(0.08);
  expect(one).toBeLessThan(many - 0.2);
});

it('has the pool, the induced set and the baseline that BBGAN has for the same seed', async () => {
  const sizes = { pool: 80, induced: 10, samples: 5, baseline: 9 };
  const bbgan = await learned('bbgan', { ...sizes, iterations: 2, attempts: 1 }, 4);
  const gaussian = await learned('gaussian', sizes, 4);
  expect(gaussian.trials.slice(0, 80)).toEqual(bbgan.trials.slice(0, 80));
  expect(gaussian.trials.slice(-9)).toEqual(bbgan.trials.slice(-9));
  const induced = ({ adversary }: typeof bbgan) =>
    (adversary.diagnostics() as { stages: { induced: string[] }[] }).stages[0]?.induced;
  expect(induced(gaussian)).toEqual(induced(bbgan));
});

it('says when a model is made from a part of the pool', async () => {
  const { adversary } = await learned('gp', { pool: 90, most: 60, samples: 5, candidates: 50 }, 1);
  expect(adversary.remarks).toEqual(['The model is made from 60 of the 90 pool trials.']);
});

it('refuses an induced set larger than what it is taken from', async () => {
  const context = { dimension: 2, seed: 1 };
  await expect(createAdversary('gmm', { pool: 50 }, context)).rejects.toThrow(/induced at most 50/);
  await expect(createAdversary('bayesian', { searched: 50 }, context)).rejects.toThrow(/at most 50/);
});
