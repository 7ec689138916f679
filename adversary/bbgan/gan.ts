import { loadTensorflow, type Tensor2D, type Tensorflow } from '../../agents/tensor/index.ts';
import { FaultscapeError, Rng } from '../../sim/core/index.ts';
import { medianSpacing } from '../metrics.ts';
import type { Mlp } from '../mlp.ts';
import { drawLatents, latentWidth } from './latent.ts';
import { Network } from './network.ts';
import type { GanSettings } from './settings.ts';
import { addNoise, drawRows, foldIntoBox, type TrainingSet } from './training-set.ts';

export interface TrainedGan {
  /** Latent to d numbers; its output still goes through tanh. */
  readonly generator: Mlp;
  /** Point to one logit: higher looks more like an induced point. */
  readonly discriminator: Mlp;
  readonly losses: readonly GanLosses[];
}

export interface GanLosses {
  readonly iteration: number;
  readonly discriminator: number;
  readonly generator: number;
}

/** A look at a training under way. */
export interface GanPeek {
  /** Losses of the last iteration; null before the first. */
  readonly losses: GanLosses | null;
  /** The networks as they are; reading them back takes time. */
  snapshot(): TrainedGan;
}

export interface GanWatch {
  readonly onIteration?: (iteration: number, peek: GanPeek) => void;
  /** Asked now and then; true stops the training with an error of kind `interrupted`. */
  readonly stopped?: () => boolean;
}

const PAUSE_EVERY = 50;

/**
 * Trains a plain GAN: binary cross-entropy on logits, non-saturating generator loss. The same
 * set, settings and seed give the same weights, bit for bit, on one TF.js backend.
 */
export async function trainGan(
  set: TrainingSet,
  settings: GanSettings,
  seed: number,
  watch: GanWatch = {},
): Promise<TrainedGan> {
  const { tf } = await loadTensorflow();
  const trainer = new Trainer(tf, set, settings, seed);
  try {
    for (let iteration = 0; iteration < settings.iterations; iteration++) {
      if (iteration % PAUSE_EVERY === 0) {
        watch.onIteration?.(iteration, trainer);
        await new Promise((resolve) => setImmediate(resolve));
        if (watch.stopped?.()) throw new FaultscapeError('interrupted', 'The training was stopped.');
      }
      trainer.step(iteration);
    }
    return trainer.snapshot();
  } finally {
    trainer.dispose();
  }
}

/** One training run. The networks own tensors outside any tidy: dispose it. */
class Trainer implements GanPeek {
  readonly #tf: Tensorflow;
  readonly #set: TrainingSet;
  readonly #settings: GanSettings;
  readonly #rng: Rng;
  readonly #bandwidth: number;
  readonly #generator: Network;
  readonly #discriminator: Network;
  readonly #losses: GanLosses[] = [];
  #last: GanLosses | null = null;

  constructor(tf: Tensorflow, set: TrainingSet, settings: GanSettings, seed: number) {
    this.#tf = tf;
    this.#set = set;
    this.#settings = settings;
    this.#rng = new Rng(seed, 'gan', 'batches');
    this.#bandwidth = (settings.smoothing * medianSpacing(set.induced)) / Math.sqrt(set.binsPerAxis.length);
    const rng = new Rng(seed, 'gan', 'weights');
    const dimension = set.binsPerAxis.length;
    const { latent, generatorHidden, discriminatorHidden } = settings;
    this.#generator = new Network(tf, rng, [latentWidth(latent), ...generatorHidden, dimension], settings);
    this.#discriminator = new Network(tf, rng, [dimension, ...discriminatorHidden, 1], settings);
  }

