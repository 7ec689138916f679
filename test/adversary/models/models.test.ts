import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectedImprovement } from '../../../adversary/learners/bayesian.ts';
import { expectationMaximisation, fitMixture, meanLogLikelihood } from '../../../adversary/models/em.ts';
import { fitSettings } from '../../../adversary/models/fit-process.ts';
import { GaussianProcess, type GpSettings } from '../../../adversary/models/gaussian-process.ts';
import { MixtureDistribution } from '../../../adversary/models/mixture.ts';
import { normalShare } from '../../../adversary/models/normal.ts';
import { svmTrainer } from '../../../adversary/models/svm.ts';
import { Rng } from '../../../sim/core/rng.ts';

type Rows = readonly (readonly number[])[];
interface Models {
  readonly mixture: {
    readonly points: Rows;
    readonly shares: Rows;
    readonly weights: readonly number[];
    readonly means: Rows;
    readonly covariances: readonly Rows[];
    readonly meanLogLikelihood: number;
  };
  readonly processes: readonly {
    readonly points: Rows;
    readonly scores: readonly number[];
    readonly settings: Omit<GpSettings, 'kernel'>;
    readonly at: Rows;
    readonly mean: readonly number[];
    readonly deviation: readonly number[];
    readonly logLikelihood: number;
    readonly lowest: number;
    readonly improvement: readonly number[];
  }[];
  readonly machines: readonly {
    readonly points: Rows;
    readonly labels: readonly number[];
    readonly cost: number;
    readonly gamma: number;
    readonly at: Rows;
    readonly decisions: Rows;
    readonly predicted: readonly number[];
  }[];
}
const golden = new URL('../../golden/adversary/models.json', import.meta.url);
const reference = JSON.parse(readFileSync(golden, 'utf8')) as Models;

describe('expectation maximisation', () => {
  it('comes to the mixture that scikit-learn comes to from the same start', () => {
    const { points, shares, weights, means, covariances, meanLogLikelihood: likelihood } = reference.mixture;
    const mixture = expectationMaximisation(points, shares);
    expect(meanLogLikelihood(points, mixture)).toBeCloseTo(likelihood, 4);
    mixture.forEach(({ weight, mean, lower }, k) => {
      expect(weight).toBeCloseTo(weights[k] as number, 3);
      for (let i = 0; i < 3; i++) {
        expect(mean[i]).toBeCloseTo(means[k]?.[i] as number, 3);
        for (let j = 0; j < 3; j++) {
          let covariance = 0;
          for (let m = 0; m < 3; m++)
            covariance += (lower[3 * i + m] as number) * (lower[3 * j + m] as number);
          expect(covariance).toBeCloseTo(covariances[k]?.[i]?.[j] as number, 3);
        }
      }
    });
  });

  it('gives one Gaussian the mean and covariance of its points', () => {
    const [component] = fitMixture(
      [
        [-0.5, 0],
        [0.5, 0],
        [0, 0.6],
        [0, -0.6],
      ],
      1,
      new Rng(1, 'one'),
    );
    expect(component?.mean).toEqual([expect.closeTo(0, 12), expect.closeTo(0, 12)]);
    expect(component?.lower[0]).toBeCloseTo(Math.sqrt(0.125 + 1e-6), 12);
    expect(component?.lower[3]).toBeCloseTo(Math.sqrt(0.18 + 1e-6), 12);
  });

  it('bears equal points and more components than points', () => {
    const mixture = fitMixture(
      [
        [0.2, 0.2],
        [0.2, 0.2],
        [0.2, 0.2],
      ],
      5,
      new Rng(1, 'equal'),
    );
    for (const point of new MixtureDistribution(mixture).sample(50, 1)) {
      for (const x of point) expect(x).toBeCloseTo(0.2, 1);
    }
  });

  it('draws from the mixture with its shares', () => {
    const narrow = [0.01, 0, 0, 0.01];
    const mixture = new MixtureDistribution([
      { weight: 3, mean: [-0.5, -0.5], lower: narrow },
      { weight: 1, mean: [0.5, 2], lower: narrow },
    ]);
    const points = mixture.sample(4000, 1);
    const right = points.filter(([x]) => (x as number) > 0);
    expect(right.length / 4000).toBeCloseTo(0.25, 1);
    for (const [, y] of right) expect(y).toBe(1);
  });
});

