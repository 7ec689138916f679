import { FaultscapeError, Rng } from '../../sim/core/index.ts';
import {
  Adam,
  decodeWeights,
  encodeWeights,
  type NamedWeights,
  type Tensor,
  type Tensor4D,
  type Tensorflow,
  type Variable,
} from '../tensor/index.ts';
import { boxOf, type LabelledBox, type LabelledPictures } from './labelled-pictures.ts';
import { IMAGE } from './still-image.ts';
import { normalise, normaliseVaried, type PictureVariety, USUAL_VARIETY } from './vary-picture.ts';

/** A net that says something of still pictures. */
export interface PictureNet {
  /** Written into weight files; changes whenever its layers do. */
  readonly architecture: string;
  /** What training moves, in a fixed order. */
  readonly variables: readonly Variable[];
  /** [batch, 96, 96, 3] in [-1, 1] to whatever its loss reads; in training, running statistics move. */
  look(images: Tensor4D, training: boolean): Tensor;
  exportWeights(): NamedWeights;
  /** The name and shape of every weight, for checking a weights file before it is used. */
  expectedWeights(): readonly { readonly name: string; readonly shape: readonly number[] }[];
  importWeights(weights: NamedWeights): void;
  dispose(): void;
}

/** What outputs are worth against what is in each picture, and the gradient of the total by the outputs. */
export type PictureLoss<Parts extends string> = Readonly<Record<Parts | 'total', number>> & {
  readonly gradient: Float32Array;
};

export interface PictureTrainerOptions {
  readonly seed: number;
  readonly batchSize?: number;
  /** Highest learning rate; it rises over `warmUpSteps` and falls along a cosine to a hundredth. */
  readonly learningRate?: number;
  readonly warmUpSteps?: number;
  /** When the learning rate reaches its end; later steps keep the last rate. */
  readonly totalSteps: number;
  /** Steps done before, by a trainer whose weights this one takes up. */
  readonly firstStep?: number;
  /** Null trains on the pictures as they are. */
  readonly variety?: PictureVariety | null;
}

/** Adam's moments start anew with each trainer: its first steps are small. */
const RESTART_STEPS = 50;

/**
 * Trains a net on labelled pictures. The same seed, pictures and calls give the same weights to the bit on one
 * TF.js backend. The danger: it owns tensors outside any tidy, the net's too, so dispose it.
 */
export class PictureTrainer<Parts extends string> {
  readonly #tf: Tensorflow;
  readonly #net: PictureNet;
  readonly #parts: readonly (Parts | 'total')[];
  readonly #loss: (outputs: ArrayLike<number>, boxes: readonly (LabelledBox | null)[]) => PictureLoss<Parts>;
  readonly #adam: Adam;
  readonly #options: Required<PictureTrainerOptions>;
  readonly #shuffleRng: Rng;
  readonly #varietyRng: Rng;
  readonly #pixels: Float32Array;
  #steps = 0;