  step(iteration: number): void {
    const s = this.#settings;
    const part = iteration / s.iterations;
    const learningRate = s.learningRate * (s.learningRateDecays ? Math.min(1, 2 * (1 - part)) : 1);
    const noiseStd = s.noiseEnd + (s.noiseStart - s.noiseEnd) * Math.max(0, 1 - part / 0.6);
    const latents = drawLatents(this.#rng, s.latent, s.batch);
    const noise = new Float32Array(s.batch * this.#set.binsPerAxis.length);
    addNoise(this.#rng, noise, noiseStd);
    const known = this.#drawKnown(noiseStd);
    const losses = this.#tf.tidy(() => {
      const z = this.#tf.tensor2d(latents, [s.batch, latentWidth(s.latent)]);
      const fakeNoise = this.#tf.tensor2d(noise, [s.batch, this.#set.binsPerAxis.length]);
      const discriminator = this.#stepDiscriminator(z, fakeNoise, known, learningRate);
      let generator = 0;
      for (let k = 0; k < s.generatorSteps; k++) {
        generator = this.#stepGenerator(z, fakeNoise, learningRate);
      }
      return { discriminator, generator };
    });
    if (s.averaging > 0) this.#generator.average(s.averaging, iteration);
    this.#last = { iteration: iteration + 1, ...losses };
    if ((iteration + 1) % 100 === 0) this.#losses.push(this.#last);
  }

  get losses(): GanLosses | null {
    return this.#last;
  }

  snapshot(): TrainedGan {
    const generator =
      this.#settings.averaging > 0 ? this.#generator.averagedWeights() : this.#generator.weights();
    return { generator, discriminator: this.#discriminator.weights(), losses: this.#losses };
  }

  dispose(): void {
    this.#generator.dispose();
    this.#discriminator.dispose();
  }

  get #passes(): number {
    return this.#settings.passWeight > 0 && this.#set.passed.length > 0 ? this.#settings.batch / 2 : 0;
  }

  /** A batch of induced points, then one of passing points, with noise. */
  #drawKnown(noiseStd: number): Float32Array {
    const { induced, passed, binsPerAxis } = this.#set;
    const real = drawRows(this.#rng, induced, this.#settings.batch, binsPerAxis);
    addNoise(this.#rng, real, this.#bandwidth);
    foldIntoBox(real);
    const pass = this.#passes === 0 ? [] : drawRows(this.#rng, passed, this.#passes, binsPerAxis);
    const known = new Float32Array(real.length + pass.length);
    known.set(real);
    known.set(pass, real.length);
    addNoise(this.#rng, known, noiseStd);
    return known;
  }

  /** Minimises softplus(-D(real)) + w softplus(D(passed)) + (1 - w) softplus(D(fake)), each a mean. */
  #stepDiscriminator(z: Tensor2D, fakeNoise: Tensor2D, known: Float32Array, learningRate: number): number {
    const tf = this.#tf;
    const { batch } = this.#settings;
    const passes = this.#passes;
    const passShare = passes === 0 ? 0 : this.#settings.passWeight;
    const rows = 2 * batch + passes;
    const sign = new Float32Array(rows).fill(1).fill(-1, 0, batch);
    const weight = new Float32Array(rows).fill(1 / batch, 0, batch);
    if (passes > 0) weight.fill(passShare / passes, batch, batch + passes);
    weight.fill((1 - passShare) / batch, batch + passes);
    const points = tf.concat2d(
      [tf.tensor2d(known, [batch + passes, fakeNoise.shape[1]]), this.#generate(z, fakeNoise)],
      0,
    );
    const signs = tf.tensor2d(sign, [rows, 1]);
    const weights = tf.tensor2d(weight, [rows, 1]);
    return this.#discriminator.descend(learningRate, () =>
      tf.sum(tf.mul(weights, tf.softplus(tf.mul(signs, this.#discriminator.forward(points))))),
    );
  }

  /** Minimises softplus(-D(G(z))), the non-saturating loss. */
  #stepGenerator(z: Tensor2D, fakeNoise: Tensor2D, learningRate: number): number {
    const tf = this.#tf;
    return this.#generator.descend(learningRate, () =>
      tf.mean(tf.softplus(tf.neg(this.#discriminator.judge(this.#generate(z, fakeNoise))))),
    );
  }

  #generate(z: Tensor2D, noise: Tensor2D): Tensor2D {
    return this.#tf.add(this.#tf.tanh(this.#generator.forward(z)), noise);
  }
}
