import { FaultscapeError, Rng } from '../../sim/core/index.ts';
import {
  Adam,
  architectureIn,
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

/** What a net has in common with another kind of net, and can take from its weights file. */
export interface NetBody {
  /** Of the other net. */
  readonly architecture: string;
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
  importWeights(weights: NamedWeights): void;
}

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
  /** What it can begin with besides weights of its own kind. */
  readonly body?: NetBody;
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
  /** Null trains on the pictures as they are. */
  readonly variety?: PictureVariety | null;
}

/** What a trainer has come to, for another to go on from, to the bit. */
export interface TrainerProgress {
  readonly weights: Uint8Array;
  /** Adam's running means. */
  readonly moments: Uint8Array;
  readonly steps: number;
}

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
  readonly #name: string;
  #shuffleRng: Rng;
  #varietyRng: Rng;
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
      variety: USUAL_VARIETY,
      ...options,
    };
    this.#net = net;
    this.#parts = ['total', ...parts];
    this.#loss = loss;
    this.#adam = new Adam(tf, net.variables);
    this.#name = name;
    [this.#shuffleRng, this.#varietyRng] = this.#draws(0);
    this.#pixels = new Float32Array(this.#options.batchSize * IMAGE.values);
  }

  /** Steps done, those of a trainer before it included. */
  get steps(): number {
    return this.#steps;
  }

  /** Every round draws from streams of its own, so that a training can go on after any. */
  beginRound(round: number): void {
    [this.#shuffleRng, this.#varietyRng] = this.#draws(round);
  }

  #draws(round: number): [shuffle: Rng, variety: Rng] {
    const { seed } = this.#options;
    return [new Rng(seed, this.#name, 'shuffle', round), new Rng(seed, this.#name, 'variety', round)];
  }

  /** The rate of the next step. */
  get learningRate(): number {
    const { learningRate, warmUpSteps, totalSteps } = this.#options;
    if (this.steps < warmUpSteps) return (learningRate * (this.steps + 1)) / warmUpSteps;
    const part = Math.min(1, (this.steps - warmUpSteps) / Math.max(1, totalSteps - warmUpSteps));
    return learningRate * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * part)));
  }

  /** Indices 0 to count - 1 in a new random order, cut into whole batches; a few may be left out. */
  shuffledBatches(count: number): number[][] {
    const order = this.#shuffleRng.shuffle(Array.from({ length: count }, (_, i) => i));
    const size = Math.min(count, this.#options.batchSize);
    return Array.from({ length: Math.floor(count / size) }, (_, i) => order.slice(i * size, (i + 1) * size));
  }

  /**
   * One step of Adam on the pictures named by `indices`, at most a batch. Throws an error of kind `data`, and leaves
   * the weights as they were, when the loss is no number any more.
   */
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
    const losses = this.#partsOf(judged[0] as PictureLoss<Parts>);
    if (Number.isFinite(losses.total)) this.#adam.step(gradients, this.learningRate);
    tf.dispose(gradients);
    if (!Number.isFinite(losses.total)) throw diverged(this.#steps, losses.total);
    this.#steps++;
    return losses;
  }

  /** Losses over all pictures as they are, the mean of the batches', from its outputs for them; changes nothing. */
  evaluate(
    pictures: LabelledPictures,
    outputs = this.outputs(pictures),
  ): Readonly<Record<Parts | 'total', number>> {
    const rowLength = outputs.length / pictures.count;
    const sums = Object.fromEntries(this.#parts.map((part) => [part, 0])) as Record<Parts | 'total', number>;
    for (const indices of this.#inOrder(pictures.count)) {
      const first = indices[0] as number;
      const rows = outputs.subarray(first * rowLength, (first + indices.length) * rowLength);
      const loss = this.#loss(
        rows,
        indices.map((index) => boxOf(pictures, index)),
      );
      for (const part of this.#parts) sums[part] += (loss[part] * indices.length) / pictures.count;
    }
    return sums;
  }

  /** What the net says of all pictures as they are, one row after the other; changes nothing. */
  outputs(pictures: LabelledPictures): Float32Array {
    const rows = this.#inOrder(pictures.count).map((indices) => {
      const { images } = this.#batch(pictures, indices, null);
      const output = this.#tf.tidy(() => this.#net.look(images, false).dataSync<'float32'>().slice());
      images.dispose();
      return output;
    });
    const all = new Float32Array(rows.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const row of rows) {
      all.set(row, at);
      at += row.length;
    }
    return all;
  }

  /** The weights as a file's bytes, to the bit. */
  exportWeights(): Uint8Array {
    return encodeWeights(this.#net.exportWeights(), { architecture: this.#net.architecture });
  }

  /** All that another trainer of the same net and options needs to go on as this one would. */
  progress(): TrainerProgress {
    const moments = encodeWeights(this.#adam.exportMoments(), { architecture: this.#momentsOf });
    return { weights: this.exportWeights(), moments, steps: this.#steps };
  }

  /**
   * Begins with the weights of a file instead of new ones, all of them or its body's. Throws an error of kind `data` if
   * they are another net's.
   */
  beginWith(file: Uint8Array): void {
    const { body } = this.#net;
    if (body !== undefined && architectureIn(file) === body.architecture) {
      body.importWeights(decodeWeights(file, body));
    } else {
      this.#takeUp(file);
    }
  }

  /** Goes on where another trainer was. Throws an error of kind `data` if that trained another net. */
  resume({ weights, moments, steps }: TrainerProgress): void {
    const expected = this.#adam.exportMoments().map(({ name, shape }) => ({ name, shape }));
    const decoded = decodeWeights(moments, { architecture: this.#momentsOf, weights: expected });
    this.#takeUp(weights);
    this.#adam.importMoments(decoded, steps);
    this.#steps = steps;
  }

  #takeUp(file: Uint8Array): void {
    const { architecture } = this.#net;
    this.#net.importWeights(decodeWeights(file, { architecture, weights: this.#net.expectedWeights() }));
  }

  get #momentsOf(): string {
    return `${this.#net.architecture}+adam`;
  }

  dispose(): void {
    this.#adam.dispose();
    this.#net.dispose();
  }

  /** Indices 0 to count - 1 in batches; the last may be smaller. */
  #inOrder(count: number): number[][] {
    const size = this.#options.batchSize;
    return Array.from({ length: Math.ceil(count / size) }, (_, k) =>
      Array.from({ length: Math.min(size, count - k * size) }, (_, i) => k * size + i),
    );
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

function diverged(step: number, loss: number): FaultscapeError {
  return new FaultscapeError('data', `The training ran away: after ${step} steps its loss is no number.`, {
    expected: 'a finite loss',
    got: String(loss),
    hint: 'train with a lower --learning-rate; the weights of the rounds before are kept',
  });
}