describe('the Gaussian process', () => {
  it.each(reference.processes)('predicts what scikit-learn predicts ($settings.lengths)', (given) => {
    const process = new GaussianProcess(given.points, given.scores, {
      kernel: 'gaussian',
      ...given.settings,
    });
    expect(process.logLikelihood).toBeCloseTo(given.logLikelihood, 6);
    given.at.forEach((point, i) => {
      const { mean, deviation } = process.predict(point);
      expect(mean).toBeCloseTo(given.mean[i] as number, 8);
      expect(process.mean(point)).toBeCloseTo(mean, 10);
      expect(deviation).toBeCloseTo(given.deviation[i] as number, 6);
      expect(expectedImprovement({ mean, deviation }, given.lowest)).toBeCloseTo(
        given.improvement[i] as number,
        6,
      );
    });
  });

  it('finds which axis matters, and more likely settings than any it began with', () => {
    const rng = new Rng(3, 'axes');
    const points = Array.from({ length: 120 }, () => [0, 1, 2, 3].map(() => rng.range(-1, 1)));
    const scores = points.map(([x = 0]) => 0.5 + 0.4 * Math.sin(4 * x) + 0.02 * rng.normal());
    const settings = fitSettings(points, scores, new Rng(1, 'fit'));
    const [matters = 0, ...others] = settings.lengths;
    for (const length of others) expect(length).toBeGreaterThan(5 * matters);
    const plain = { kernel: 'gaussian', lengths: [1, 1, 1, 1], signal: 0.08, noise: 0.01 } as const;
    expect(new GaussianProcess(points, scores, settings).logLikelihood).toBeGreaterThan(
      new GaussianProcess(points, scores, plain).logLikelihood,
    );
    // The noise has a standard deviation of 0.02.
    expect(Math.sqrt(settings.noise)).toBeGreaterThan(0.01);
    expect(Math.sqrt(settings.noise)).toBeLessThan(0.05);
  });

  it('refuses a kernel matrix that cannot be solved', () => {
    const settings = { kernel: 'gaussian', lengths: [1], signal: 1, noise: 0 } as const;
    expect(() => new GaussianProcess([[0], [0]], [0, 1], settings)).toThrow(/positive definite/);
  });

  it('that knows more than an earlier one is to the bit the one made anew', () => {
    const given = reference.processes[0] as Models['processes'][number];
    const { points, scores, at } = given;
    const settings: GpSettings = given.settings;
    const earlier = new GaussianProcess(points.slice(0, 7), scores.slice(0, 7), settings);
    const grown = new GaussianProcess(points, scores, settings, earlier);
    const anew = new GaussianProcess(points, scores, settings);
    expect(at.map((point) => grown.predict(point))).toEqual(at.map((point) => anew.predict(point)));
    expect(grown.logLikelihood).toBe(anew.logLikelihood);
    // An earlier one of other settings, or of other points, is of no use and does no harm.
    const strangers = [
      new GaussianProcess(points.slice(0, 7), scores.slice(0, 7), { ...settings, noise: 1 }),
      new GaussianProcess([...points].reverse(), scores, settings),
    ];
    for (const stranger of strangers) {
      expect(new GaussianProcess(points, scores, settings, stranger).logLikelihood).toBe(anew.logLikelihood);
    }
  });
});

describe('the support vector machine', () => {
  it.each(reference.machines)('decides as scikit-learn does (C = $cost)', async (given) => {
    const train = await svmTrainer();
    const machine = train(given.points, given.labels, given);
    given.at.forEach((point, i) => {
      machine.decisions(point).forEach((value, k) => {
        // Stopped at a tolerance of 1e-3, the default of LIBSVM; the reference at 1e-9.
        expect(Math.abs(value - (given.decisions[i]?.[k] as number))).toBeLessThan(5e-3);
      });
      expect(machine.classify(point).label).toBe(given.predicted[i]);
    });
  });

  it('knows one class only where there is but one', async () => {
    const train = await svmTrainer();
    const machine = train([[0], [1]], [2, 2], { cost: 1, gamma: 1 });
    expect(machine.classify([0.5])).toEqual({ label: 2, lean: 0 });
  });

  it('comes to the same machine whatever the order of the points', async () => {
    const train = await svmTrainer();
    const [given] = reference.machines as [Models['machines'][number]];
    const turned = train([...given.points].reverse(), [...given.labels].reverse(), given);
    const machine = train(given.points, given.labels, given);
    for (const point of given.at) {
      turned.decisions(point).forEach((value, k) => {
        expect(Math.abs(value - (machine.decisions(point)[k] as number))).toBeLessThan(5e-3);
      });
    }
  });

  it.each([
    [5000, 1],
    [500, 25],
  ])('trains on %i points %i times, as the memory of the library is given back', async (n, rounds) => {
    const train = await svmTrainer();
    const rng = new Rng(5, 'many');
    const points = Array.from({ length: n }, () => Array.from({ length: 12 }, () => rng.range(-1, 1)));
    const labels = points.map(([x = 0, y = 0]) => (x + y > 0 ? 1 : 0));
    for (let round = 0; round < rounds; round++) {
      const machine = train(points, labels, { cost: 1, gamma: 0.02 });
      expect(machine.classify(new Array(12).fill(0.5)).label).toBe(1);
      expect(machine.classify(new Array(12).fill(-0.5)).label).toBe(0);
    }
  });

  it('leaves a forgotten promise to the host, which the library would end the process at', async () => {
    await svmTrainer();
    const listeners = process.rawListeners('unhandledRejection').map(String);
    expect(listeners.filter((text) => text.includes('process["exit"](1)'))).toEqual([]);
  });
});

it('has the normal distribution function to six digits', () => {
  // scipy.stats.norm.cdf
  expect(normalShare(0)).toBeCloseTo(0.5, 6);
  expect(normalShare(1.3)).toBeCloseTo(0.9031995154, 6);
  expect(normalShare(-2.5)).toBeCloseTo(0.0062096653, 6);
});
