import { Rng } from '../../sim/core/index.ts';
import { type BackboneName, backboneIn, backboneKind } from '../perception/backbone.ts';
import { addGrain, type ToneNoise, toneTables } from '../pictures/tones.ts';
import {
  Adam,
  decodeWeights,
  encodeWeights,
  loadTensorflow,
  type Tensor,
  type Tensorflow,
} from '../tensor/index.ts';
import type { PilotLessons } from './pilot-lessons.ts';
import { ARCHITECTURE, IMAGE, INSTRUMENTS, OUTPUTS, PilotNet, pilotWeights } from './pilot-net.ts';

export interface PilotTrainerOptions {
  readonly seed: number;
  /** What it sees with; plain unless told otherwise. */
  readonly backbone?: BackboneName;
  readonly batchSize?: number;
  /** Highest learning rate of a round, times the backbone's factor; it falls along a cosine to a fiftieth. */
  readonly learningRate?: number;
}

/** How the light of training pictures varies. */
const TONES: ToneNoise = { brightness: 0.1, contrast: 0.2, colour: 0.1, grain: 0.03 };

/**
 * Trains a PilotNet on lessons, by mean absolute error. The same seed, lessons and calls give the same
 * weights to the bit on one TF.js backend. The danger: it owns tensors outside any tidy, so dispose it.
 */
export class PilotTrainer {
  readonly #tf: Tensorflow;
  readonly #net: PilotNet;
  readonly #adam: Adam;
  readonly #batchSize: number;
  readonly #learningRate: number;
  readonly #order: Rng;
  readonly #tones: Rng;
  readonly #pixels: Float32Array;

  static async create(options: PilotTrainerOptions): Promise<PilotTrainer> {
    return new PilotTrainer((await loadTensorflow()).tf, options);
  }

  /** What a weights file sees with. Throws an error of kind `data` if it is for another net. */
  static backboneIn(file: Uint8Array): BackboneName {
    return backboneIn(ARCHITECTURE, file);
  }

  private constructor(
    tf: Tensorflow,
    { seed, backbone = 'plain', batchSize = 48, learningRate = 1e-3 }: PilotTrainerOptions,
  ) {
    this.#tf = tf;
    this.#net = new PilotNet(tf, backbone, new Rng(seed, 'uav-vision', 'weights'));
    this.#adam = new Adam(tf, this.#net.variables);
    this.#batchSize = batchSize;
    this.#learningRate = learningRate * backboneKind(backbone).rateFactor;
    this.#order = new Rng(seed, 'uav-vision', 'order');
    this.#tones = new Rng(seed, 'uav-vision', 'tones');
    this.#pixels = new Float32Array(batchSize * IMAGE.values);
  }

  /** One step on lessons drawn with replacement; `part` is how far the round is, 0 to 1. Gives the error. */
  step(lessons: PilotLessons, part: number): number {
    const rows = Array.from({ length: this.#batchSize }, () => this.#order.int(lessons.count));
    const rate = this.#learningRate * (0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * part)));
    const tf = this.#tf;
    const { value, gradients } = tf.tidy(() => {
      const batch = this.#batch(lessons, rows, this.#tones);
      const loss = () => tf.mean(tf.abs(tf.sub(this.#net.goals(batch, true), batch.goals)));
      const { value, grads } = tf.variableGrads(loss as never, [...this.#net.variables]);
      return { value, gradients: this.#net.variables.map((v) => grads[v.name] as Tensor) };
    });
    this.#adam.step(gradients, rate);
    const [error] = value.dataSync();
    tf.dispose([value, gradients]);
    return error as number;
  }

  /** Mean absolute error over all lessons, on the pictures as they are; changes nothing. */
  evaluate(lessons: PilotLessons): number {
    let sum = 0;
    for (let from = 0; from < lessons.count; from += this.#batchSize) {
      const count = Math.min(this.#batchSize, lessons.count - from);
      const rows = Array.from({ length: count }, (_, i) => from + i);
      const [error] = this.#tf.tidy(() => {
        const batch = this.#batch(lessons, rows, null);
        return this.#tf.mean(this.#tf.abs(this.#tf.sub(this.#net.goals(batch), batch.goals))).dataSync();
      });
      sum += (error as number) * count;
    }
    return sum / lessons.count;
  }

  /** The weights as a file's bytes. */
  exportWeights(precision: 'float16' | 'float32' = 'float32'): Uint8Array {
    return encodeWeights(this.#net.exportWeights(), { architecture: this.#net.architecture, precision });
  }

  /** Goes on from the weights of a file; Adam's moments stay as they are. */
  importWeights(file: Uint8Array): void {
    const weights = pilotWeights(PilotTrainer.backboneIn(file));
    this.#net.importWeights(decodeWeights(file, { architecture: this.#net.architecture, weights }));
  }

  dispose(): void {
    this.#adam.dispose();
    this.#net.dispose();
  }

  #batch(lessons: PilotLessons, rows: readonly number[], tones: Rng | null) {
    const tf = this.#tf;
    const pixels = this.#pixels.subarray(0, rows.length * IMAGE.values);
    rows.forEach((row, place) => {
      const from = row * IMAGE.values;
      const to = place * IMAGE.values;
      if (tones === null) {
        for (let i = 0; i < IMAGE.values; i++) {
          pixels[to + i] = (lessons.images[from + i] as number) * (2 / 255) - 1;
        }
        return;
      }
      const tables = toneTables(TONES, tones);
      for (let i = 0; i < IMAGE.values; i++) {
        pixels[to + i] = tables[i % 3]?.[lessons.images[from + i] as number] as number;
      }
      addGrain(pixels, to, IMAGE.values, TONES.grain, tones);
    });
    const pick = (values: Float32Array, width: number) => {
      const picked = new Float32Array(rows.length * width);
      for (const [i, row] of rows.entries()) {
        picked.set(values.subarray(row * width, (row + 1) * width), i * width);
      }
      return tf.tensor2d(picked, [rows.length, width]);
    };
    return {
      images: tf.tensor4d(pixels, [rows.length, IMAGE.heightPx, IMAGE.widthPx, 3]),
      instruments: pick(lessons.instruments, INSTRUMENTS),
      goals: pick(lessons.goals, OUTPUTS),
    };
  }
}
