import { expect, it } from 'vitest';
import { createAdversary, foolingRate, runExperiment, type Trial } from '../../../adversary/index.ts';
import { modeOf, scoreProposal } from '../../toys/landscape.ts';

async function searched(name: string, seed: number, options: object = {}): Promise<readonly Trial[]> {
  const adversary = await createAdversary(name, { samples: 600, ...options }, { dimension: 3, seed });
  const { trials } = await runExperiment({
    adversary,
    evaluate: async (proposal) => scoreProposal(proposal),
    concurrency: 8,
  });
  return trials;
}

/** Least share of 600 scenes that failed over three seeds, and least number of the three modes reached. */
it.each([
  ['cross-entropy', 0.5, 1],
  ['cma-es', 0.25, 3],
  ['genetic', 0.5, 1],
  ['simulated-annealing', 0.3, 2],
  ['map-elites', 0.09, 3],
  ['nsga2', 0.2, 2],
  ['tpe', 0.6, 1],
])('%s finds failures more often than the 6.6 %% of chance', async (name, share, modes) => {
  for (const seed of [1, 2, 3]) {
    const trials = await searched(name, seed);
    expect(foolingRate(trials).share).toBeGreaterThan(share);
    expect(
      new Set(trials.map(({ point }) => modeOf(point)).filter((mode) => mode >= 0)).size,
    ).toBeGreaterThanOrEqual(modes);
  }
});

it('leaves a Gaussian behind that mostly fails, by cross-entropy', async () => {
  const adversary = await createAdversary('cross-entropy', { samples: 1000 }, { dimension: 3, seed: 5 });
  await runExperiment({ adversary, evaluate: async (p) => scoreProposal(p), concurrency: 8 });
  const drawn = adversary.distribution().sample(500, 1);
  expect(drawn.filter((point) => modeOf(point) >= 0).length / 500).toBeGreaterThan(0.6);
});

it('begins CMA-ES anew once it has contracted', async () => {
  const adversary = await createAdversary('cma-es', { samples: 600 }, { dimension: 3, seed: 1 });
  await runExperiment({ adversary, evaluate: async (p) => scoreProposal(p), concurrency: 8 });
  expect((adversary.diagnostics() as { runs: number }).runs).toBeGreaterThan(2);
});

it('goes on to the lowest score with CMA-ES where that is asked for', async () => {
  const lowest = async (until: string) =>
    Math.min(...(await searched('cma-es', 2, { until })).map((trial) => trial.score));
  expect(await lowest('minimum')).toBeLessThan(0.05);
  expect(await lowest('minimum')).toBeLessThan(await lowest('failure'));
});
