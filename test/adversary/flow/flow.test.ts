import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Flow } from '../../../adversary/flow/flow.ts';
import { createAdversary, runExperiment } from '../../../adversary/index.ts';
import { Adam } from '../../../adversary/nets/adam.ts';
import { Rng } from '../../../sim/core/rng.ts';
import { modeOf, scoreProposal } from '../../toys/landscape.ts';

interface Reference {
  readonly sizes: readonly number[];
  readonly nets: readonly (readonly (readonly number[])[])[];
  readonly points: readonly (readonly number[])[];
  readonly logRatios: readonly number[];
  readonly gradients: readonly (readonly number[])[];
}
const golden = new URL('../../golden/adversary/flow.json', import.meta.url);
const reference = JSON.parse(readFileSync(golden, 'utf8')) as Reference;
const referenceFlow = () =>
  Flow.of(
    reference.nets.map((net) => ({
      sizes: reference.sizes,
      parameters: net.map((values) => Float32Array.from(values)),
    })),
  );

it('has the densities and gradients of PyTorch', () => {
  const flow = referenceFlow();
  flow.logRatios(reference.points).forEach((value, i) => {
    expect(value).toBeCloseTo(reference.logRatios[i] as number, 9);
  });
  const { gradients } = flow.loss(reference.points);
  expect(gradients).toHaveLength(reference.gradients.length);
  gradients.forEach((values, k) => {
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(reference.gradients[k]?.[i] as number, 9);
    });
  });
});

it('has a density that adds up to one, and draws by it', () => {
  // Half of the reference's weights: its own density has peaks that random points hardly meet.
  const flow = referenceFlow();
  for (const values of flow.parameters) values.set(values.map((value) => value / 2));
  const rng = new Rng(1, 'mass');
  const box = Array.from({ length: 40_000 }, () => [0, 1, 2].map(() => rng.range(-1, 1)));
  const ratios = flow.logRatios(box).map(Math.exp);
  expect(ratios.reduce((sum, r) => sum + r, 0) / box.length).toBeCloseTo(1, 1);
  const half = (points: readonly (readonly number[])[], weigh: (i: number) => number) =>
    points.reduce((sum, [x = 0], i) => sum + (x > 0 ? weigh(i) : 0), 0) / points.length;
  const draws = Array.from({ length: 20_000 }, () => flow.draw(rng));
  expect(half(draws, () => 1)).toBeCloseTo(
    half(box, (i) => ratios[i] as number),
    1,
  );
});

it('is the uniform distribution before it has learned', () => {
  const flow = Flow.uniform(4, 5, 8, new Rng(1, 'uniform'));
  for (const log of flow.logRatios([
    [0.1, -0.9, 0.99, 0],
    [1, -1, 0.5, 0.5],
  ])) {
    expect(log).toBeCloseTo(0, 9);
  }
});

it('learns a curved shape', () => {
  const flow = Flow.uniform(2, 6, 32, new Rng(1, 'curve'));
  const adam = new Adam(flow.parameters, { learningRate: 5e-3, beta1: 0.9, beta2: 0.999 });
  const rng = new Rng(2, 'curve');
  const draw = () => {
    const x = rng.range(-0.8, 0.8);
    return [x, 0.8 * x * x - 0.3 + 0.03 * rng.normal()];
  };
  for (let step = 0; step < 500; step++) adam.step(flow.loss(Array.from({ length: 64 }, draw)).gradients);
  const draws = Array.from({ length: 500 }, () => flow.draw(rng));
  const near = draws.filter(([x = 0, y = 0]) => Math.abs(y - (0.8 * x * x - 0.3)) < 0.15);
  expect(near.length / draws.length).toBeGreaterThan(0.85);
});

it('fails far more often than chance, and knows the failing share of the space', async () => {
  const adversary = await createAdversary('flow', { samples: 600 }, { dimension: 3, seed: 1 });
  await runExperiment({ adversary, evaluate: async (p) => scoreProposal(p), concurrency: 8 });
  const draws = adversary.distribution().sample(400, 1);
  expect(draws.filter((point) => modeOf(point) >= 0).length / 400).toBeGreaterThan(0.4);
  const { failingShare } = adversary.diagnostics() as {
    failingShare: { estimate: number; standardError: number };
  };
  // Three balls of 2.245 % each.
  expect(Math.abs(failingShare.estimate - 0.06735)).toBeLessThan(4 * failingShare.standardError);
  expect(failingShare.standardError).toBeLessThan(0.04);
});
