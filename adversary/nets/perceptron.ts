import type { Rng } from '../../sim/core/index.ts';
import { type Mlp, parameterShapes } from '../mlp.ts';

/** What a layer was given and gave: row-major values before the first layer and after each. */
export type Layers = readonly Float64Array[];

/** One array per parameter, in the order of `Mlp`. */
export type Gradients = readonly Float64Array[];

/**
 * A multi-layer perceptron with ReLU between its layers, trained by hand-written gradients: small enough that
 * plain loops do, so that a search can learn between two scenes without waiting for a tensor library.
 */
export class Perceptron {
  readonly sizes: readonly number[];
  readonly parameters: readonly Float64Array[];

  /** Normal weights of He's width, biases zero; the last layer is scaled by `last`. */
  constructor(sizes: readonly number[], rng: Rng, last = 1) {
    this.sizes = sizes;
    const shapes = parameterShapes(sizes);
    this.parameters = shapes.map((shape, k) => {
      const [inputs = 1, outputs] = shape;
      if (outputs === undefined) return new Float64Array(inputs);
      const width = Math.sqrt(2 / inputs) * (k === shapes.length - 2 ? last : 1);
      return Float64Array.from({ length: inputs * outputs }, () => width * rng.normal());
    });
  }

  zeros(): Gradients {
    return this.parameters.map((values) => new Float64Array(values.length));
  }

  forward(inputs: Float64Array, rows: number): Layers {
    const layers = [inputs];
    for (let layer = 0; layer < this.#depth; layer++) {
      const next = this.#times(layer, layers[layer] as Float64Array, rows);
      const bias = this.parameters[2 * layer + 1] as Float64Array;
      const isLast = layer === this.#depth - 1;
      for (let at = 0; at < next.length; at++) {
        const value = (next[at] as number) + (bias[at % bias.length] as number);
        next[at] = isLast ? value : Math.max(0, value);
      }
      layers.push(next);
    }
    return layers;
  }

  outputs(inputs: Float64Array, rows: number): Float64Array {
    return this.forward(inputs, rows).at(-1) as Float64Array;
  }

  /**
   * Back-propagates the loss's gradient at the outputs: adds those of the parameters to `into`, gives that at
   * the inputs.
   */
  backward(layers: Layers, outputGradient: Float64Array, rows: number, into: Gradients | null): Float64Array {
    return this.#back(layers, layers, outputGradient, rows, into, true);
  }

  /**
   * Adds to `into` the gradient of sum over rows of u . (gradient of the output at the input), `u` held fixed.
   * With its ReLUs held open or shut the output is linear in the input and in each kernel, so this is the
   * gradient of that linear network fed with u; biases have none. Second derivatives of a ReLU are zero.
   */
  backwardOfSlope(layers: Layers, u: Float64Array, rows: number, into: Gradients): void {
    const tangents = [u];
    for (let layer = 0; layer < this.#depth; layer++) {
      const next = this.#times(layer, tangents[layer] as Float64Array, rows);
      if (layer < this.#depth - 1) shut(next, layers[layer + 1] as Float64Array);
      tangents.push(next);
    }
    const ones = new Float64Array(rows * (this.sizes.at(-1) as number)).fill(1);
    this.#back(layers, tangents, ones, rows, into, false);
  }

  /** As plain weights in single precision. */
  toMlp(): Mlp {
    return { sizes: this.sizes, parameters: this.parameters.map((values) => Float32Array.from(values)) };
  }

  get #depth(): number {
    return this.sizes.length - 1;
  }

  #times(layer: number, inputs: Float64Array, rows: number): Float64Array {
    const [nIn, nOut] = [this.sizes[layer] as number, this.sizes[layer + 1] as number];
    const kernel = this.parameters[2 * layer] as Float64Array;
    const product = new Float64Array(rows * nOut);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < nIn; i++) {
        const value = inputs[row * nIn + i] as number;
        if (value === 0) continue;
        for (let j = 0, k = i * nOut, at = row * nOut; j < nOut; j++, k++, at++) {
          product[at] = (product[at] as number) + value * (kernel[k] as number);
        }
      }
    }
    return product;
  }

  /** Which ReLUs are open is told from `layers`; what the kernels were fed with is `fed`. */
  #back(
    layers: Layers,
    fed: Layers,
    outputGradient: Float64Array,
    rows: number,
    into: Gradients | null,
    withBias: boolean,
  ): Float64Array {
    let gradient = outputGradient;
    for (let layer = this.#depth - 1; layer >= 0; layer--) {
      const [nIn, nOut] = [this.sizes[layer] as number, this.sizes[layer + 1] as number];
      const kernel = this.parameters[2 * layer] as Float64Array;
      const inputs = fed[layer] as Float64Array;
      const before = new Float64Array(rows * nIn);
      const kernelInto = into?.[2 * layer];
      const biasInto = withBias ? into?.[2 * layer + 1] : undefined;
      for (let row = 0; row < rows; row++) {
        for (let i = 0; i < nIn; i++) {
          const value = inputs[row * nIn + i] as number;
          let sum = 0;
          for (let j = 0, k = i * nOut, at = row * nOut; j < nOut; j++, k++, at++) {
            sum += (gradient[at] as number) * (kernel[k] as number);
          }
          before[row * nIn + i] = sum;
          if (kernelInto === undefined || value === 0) continue;
          for (let j = 0, k = i * nOut, at = row * nOut; j < nOut; j++, k++, at++) {
            kernelInto[k] = (kernelInto[k] as number) + value * (gradient[at] as number);
          }
        }
        for (let j = 0; biasInto !== undefined && j < nOut; j++) {
          biasInto[j] = (biasInto[j] as number) + (gradient[row * nOut + j] as number);
        }
      }
      if (layer > 0) shut(before, layers[layer] as Float64Array);
      gradient = before;
    }
    return gradient;
  }
}

/** Sets to zero what a ReLU did not let through. */
function shut(values: Float64Array, outputs: Float64Array): void {
  for (let at = 0; at < values.length; at++) if ((outputs[at] as number) <= 0) values[at] = 0;
}
