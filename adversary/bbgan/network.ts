import {
  Adam,
  dense,
  denseRelu,
  type LayerWeights,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
  type Tensorflow,
  type Variable,
} from '../../agents/tensor/index.ts';
import type { Rng } from '../../sim/core/index.ts';
import { type Mlp, parameterShapes } from '../mlp.ts';
import type { GanSettings } from './settings.ts';

/** How often the averaged weights are brought up to date: reading weights back is not free. */
const AVERAGE_EVERY = 5;

/** A perceptron in training: its variables, its optimiser, and the average of its weights. */
export class Network {
  readonly #tf: Tensorflow;
  readonly #sizes: readonly number[];
  readonly #variables: readonly Variable[];
  readonly #adam: Adam;
  readonly #averaged: readonly Float32Array[];

  constructor(tf: Tensorflow, rng: Rng, sizes: readonly number[], settings: GanSettings) {
    this.#tf = tf;
    this.#sizes = sizes;
    this.#averaged = initialWeights(rng, sizes, settings.initialStd);
    const shapes = parameterShapes(sizes);
    this.#variables = this.#averaged.map((values, k) =>
      tf.tidy(() => tf.variable(tf.tensor(values.slice(), shapes[k] as number[]))),
    );
    this.#adam = new Adam(tf, this.#variables, { beta1: settings.beta1, beta2: settings.beta2 });
  }

  /**
   * Outputs before any last activation, one row per input row, for a step of this network: the inputs are data and get
   * no gradient. Call inside `tidy`.
   */
  forward(inputs: Tensor2D): Tensor2D {
    return this.#run(inputs, { judges: false });
  }

  /** The same for a step of the network that made the inputs: the gradient goes to them, and none to these weights. */
  judge(inputs: Tensor2D): Tensor2D {
    return this.#run(inputs, { judges: true });
  }

  #run(inputs: Tensor2D, { judges }: { readonly judges: boolean }): Tensor2D {
    const tf = this.#tf;
    let current = inputs;
    const layers = this.#sizes.length - 1;
    for (let layer = 0; layer < layers; layer++) {
      const weights: LayerWeights = {
        weight: this.#variables[2 * layer] as Variable,
        bias: this.#variables[2 * layer + 1] as Variable,
      };
      current =
        layer < layers - 1
          ? denseRelu(tf, current, weights, { xIsData: !judges && layer === 0, frozen: judges })
          : dense(tf, current, weights);
    }
    return current;
  }

  /** One step down the loss; gives the loss before the step. Call inside `tidy`. */
  descend(learningRate: number, loss: () => Scalar): number {
    const { value, grads } = this.#tf.variableGrads(loss, [...this.#variables]);
    this.#adam.step(
      this.#variables.map((variable) => grads[variable.name] as Tensor1D),
      learningRate,
    );
    return value.dataSync()[0] as number;
  }

  /** Moves the average towards the present weights, faster in the first iterations. */
  average(decay: number, iteration: number): void {
    if ((iteration + 1) % AVERAGE_EVERY !== 0) return;
    const updates = (iteration + 1) / AVERAGE_EVERY;
    const keep = Math.min(Math.exp(AVERAGE_EVERY * Math.log(decay)), updates / (updates + 10));
    this.#averaged.forEach((average, k) => {
      const now = (this.#variables[k] as Variable).dataSync();
      for (let i = 0; i < average.length; i++) {
        average[i] = keep * (average[i] as number) + (1 - keep) * (now[i] as number);
      }
    });
  }

  averagedWeights(): Mlp {
    return { sizes: this.#sizes, parameters: this.#averaged };
  }

  weights(): Mlp {
    return {
      sizes: this.#sizes,
      parameters: this.#variables.map((variable) => Float32Array.from(variable.dataSync())),
    };
  }

  dispose(): void {
    this.#adam.dispose();
    for (const variable of this.#variables) variable.dispose();
  }
}

/** Kernels from a normal cut at two standard deviations, biases zero. */
function initialWeights(rng: Rng, sizes: readonly number[], std: number | 'he'): readonly Float32Array[] {
  return parameterShapes(sizes).map((shape) => {
    const [inputs, outputs] = shape as [number, number | undefined];
    if (outputs === undefined) return new Float32Array(inputs);
    const scale = std === 'he' ? Math.sqrt(2 / inputs) : std;
    return Float32Array.from({ length: inputs * outputs }, () => scale * truncatedNormal(rng));
  });
}

function truncatedNormal(rng: Rng): number {
  for (;;) {
    const value = rng.normal();
    if (Math.abs(value) <= 2) return value;
  }
}
