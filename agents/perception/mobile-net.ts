import type { Rng } from '../../sim/core/index.ts';
import type { NamedWeights, Tensor4D, Tensorflow, Variable } from '../tensor/index.ts';
import { type MobileNetPlanOptions, type MobileNetStep, mobileNetPlan } from './mobile-net-plan.ts';
import { NormalisedSteps } from './normalised-steps.ts';

/**
 * A MobileNet v1 or one of its variants, from pictures to features. Batch normalisation and a rectifier follow
 * every convolution. The danger: it owns its variables, outside any tidy, so dispose it.
 */
export class MobileNet {
  readonly plan: readonly MobileNetStep[];
  readonly #steps: NormalisedSteps;

  constructor(tf: Tensorflow, options: MobileNetPlanOptions, rng: Rng) {
    this.plan = mobileNetPlan(options);
    this.#steps = new NormalisedSteps(tf, this.plan, rng);
  }

  /** Variables that training moves, in a fixed order: filter, scale and shift of every convolution. */
  get variables(): readonly Variable[] {
    return this.#steps.variables;
  }

  /** Numbers that training moves. */
  get parameterCount(): number {
    return this.variables.reduce((sum, { size }) => sum + size, 0);
  }

  /** Channels of the last features. */
  get outputs(): number {
    return (this.plan.at(-1) as MobileNetStep).outputs;
  }

  /**
   * [batch, height, width, 3] in [-1, 1] to the features after the step named `until`, the last by default. In
   * training the batch's own statistics normalise, the running ones move, and there is no gradient by the images.
   */
  features(images: Tensor4D, { training, until }: { training: boolean; until?: string }): Tensor4D {
    const last = until ?? (this.plan.at(-1) as MobileNetStep).name;
    return this.featuresAfter([last], images, training)[0] as Tensor4D;
  }

  /** The same after each of the named steps, which are in the plan's order; no step after the last is computed. */
  featuresAfter(names: readonly string[], images: Tensor4D, training: boolean): readonly Tensor4D[] {
    const features: Tensor4D[] = [];
    let x = images;
    for (const [i, step] of this.plan.entries()) {
      x = this.#steps.apply(step, x, { training, xIsImage: i === 0 });
      if (step.name === names[features.length]) features.push(x);
      if (features.length === names.length) break;
    }
    return features;
  }

  /** A copy of every weight and running statistic, by name, for a weights file. */
  exportWeights(): NamedWeights {
    return this.#steps.exportWeights();
  }

  /** Takes this net's weights by name from among these, as `exportWeights` names them. */
  importWeights(weights: NamedWeights): void {
    this.#steps.importWeights(weights);
  }

  dispose(): void {
    this.#steps.dispose();
  }
}
