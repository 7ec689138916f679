import { loadTensorflow, type Tensorflow } from '../../agents/tensor/index.ts';
import { FaultscapeError } from '../../sim/core/errors.ts';
import { Rng } from '../../sim/core/rng.ts';
import { type Mlp, parameterShapes } from '../mlp.ts';
import { Adam } from './adam.ts';
import { drawLatents, latentWidth } from './latent.ts';
import type { GanSettings } from './settings.ts';
import { addNoise, drawRows, type TrainingSet } from './training-set.ts';

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

export interface GanWatch {
  readonly onIteration?: (iteration: number) => void;
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
  for (let iteration = 0; iteration < settings.iterations; iteration++) {
    if (iteration % PAUSE_EVERY === 0) {
      watch.onIteration?.(iteration);
      await new Promise((resolve) => setImmediate(resolve));
      if (watch.stopped?.()) throw new FaultscapeError('interrupted', 'The training was stopped.');
    }
    trainer.step(iteration);
  }
  return trainer.result();
}

/** Holds the weights as plain arrays; tensors live only inside one step. */
class Trainer {
  readonly #tf: Tensorflow;
  readonly #set: TrainingSet;
  readonly #settings: GanSettings;
  readonly #rng: Rng;
  readonly #generator: Mlp;
  readonly #discriminator: Mlp;
  readonly #averaged: readonly Float32Array[];
  readonly #generatorAdam: Adam;
  readonly #discriminatorAdam: Adam;
  readonly #losses: GanLosses[] = [];

  constructor(tf: Tensorflow, set: TrainingSet, settings: GanSettings, seed: number) {
    this.#tf = tf;
    this.#set = set;
    this.#settings = settings;
    this.#rng = new Rng(seed, 'gan', 'batches');
    const rng = new Rng(seed, 'gan', 'weights');
    const dimension = set.binsPerAxis.length;
    const { latent, generatorHidden, discriminatorHidden, initialStd, beta1, beta2 } = settings;
    this.#generator = initialMlp(rng, [latentWidth(latent), ...generatorHidden, dimension], initialStd);
    this.#discriminator = initialMlp(rng, [dimension, ...discriminatorHidden, 1], initialStd);
    this.#averaged = this.#generator.parameters.map((p) => p.slice());
    this.#generatorAdam = new Adam(this.#generator.parameters, beta1, beta2);
    this.#discriminatorAdam = new Adam(this.#discriminator.parameters, beta1, beta2);
  }

