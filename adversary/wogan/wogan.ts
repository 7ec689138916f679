import { type Json, Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { Trial } from '../adversary.ts';
import { GeneratorDistribution } from '../bbgan/generator.ts';
import { real, whole } from '../number-options.ts';
import { type Generations, type SearchStart, searchKind } from '../search/search.ts';
import { failingLevel } from '../surveyor/failing-level.ts';
import { uniformPoint } from '../uniform.ts';
import { Analyser } from './analyser.ts';
import { ScoreBins } from './score-bins.ts';
import { Wgan } from './wgan.ts';

const HIDDEN = [128, 128];
const MOST_CANDIDATES = 200;
/** Steps of the analyser before each batch. */
const ANALYSER_STEPS = 60;

/**
 * WOGAN (Peltomaki, Spencer and Porres, "Wasserstein generative adversarial networks for online test
 * generation for cyber physical systems", SBST 2022; the tool STGEM): a WGAN with gradient penalty learns the
 * lower-scoring of what was run, by bins of the score; an analyser that learned the scores lets a candidate be
 * run when it predicts a score below a bar that rises with every refusal. Both go on learning from what was
 * run. Ours are the sigmoid over the bins, the learning rates, and several scenes to a training.
 */
export const woganKind = searchKind({
  name: 'wogan',
  description:
    'trains a Wasserstein GAN on the lowest scores met so far, and a network that picks what to run',
  options: [
    whole('first', 'episodes', 2, 60, 'uniform random scenes run first'),
    whole('batch', 'episodes', 1, 10, 'scenes run before the networks learn again', 10_000),
    whole('steps', 'steps', 1, 20, "the generator's steps for each batch", 100_000),
    whole('criticSteps', 'steps', 1, 5, "the critic's steps for each of the generator", 100),
    whole('latent', 'numbers', 1, 10, 'normal numbers fed to the generator', 1000),
    whole('bins', 'bins', 1, 10, 'equal parts of the range of scores', 1000),
    real('penalty', '', [0, 1000], 10, 'weight of the gradient penalty'),
    real('learningRate', '', [1e-7, 1], 5e-4, "Adam's step size, of generator and critic"),
    real('patience', 'share', [0.5, 0.9999], 0.95, 'part of its way to 1 that the bar keeps after a refusal'),
  ],
  begin: generations,
});

function* generations(start: SearchStart): Generations {
  const { dimension, samples, rng, number } = start;
  const wgan = new Wgan(
    dimension,
    {
      latent: number('latent'),
      hidden: HIDDEN,
      batch: 32,
      criticSteps: number('criticSteps'),
      penalty: number('penalty'),
      learningRate: number('learningRate'),
    },
    new Rng(rng.int(0x7fffffff), 'wgan'),
  );
  const analyser = new Analyser(dimension, new Rng(rng.int(0x7fffffff), 'analyser'));
  const tried: Trial[] = [
    ...(yield Array.from({ length: Math.min(samples, number('first')) }, () => uniformPoint(rng, dimension))),
  ];
  for (;;) {
    analyser.learn(tried, ANALYSER_STEPS);
    const bins = new ScoreBins(tried, number('bins'), Math.min(1, tried.length / samples));
    let loss = 0;
    for (let step = 0; step < number('steps'); step++) loss = wgan.step(() => bins.draw(rng).point);
    const figures: Json = { criticLoss: loss, tried: tried.length };
    start.figure('training', figures);
    start.learn(
      new GeneratorDistribution({
        latent: { normals: number('latent'), categories: 0 },
        generator: wgan.generator.toMlp(),
        discriminator: analyser.turned(),
        leastLogit: -failingLevel(tried),
      }),
    );
    tried.push(
      ...(yield Array.from({ length: number('batch') }, () =>
        accepted(wgan, analyser, tried, number('patience')),
      )),
    );
  }
}

/** The first candidate below the bar, which begins at the lowest score met. */
function accepted(wgan: Wgan, analyser: Analyser, tried: readonly Trial[], patience: number): Point {
  const lowest = tried.reduce((least, { score }) => Math.min(least, score), Number.POSITIVE_INFINITY);
  const highest = tried.reduce((most, { score }) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  let bar = lowest;
  for (let k = 1; ; k++) {
    const point = wgan.draw();
    if (k === MOST_CANDIDATES || analyser.predict(point) <= bar) return point;
    bar = highest - patience * (highest - bar);
  }
}
