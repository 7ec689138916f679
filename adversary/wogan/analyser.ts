import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { Trial } from '../adversary.ts';
import type { Mlp } from '../mlp.ts';
import { Adam } from '../nets/adam.ts';
import { Perceptron } from '../nets/perceptron.ts';

const HIDDEN = [32, 32];
const BATCH = 32;
const ADAM = { learningRate: 3e-3, beta1: 0.9, beta2: 0.999 };

/** A network that predicts the score of a scene, trained on all trials again and again (mean square error). */
export class Analyser {
  readonly #net: Perceptron;
  readonly #adam: Adam;
  readonly #rng: Rng;

  constructor(dimension: number, rng: Rng) {
    this.#net = new Perceptron([dimension, ...HIDDEN, 1], rng);
    this.#adam = new Adam(this.#net.parameters, ADAM);
    this.#rng = rng;
  }

  learn(trials: readonly Trial[], steps: number): void {
    for (let step = 0; step < steps; step++) {
      const batch = Array.from({ length: BATCH }, () => this.#rng.pick(trials));
      const layers = this.#net.forward(Float64Array.from(batch.flatMap(({ point }) => point)), BATCH);
      const misses = (layers.at(-1) as Float64Array).map(
        (guess, row) => (2 * (guess - (batch[row] as Trial).score)) / BATCH,
      );
      const gradients = this.#net.zeros();
      this.#net.backward(layers, misses, BATCH, gradients);
      this.#adam.step(gradients);
    }
  }

  predict(point: Point): number {
    return this.#net.outputs(Float64Array.from(point), 1)[0] as number;
  }

  /** The network with its sign turned: higher is likelier to fail, as a discriminator has it. */
  turned(): Mlp {
    const { sizes, parameters } = this.#net.toMlp();
    const last = parameters.length - 2;
    return { sizes, parameters: parameters.map((values, k) => (k < last ? values : values.map((x) => -x))) };
  }
}
