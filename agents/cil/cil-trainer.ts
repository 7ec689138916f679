import { COMMANDS } from '../../sim/agent.ts';
import { FaultscapeError, Rng } from '../../sim/core/index.ts';
import { type BackboneName, backboneIn, backboneKind } from '../perception/backbone.ts';
import {
  Adam,
  decodeWeights,
  encodeWeights,
  loadTensorflow,
  type Tensor,
  type Tensor2D,
  type Tensorflow,
  type WeightPrecision,
} from '../tensor/index.ts';
import {
  ARCHITECTURE,
  type CilInputs,
  CilNet,
  cilWeights,
  IMAGE,
  OUTPUTS,
  SPEED_SCALE_MPS,
} from './cil-net.ts';
import type { Lessons } from './lessons.ts';
import { normalise, normaliseWithNoise, type PictureNoise, USUAL_NOISE } from './picture-noise.ts';

export interface CilTrainerOptions {
  readonly seed: number;
  /** What it sees with; plain unless told otherwise. */
  readonly backbone?: BackboneName;
  readonly batchSize?: number;
  /** Highest learning rate, times the backbone's factor; it rises over `warmUpSteps` and falls along a cosine to a hundredth. */
  readonly learningRate?: number;
  readonly warmUpSteps?: number;
  /** When the learning rate reaches its end; later steps keep the last rate. */
  readonly totalSteps: number;
  /** What each absolute error counts; the steering must dominate. */
  readonly lossWeights?: LossWeights;
  /** Null trains on the pictures as they are. */
  readonly noise?: PictureNoise | null;
}

export interface LossWeights {
  readonly steer: number;
  readonly gas: number;
  readonly brake: number;
  /** Of the speed guessed from the picture, in units of 10 m/s. */
  readonly speed: number;
}

/** The loss and its parts: mean absolute errors (of the commanded branch), each lesson by its weight. */
export interface Losses extends LossWeights {
  readonly total: number;
}

export const USUAL_LOSS_WEIGHTS: LossWeights = { steer: 1, gas: 0.2, brake: 0.2, speed: 0.05 };

const PARTS = ['steer', 'gas', 'brake', 'speed'] as const;

/**
 * Trains a CilNet on lessons. The same seed, lessons and calls give the same weights to the bit on one
 * TF.js backend. The danger: it owns tensors outside any tidy, so dispose it.
 */
export class CilTrainer {
  readonly #tf: Tensorflow;
  readonly #net: CilNet;
  readonly #adam: Adam;
  readonly #options: Required<CilTrainerOptions>;
  readonly #shuffleRng: Rng;
  readonly #noiseRng: Rng;
  readonly #pixels: Float32Array;
  #steps = 0;

  static async create(options: CilTrainerOptions): Promise<CilTrainer> {
    return new CilTrainer((await loadTensorflow()).tf, options);
  }

  /** What a weights file sees with. Throws an error of kind `data` if it is for another net. */
  static backboneIn(file: Uint8Array): BackboneName {
    return backboneIn(ARCHITECTURE, file);
  }

