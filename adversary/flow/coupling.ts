import type { Gradients, Layers, Perceptron } from '../nets/perceptron.ts';

/** How far a coupling may stretch an axis: by exp(2) at most, so that no layer runs away. */
const MOST_STRETCH = 2;

/** What a coupling keeps of a pass for its gradients. */
export interface CouplingPass {
  readonly layers: Layers;
  readonly before: Float64Array;
  /** Logarithm of the stretch of each axis, 0 where it is passed on. */
  readonly stretch: Float64Array;
}

/**
 * An affine coupling layer (Dinh, Sohl-Dickstein and Bengio, "Density estimation using Real NVP", ICLR 2017,
 * eq. 7): every other axis is stretched and shifted as a network says that sees the rest. `parity` tells which.
 */
export class Coupling {
  readonly net: Perceptron;
  readonly #dimension: number;
  readonly #parity: number;

  constructor(net: Perceptron, parity: number) {
    this.net = net;
    this.#dimension = net.sizes[0] as number;
    this.#parity = parity;
  }

  /** From the base to the points: y = z exp(s) + t on the axes that move. */
  push(z: Float64Array, rows: number): Float64Array {
    const { out, stretch } = this.#say(z, rows);
    return this.#map(z, (value, row, axis) => {
      return value * Math.exp(stretch[row * this.#dimension + axis] as number) + this.#shift(out, row, axis);
    });
  }

  /** Back: z = (y - t) exp(-s). */
  pull(y: Float64Array, rows: number): CouplingPass {
    const { out, stretch, layers } = this.#say(y, rows);
    const before = this.#map(y, (value, row, axis) => {
      return (
        (value - this.#shift(out, row, axis)) * Math.exp(-(stretch[row * this.#dimension + axis] as number))
      );
    });
    return { layers, before, stretch };
  }

  /**
   * For a loss that is a function of z plus, row by row, `weights` times the sum of s: from its gradient at z
   * (which is changed) that at y; adds those of the network to `into`.
   */
  backward(pass: CouplingPass, atBefore: Float64Array, weights: Float64Array, into: Gradients): Float64Array {
    const d = this.#dimension;
    const rows = weights.length;
    const atOut = new Float64Array(rows * 2 * d);
    const outputs = pass.layers.at(-1) as Float64Array;
    const atAfter = this.#map(atBefore, (gradient, row, axis) => {
      const at = row * d + axis;
      const stretch = pass.stretch[at] as number;
      const through = gradient * Math.exp(-stretch);
      const soft = Math.tanh((outputs[row * 2 * d + axis] as number) / MOST_STRETCH);
      const atStretch = (weights[row] as number) - gradient * (pass.before[at] as number);
      atOut[row * 2 * d + axis] = atStretch * (1 - soft * soft);
      atOut[row * 2 * d + d + axis] = -through;
      return through;
    });
    const atSeen = this.net.backward(pass.layers, atOut, rows, into);
    for (let at = 0; at < atAfter.length; at++) {
      if (!this.#moves(at % d)) atAfter[at] = (atAfter[at] as number) + (atSeen[at] as number);
    }
    return atAfter;
  }

  #moves(axis: number): boolean {
    return (axis + this.#parity) % 2 === 0;
  }

  #say(values: Float64Array, rows: number) {
    const d = this.#dimension;
    const seen = values.map((value, at) => (this.#moves(at % d) ? 0 : value));
    const layers = this.net.forward(seen, rows);
    const out = layers.at(-1) as Float64Array;
    const stretch = this.#map(new Float64Array(rows * d), (_, row, axis) => {
      return MOST_STRETCH * Math.tanh((out[row * 2 * d + axis] as number) / MOST_STRETCH);
    });
    return { layers, out, stretch };
  }

  #shift(out: Float64Array, row: number, axis: number): number {
    return out[row * 2 * this.#dimension + this.#dimension + axis] as number;
  }

  /** Changes the axes that move; the others are passed on. */
  #map(values: Float64Array, change: (value: number, row: number, axis: number) => number): Float64Array {
    const d = this.#dimension;
    return values.map((value, at) =>
      this.#moves(at % d) ? change(value, Math.floor(at / d), at % d) : value,
    );
  }
}
