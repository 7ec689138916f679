import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { Adam } from '../nets/adam.ts';
import { Perceptron } from '../nets/perceptron.ts';
import { criticLoss } from './critic-loss.ts';

export interface WganSettings {
  readonly latent: number;
  readonly hidden: readonly number[];
  readonly batch: number;
  /** Steps of the critic for each of the generator. */
  readonly criticSteps: number;
  readonly penalty: number;
  readonly learningRate: number;
}

/** Of Gulrajani et al. (NIPS 2017). */
const BETAS = { beta1: 0, beta2: 0.9 };

/** A Wasserstein GAN with gradient penalty that is trained on and on; its points are tanh of the generator. */
export class Wgan {
  readonly generator: Perceptron;
  readonly #critic: Perceptron;
  readonly #settings: WganSettings;
  readonly #dimension: number;
  readonly #rng: Rng;
  readonly #generatorAdam: Adam;
  readonly #criticAdam: Adam;

  constructor(dimension: number, settings: WganSettings, rng: Rng) {
    this.#settings = settings;
    this.#dimension = dimension;
    this.#rng = rng;
    this.generator = new Perceptron([settings.latent, ...settings.hidden, dimension], rng);
    this.#critic = new Perceptron([dimension, ...settings.hidden, 1], rng);
    const adam = { learningRate: settings.learningRate, ...BETAS };
    this.#generatorAdam = new Adam(this.generator.parameters, adam);
    this.#criticAdam = new Adam(this.#critic.parameters, adam);
  }

  /** One step of the generator after those of the critic, on points that `draw` gives; the critic's last loss. */
  step(draw: () => Point): number {
    const { batch, criticSteps, penalty } = this.#settings;
    let loss = 0;
    for (let k = 0; k < criticSteps; k++) {
      const real = Float64Array.from(Array.from({ length: batch }, draw).flat());
      const fake = this.#generate(batch).points;
      const between = new Float64Array(real.length);
      for (let row = 0; row < batch; row++) {
        const share = this.#rng.float();
        for (let at = row * this.#dimension; at < (row + 1) * this.#dimension; at++) {
          between[at] = share * (real[at] as number) + (1 - share) * (fake[at] as number);
        }
      }
      const gradients = this.#critic.zeros();
      loss = criticLoss(this.#critic, { real, fake, between }, batch, penalty, gradients);
      this.#criticAdam.step(gradients);
    }
    const { layers, points } = this.#generate(batch);
    const judged = this.#critic.forward(points, batch);
    const slope = this.#critic.backward(judged, new Float64Array(batch).fill(-1 / batch), batch, null);
    // Through the tanh.
    const atOutput = slope.map((g, at) => g * (1 - (points[at] as number) * (points[at] as number)));
    const gradients = this.generator.zeros();
    this.generator.backward(layers, atOutput, batch, gradients);
    this.#generatorAdam.step(gradients);
    return loss;
  }

  /** One new point. */
  draw(): Point {
    return [...this.#generate(1).points];
  }

  #generate(rows: number) {
    const latents = Float64Array.from({ length: rows * this.#settings.latent }, () => this.#rng.normal());
    const layers = this.generator.forward(latents, rows);
    return { layers, points: (layers.at(-1) as Float64Array).map(Math.tanh) };
  }
}