  private constructor(tf: Tensorflow, options: CilTrainerOptions) {
    this.#tf = tf;
    this.#options = {
      backbone: 'plain',
      batchSize: 64,
      learningRate: 1e-3,
      warmUpSteps: 100,
      lossWeights: USUAL_LOSS_WEIGHTS,
      noise: USUAL_NOISE,
      ...options,
    };
    this.#net = new CilNet(tf, this.#options.backbone, new Rng(options.seed, 'cil', 'weights'));
    this.#adam = new Adam(tf, this.#net.variables);
    this.#shuffleRng = new Rng(options.seed, 'cil', 'shuffle');
    this.#noiseRng = new Rng(options.seed, 'cil', 'noise');
    this.#pixels = new Float32Array(this.#options.batchSize * IMAGE.values);
  }

  get steps(): number {
    return this.#steps;
  }

  /** The rate of the next step. */
  get learningRate(): number {
    const { backbone, warmUpSteps, totalSteps } = this.#options;
    const learningRate = this.#options.learningRate * backboneKind(backbone).rateFactor;
    if (this.#steps < warmUpSteps) return (learningRate * (this.#steps + 1)) / warmUpSteps;
    const part = Math.min(1, (this.#steps - warmUpSteps) / Math.max(1, totalSteps - warmUpSteps));
    return learningRate * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * part)));
  }

  /** Indices 0 to count - 1 in a new random order, cut into batches; the last may be smaller. */
  shuffledBatches(count: number): number[][] {
    const order = this.#shuffleRng.shuffle(Array.from({ length: count }, (_, i) => i));
    return chunks(order, this.#options.batchSize);
  }

  /** One step of Adam on the lessons named by `indices` (at most a batch; all lessons if left out). */
  step(lessons: Lessons, indices: readonly number[] = allOf(lessons)): Losses {
    const tf = this.#tf;
    const { losses, gradients } = tf.tidy(() => {
      const batch = this.#batch(lessons, indices, this.#options.noise);
      let losses: Tensor | undefined;
      const loss = () => {
        losses = tf.keep(this.#losses(batch, true));
        return tf.sum(tf.mul(losses, this.#lossScale()));
      };
      const { grads } = tf.variableGrads(loss as never, [...this.#net.variables]);
      return { losses: losses as Tensor, gradients: this.#net.variables.map((v) => grads[v.name] as Tensor) };
    });
    this.#adam.step(gradients, this.learningRate);
    this.#steps++;
    const values = losses.dataSync();
    tf.dispose([losses, gradients]);
    return this.#report(values);
  }

  /** Losses over all lessons, on the pictures as they are; changes nothing. */
  evaluate(lessons: Lessons): Losses {
    const sums = new Float64Array(PARTS.length);
    for (const indices of chunks(allOf(lessons), this.#options.batchSize)) {
      const values = this.#tf.tidy(() => this.#losses(this.#batch(lessons, indices, null), false).dataSync());
      values.forEach((value, part) => {
        sums[part] = (sums[part] as number) + value * indices.length;
      });
    }
    return this.#report(sums.map((sum) => sum / lessons.count));
  }

  /** The weights as a file's bytes; float16 is half as large. */
  exportWeights(precision: WeightPrecision = 'float32'): Uint8Array {
    return encodeWeights(this.#net.exportWeights(), { architecture: this.#net.architecture, precision });
  }

  /** Goes on from the weights of a file; Adam's moments and the schedule stay as they are. */
  importWeights(file: Uint8Array): void {
    const weights = cilWeights(this.#options.backbone);
    this.#net.importWeights(decodeWeights(file, { architecture: this.#net.architecture, weights }));
  }

  dispose(): void {
    this.#adam.dispose();
    this.#net.dispose();
  }

  /** Weighted mean absolute errors of steer, gas, brake and the guessed speed, [4]. */
  #losses({ inputs, labels, weights }: Batch, training: boolean): Tensor {
    const tf = this.#tf;
    const { actions, speeds } = this.#net.driveAndGuess(inputs, training);
    const errors = tf.abs(tf.sub(tf.concat([actions, speeds], 1), tf.concat([labels, inputs.speeds], 1)));
    return tf.mean(tf.mul(errors, weights), 0);
  }

  #lossScale(): Tensor {
    return this.#tf.tensor1d(PARTS.map((part) => this.#options.lossWeights[part]));
  }

  #report(values: ArrayLike<number>): Losses {
    const [steer, gas, brake, speed] = values as unknown as [number, number, number, number];
    const scale = this.#options.lossWeights;
    const total = steer * scale.steer + gas * scale.gas + brake * scale.brake + speed * scale.speed;
    return { total, steer, gas, brake, speed };
  }

  #batch(lessons: Lessons, indices: readonly number[], noise: PictureNoise | null): Batch {
    this.#check(lessons, indices);
    const tf = this.#tf;
    const count = indices.length;
    const pixels = this.#pixels.subarray(0, count * IMAGE.values);
    indices.forEach((index, place) => {
      if (noise === null) normalise(lessons.images, index, pixels, place);
      else normaliseWithNoise(lessons.images, index, pixels, place, noise, this.#noiseRng);
    });
    const pick = (values: Float32Array, width: number) =>
      Float32Array.from(
        { length: count * width },
        (_, i) => values[(indices[Math.floor(i / width)] as number) * width + (i % width)] as number,
      );
    const commands = Int32Array.from(indices, (index) => lessons.commands[index] as number);
    const speeds = pick(lessons.speedsMps, 1).map((speed) => speed / SPEED_SCALE_MPS);
    const weights =
      lessons.weights === undefined ? new Float32Array(count).fill(1) : pick(lessons.weights, 1);
    return {
      inputs: {
        images: tf.tensor4d(pixels, [count, IMAGE.heightPx, IMAGE.widthPx, 3]),
        speeds: tf.tensor2d(speeds, [count, 1]),
        commands: tf.cast(tf.oneHot(tf.tensor1d(commands, 'int32'), COMMANDS.length), 'float32') as Tensor2D,
      },
      labels: tf.tensor2d(pick(lessons.labels, OUTPUTS.length), [count, OUTPUTS.length]),
      weights: tf.tensor2d(weights, [count, 1]),
    };
  }

  #check(lessons: Lessons, indices: readonly number[]): void {
    const { count, images, speedsMps, commands, labels, weights } = lessons;
    const lengths = [
      images.length / IMAGE.values,
      speedsMps.length,
      commands.length,
      labels.length / OUTPUTS.length,
    ];
    if (weights !== undefined) lengths.push(weights.length);
    if (lengths.some((length) => length !== count)) {
      throw new FaultscapeError('data', 'The arrays of the lessons do not fit together.', {
        expected: `${count} rows each, pictures of ${IMAGE.heightPx} x ${IMAGE.widthPx} x 3`,
        got: `rows: ${lengths.join(', ')}`,
      });
    }
    if (indices.length === 0 || indices.length > this.#options.batchSize) {
      throw new RangeError(`a batch holds 1 to ${this.#options.batchSize} lessons, got ${indices.length}`);
    }
  }
}

interface Batch {
  readonly inputs: CilInputs;
  readonly labels: Tensor2D;
  readonly weights: Tensor2D;
}

function allOf(lessons: Lessons): number[] {
  return Array.from({ length: lessons.count }, (_, i) => i);
}

function chunks(all: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