  step(iteration: number): void {
    const s = this.#settings;
    const part = iteration / s.iterations;
    const learningRate = s.learningRate * (s.learningRateDecays ? Math.min(1, 2 * (1 - part)) : 1);
    const noiseStd = s.noiseEnd + (s.noiseStart - s.noiseEnd) * Math.max(0, 1 - part / 0.6);
    const latents = drawLatents(this.#rng, s.latent, s.batch);
    const fakeNoise = new Float32Array(s.batch * this.#set.binsPerAxis.length);
    addNoise(this.#rng, fakeNoise, noiseStd);
    const discriminatorLoss = this.#stepDiscriminator(latents, fakeNoise, noiseStd, learningRate);
    let generatorLoss = 0;
    for (let k = 0; k < s.generatorSteps; k++) {
      generatorLoss = this.#stepGenerator(latents, fakeNoise, learningRate);
    }
    this.#average(iteration);
    if ((iteration + 1) % 100 === 0) {
      this.#losses.push({
        iteration: iteration + 1,
        discriminator: discriminatorLoss,
        generator: generatorLoss,
      });
    }
  }

  result(): TrainedGan {
    const parameters = this.#settings.averaging > 0 ? this.#averaged : this.#generator.parameters;
    return {
      generator: { sizes: this.#generator.sizes, parameters },
      discriminator: this.#discriminator,
      losses: this.#losses,
    };
  }

  /** Minimises softplus(-D(real)) + (1 - w) softplus(D(fake)) + w softplus(D(passed)), each a mean. */
  #stepDiscriminator(
    latents: Float32Array,
    fakeNoise: Float32Array,
    noiseStd: number,
    learningRate: number,
  ): number {
    const tf = this.#tf;
    const { batch } = this.#settings;
    const { induced, passed, binsPerAxis } = this.#set;
    const dimension = binsPerAxis.length;
    const passes = this.#settings.passWeight > 0 && passed.length > 0 ? batch / 2 : 0;
    const real = drawRows(this.#rng, induced, batch, binsPerAxis);
    const pass = passes === 0 ? new Float32Array(0) : drawRows(this.#rng, passed, passes, binsPerAxis);
    const known = new Float32Array((batch + passes) * dimension);
    known.set(real);
    known.set(pass, real.length);
    addNoise(this.#rng, known, noiseStd);

    const passShare = passes === 0 ? 0 : this.#settings.passWeight;
    const rows = 2 * batch + passes;
    const sign = new Float32Array(rows).fill(1).fill(-1, 0, batch);
    const weight = new Float32Array(rows).fill(1 / batch, 0, batch);
    if (passes > 0) weight.fill(passShare / passes, batch, batch + passes);
    weight.fill((1 - passShare) / batch, batch + passes);

    return tf.tidy(() => {
      const fake = this.#generate(this.#upload(this.#generator), latents, fakeNoise);
      const points = tf.concat([tf.tensor2d(known, [batch + passes, dimension]), fake]);
      const signs = tf.tensor2d(sign, [rows, 1]);
      const weights = tf.tensor2d(weight, [rows, 1]);
      return this.#descend(this.#discriminator, this.#discriminatorAdam, learningRate, (parameters) =>
        tf.sum(tf.mul(weights, tf.softplus(tf.mul(signs, this.#forward(parameters, points))))),
      );
    });
  }

  /** Minimises softplus(-D(G(z))), the non-saturating loss. */
  #stepGenerator(latents: Float32Array, fakeNoise: Float32Array, learningRate: number): number {
    const tf = this.#tf;
    return tf.tidy(() => {
      const discriminator = this.#upload(this.#discriminator);
      return this.#descend(this.#generator, this.#generatorAdam, learningRate, (parameters) => {
        const fake = this.#generate(parameters, latents, fakeNoise);
        return tf.mean(tf.softplus(tf.neg(this.#forward(discriminator, fake))));
      });
    });
  }

  /** One step of a network down its loss; gives the loss before the step. Call inside `tidy`. */
  #descend(
    network: Mlp,
    adam: Adam,
    learningRate: number,
    loss: (parameters: readonly Tensor[]) => Tensor,
  ): number {
    const { value, grads } = this.#tf.valueAndGrads((...parameters: Tensor[]) => loss(parameters))(
      this.#upload(network),
    );
    const gradients = grads.map((gradient) => gradient.dataSync());
    adam.step(gradients, learningRate);
    return value.dataSync()[0] as number;
  }

  #generate(parameters: readonly Tensor[], latents: Float32Array, noise: Float32Array): Tensor {
    const tf = this.#tf;
    const { batch, latent } = this.#settings;
    const z = tf.tensor2d(latents, [batch, latentWidth(latent)]);
    const points = tf.tanh(this.#forward(parameters, z));
    return tf.add(points, tf.tensor2d(noise, [batch, noise.length / batch]));
  }

  #forward(parameters: readonly Tensor[], inputs: Tensor): Tensor {
    let current = inputs as Tensor2D;
    for (let k = 0; k < parameters.length; k += 2) {
      current = this.#tf.fused.matMul({
        a: current,
        b: parameters[k] as Tensor2D,
        bias: parameters[k + 1] as Tensor,
        activation: k + 2 < parameters.length ? 'relu' : 'linear',
      }) as Tensor2D;
    }
    return current;
  }

  #upload(network: Mlp): Tensor[] {
    const shapes = parameterShapes(network.sizes);
    return network.parameters.map((values, k) => this.#tf.tensor(values, shapes[k] as number[]));
  }

  #average(iteration: number): void {
    const keep = Math.min(this.#settings.averaging, (iteration + 1) / (iteration + 10));
    this.#averaged.forEach((average, k) => {
      const now = this.#generator.parameters[k] as Float32Array;
      for (let i = 0; i < average.length; i++) {
        average[i] = keep * (average[i] as number) + (1 - keep) * (now[i] as number);
      }
    });
  }
}

type Tensor = ReturnType<Tensorflow['tensor']>;
type Tensor2D = ReturnType<Tensorflow['tensor2d']>;

/** Weights from a normal cut at two standard deviations, biases zero. */
function initialMlp(rng: Rng, sizes: readonly number[], std: number | 'he'): Mlp {
  const parameters = parameterShapes(sizes).map((shape) => {
    const [inputs, outputs] = shape as [number, number | undefined];
    if (outputs === undefined) return new Float32Array(inputs);
    const scale = std === 'he' ? Math.sqrt(2 / inputs) : std;
    return Float32Array.from({ length: inputs * outputs }, () => scale * truncatedNormal(rng));
  });
  return { sizes, parameters };
}

function truncatedNormal(rng: Rng): number {
  for (;;) {
    const value = rng.normal();
    if (Math.abs(value) <= 2) return value;
  }
}
