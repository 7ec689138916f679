import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createAdversary, runExperiment, type Trial } from '../../../adversary/index.ts';
import { Perceptron } from '../../../adversary/nets/perceptron.ts';
import { criticLoss } from '../../../adversary/wogan/critic-loss.ts';
import { ScoreBins } from '../../../adversary/wogan/score-bins.ts';
import { Wgan } from '../../../adversary/wogan/wgan.ts';
import { Rng } from '../../../sim/core/rng.ts';
import { modeOf, scoreProposal } from '../../toys/landscape.ts';

interface Reference {
  readonly sizes: readonly number[];
  readonly rows: number;
  readonly penalty: number;
  readonly parameters: readonly (readonly number[])[];
  readonly real: readonly number[];
  readonly fake: readonly number[];
  readonly between: readonly number[];
  readonly loss: number;
  readonly gradients: readonly (readonly number[])[];
}
const golden = new URL('../../golden/adversary/wgan.json', import.meta.url);
const reference = JSON.parse(readFileSync(golden, 'utf8')) as Reference;

describe('the critic', () => {
  const critic = new Perceptron(reference.sizes, new Rng(1, 'critic'));
  critic.parameters.forEach((values, k) => {
    values.set(reference.parameters[k] as number[]);
  });
  const batches = {
    real: Float64Array.from(reference.real),
    fake: Float64Array.from(reference.fake),
    between: Float64Array.from(reference.between),
  };
  const judge = () => {
    const gradients = critic.zeros();
    return { loss: criticLoss(critic, batches, reference.rows, reference.penalty, gradients), gradients };
  };

  it("has the loss and the gradients of PyTorch's second derivatives", () => {
    const { loss, gradients } = judge();
    expect(loss).toBeCloseTo(reference.loss, 10);
    gradients.forEach((values, k) => {
      values.forEach((value, i) => {
        expect(value).toBeCloseTo(reference.gradients[k]?.[i] as number, 9);
      });
    });
  });

  it('has the gradients that finite differences have', () => {
    const { gradients } = judge();
    const step = 1e-6;
    critic.parameters.forEach((values, k) => {
      for (let i = 0; i < values.length; i += 3) {
        const kept = values[i] as number;
        values[i] = kept + step;
        const above = judge().loss;
        values[i] = kept - step;
        const below = judge().loss;
        values[i] = kept;
        expect((above - below) / (2 * step)).toBeCloseTo(gradients[k]?.[i] as number, 5);
      }
    });
  });
});

it('learns where points lie', () => {
  const settings = {
    latent: 4,
    hidden: [32, 32],
    batch: 32,
    criticSteps: 5,
    penalty: 10,
    learningRate: 1e-3,
  };
  const wgan = new Wgan(2, settings, new Rng(1, 'wgan'));
  const rng = new Rng(2, 'points');
  for (let step = 0; step < 250; step++) {
    wgan.step(() => [0.5 + 0.1 * rng.normal(), -0.4 + 0.05 * rng.normal()]);
  }
  const points = Array.from({ length: 500 }, () => wgan.draw());
  const mean = (axis: number) => points.reduce((sum, p) => sum + (p[axis] as number), 0) / points.length;
  expect(mean(0)).toBeCloseTo(0.5, 1);
  expect(mean(1)).toBeCloseTo(-0.4, 1);
});

describe('the bins', () => {
  const trials = Array.from({ length: 100 }, (_, i) => ({ score: i / 100 }) as Trial);
  const meanScore = (spent: number) => {
    const bins = new ScoreBins(trials, 10, spent);
    const rng = new Rng(3, 'bins');
    return Array.from({ length: 2000 }, () => bins.draw(rng).score).reduce((a, b) => a + b, 0) / 2000;
  };

  it('prefer low scores, and more so as the budget is spent', () => {
    expect(meanScore(0)).toBeLessThan(0.35);
    expect(meanScore(1)).toBeLessThan(meanScore(0) - 0.05);
  });

  it('draw from equal scores too', () => {
    const equal = [{ score: 1 }, { score: 1 }] as Trial[];
    expect(new ScoreBins(equal, 10, 0.5).draw(new Rng(1, 'equal')).score).toBe(1);
  });
});

it('fails several times as often as chance, and leaves a generator that does', async () => {
  const adversary = await createAdversary('wogan', { samples: 200, batch: 20 }, { dimension: 3, seed: 1 });
  const { trials } = await runExperiment({
    adversary,
    evaluate: async (p) => scoreProposal(p),
    concurrency: 8,
  });
  const searched = trials.slice(60);
  expect(searched.filter(({ failed }) => failed).length / searched.length).toBeGreaterThan(0.2);
  const draws = adversary.distribution().sample(300, 1);
  expect(draws.filter((point) => modeOf(point) >= 0).length / 300).toBeGreaterThan(0.3);
});