  /** `name` keeps the random streams of different agents apart. */
  constructor(
    tf: Tensorflow,
    {
      name,
      net,
      parts,
      loss,
    }: {
      readonly name: string;
      readonly net: PictureNet;
      readonly parts: readonly Parts[];
      readonly loss: (
        outputs: ArrayLike<number>,
        boxes: readonly (LabelledBox | null)[],
      ) => PictureLoss<Parts>;
    },
    options: PictureTrainerOptions,
  ) {
    this.#tf = tf;
    this.#options = {
      batchSize: 32,
      learningRate: 1e-3,
      warmUpSteps: 200,
      firstStep: 0,
      variety: USUAL_VARIETY,
      ...options,
    };
    this.#net = net;
    this.#parts = ['total', ...parts];
    this.#loss = loss;
    this.#adam = new Adam(tf, net.variables);
    this.#shuffleRng = new Rng(options.seed, name, 'shuffle', this.#options.firstStep);
    this.#varietyRng = new Rng(options.seed, name, 'variety', this.#options.firstStep);
    this.#pixels = new Float32Array(this.#options.batchSize * IMAGE.values);
  }

  /** Steps done, those before this trainer included. */
  get steps(): number {
    return this.#options.firstStep + this.#steps;
  }

  /** The rate of the next step. */
  get learningRate(): number {
    const { learningRate, warmUpSteps, totalSteps, firstStep } = this.#options;
    const restart = firstStep === 0 ? 1 : Math.min(1, (this.#steps + 1) / RESTART_STEPS);
    if (this.steps < warmUpSteps) return (restart * learningRate * (this.steps + 1)) / warmUpSteps;
    const part = Math.min(1, (this.steps - warmUpSteps) / Math.max(1, totalSteps - warmUpSteps));
    return restart * learningRate * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * part)));
  }

  /** Indices 0 to count - 1 in a new random order, cut into whole batches; a few may be left out. */
  shuffledBatches(count: number): number[][] {
    const order = this.#shuffleRng.shuffle(Array.from({ length: count }, (_, i) => i));
    const size = Math.min(count, this.#options.batchSize);
    return Array.from({ length: Math.floor(count / size) }, (_, i) => order.slice(i * size, (i + 1) * size));
  }

  /** One step of Adam on the pictures named by `indices`, at most a batch. */
  step(pictures: LabelledPictures, indices: readonly number[]): Readonly<Record<Parts | 'total', number>> {
    const tf = this.#tf;
    const judged: PictureLoss<Parts>[] = [];
    const gradients = tf.tidy(() => {
      const { images, boxes } = this.#batch(pictures, indices, this.#options.variety);
      const judge = tf.customGrad((outputs) => {
        const loss = this.#loss((outputs as Tensor).dataSync(), boxes);
        judged.push(loss);
        const shape = [...(outputs as Tensor).shape];
        const gradFunc = (dy: Tensor) => tf.mul(tf.tensor(loss.gradient, shape), dy);
        return { value: tf.scalar(loss.total), gradFunc };
      });
      const { grads } = tf.variableGrads((() => judge(this.#net.look(images, true))) as never, [
        ...this.#net.variables,
      ]);
      return this.#net.variables.map((v) => grads[v.name] as Tensor);
    });
    this.#adam.step(gradients, this.learningRate);
    this.#steps++;
    tf.dispose(gradients);
    return this.#partsOf(judged[0] as PictureLoss<Parts>);
  }

  /** Losses over all pictures as they are, the mean of the batches'; changes nothing. */
  evaluate(pictures: LabelledPictures): Readonly<Record<Parts | 'total', number>> {
    const sums = Object.fromEntries(this.#parts.map((part) => [part, 0])) as Record<Parts | 'total', number>;
    const size = this.#options.batchSize;
    for (let start = 0; start < pictures.count; start += size) {
      const count = Math.min(size, pictures.count - start);
      const indices = Array.from({ length: count }, (_, i) => start + i);
      const { images, boxes } = this.#batch(pictures, indices, null);
      const outputs = this.#tf.tidy(() => this.#net.look(images, false).dataSync());
      images.dispose();
      const loss = this.#loss(outputs, boxes);
      for (const part of this.#parts) sums[part] += (loss[part] * count) / pictures.count;
    }
    return sums;
  }

  /** The weights as a file's bytes, to the bit. */
  exportWeights(): Uint8Array {
    return encodeWeights(this.#net.exportWeights(), { architecture: this.#net.architecture });
  }

  /** Goes on from the weights of a file; Adam's moments start anew. */
  importWeights(file: Uint8Array): void {
    const { architecture } = this.#net;
    this.#net.importWeights(decodeWeights(file, { architecture, weights: this.#net.expectedWeights() }));
  }

  dispose(): void {
    this.#adam.dispose();
    this.#net.dispose();
  }

  #partsOf(loss: PictureLoss<Parts>): Readonly<Record<Parts | 'total', number>> {
    const parts = this.#parts.map((part) => [part, loss[part]]);
    return Object.fromEntries(parts) as Record<Parts | 'total', number>;
  }

  #batch(
    pictures: LabelledPictures,
    indices: readonly number[],
    variety: PictureVariety | null,
  ): { readonly images: Tensor4D; readonly boxes: readonly (LabelledBox | null)[] } {
    this.#check(pictures, indices);
    const pixels = this.#pixels.subarray(0, indices.length * IMAGE.values);
    const boxes = indices.map((index, place) => {
      if (variety !== null) {
        return normaliseVaried(pictures, index, pixels, place, variety, this.#varietyRng);
      }
      normalise(pictures.images, index * IMAGE.values, pixels, place);
      return boxOf(pictures, index);
    });
    const images = this.#tf.tensor4d(pixels, [indices.length, IMAGE.sidePx, IMAGE.sidePx, 3]);
    return { images, boxes };
  }

  #check({ count, images, boxes, classes }: LabelledPictures, indices: readonly number[]): void {
    const lengths = [images.length / IMAGE.values, boxes.length / 4, classes.length];
    if (lengths.some((length) => length !== count)) {
      throw new FaultscapeError('data', 'The arrays of the pictures do not fit together.', {
        expected: `${count} rows each, pictures of ${IMAGE.sidePx} x ${IMAGE.sidePx} x 3`,
        got: `rows: ${lengths.join(', ')}`,
      });
    }
    if (indices.length === 0 || indices.length > this.#options.batchSize) {
      throw new RangeError(`a batch holds 1 to ${this.#options.batchSize} pictures, got ${indices.length}`);
    }
  }
}
