import type { Rng } from '../../sim/core/index.ts';
import { RECOGNITION_ACTION } from '../../sim/index.ts';
import type { PictureNet } from '../pictures/picture-trainer.ts';
import {
  dense,
  type LayerWeights,
  type NamedWeights,
  type Tensor2D,
  type Tensor4D,
  type Tensorflow,
  type Variable,
} from '../tensor/index.ts';
import { MobileNet } from './mobile-net.ts';
import {
  type MobileNetPlanOptions,
  type MobileNetStep,
  mobileNetPlan,
  mobileNetWeights,
  namedPlan,
  planNamed,
} from './mobile-net-plan.ts';

const KIND = 'classifier-v1';
const CLASSES = RECOGNITION_ACTION.names.length;

/** Written into weight files: "classifier-v1/d2/0.25". */
export function architectureOf(options: MobileNetPlanOptions): string {
  return namedPlan(KIND, options);
}

/** The name and shape of every weight of a classifier, for checking a weights file before it is used. */
export function classifierWeights(
  options: MobileNetPlanOptions,
): readonly { readonly name: string; readonly shape: readonly number[] }[] {
  const steps = mobileNetPlan(options);
  const features = (steps.at(-1) as MobileNetStep).outputs;
  return [
    ...mobileNetWeights(steps),
    { name: 'head/weight', shape: [features, CLASSES] },
    { name: 'head/bias', shape: [CLASSES] },
  ];
}

/** The reverse of `architectureOf`; null for anything else. */
export function planOf(architecture: string): MobileNetPlanOptions | null {
  return planNamed(KIND, architecture);
}

/**
 * A MobileNet, the mean of its last features over the picture, and one number per class. The danger: it owns its
 * variables, outside any tidy, so dispose it.
 */
export class ClassifierNet implements PictureNet {
  readonly architecture: string;
  readonly #tf: Tensorflow;
  readonly #options: MobileNetPlanOptions;
  readonly #body: MobileNet;
  readonly #head: LayerWeights;

  constructor(tf: Tensorflow, options: MobileNetPlanOptions, rng: Rng) {
    this.architecture = architectureOf(options);
    this.#tf = tf;
    this.#options = options;
    this.#body = new MobileNet(tf, options, rng);
    const spread = Math.sqrt(1 / this.#body.outputs);
    const values = Float32Array.from({ length: this.#body.outputs * CLASSES }, () => spread * rng.normal());
    this.#head = {
      weight: tf.tidy(() => tf.variable(tf.tensor2d(values, [this.#body.outputs, CLASSES]), true)),
      bias: tf.tidy(() => tf.variable(tf.zeros([CLASSES]), true)),
    };
  }

  get variables(): readonly Variable[] {
    return [...this.#body.variables, this.#head.weight, this.#head.bias];
  }

  /** [batch, height, width, 3] in [-1, 1] to [batch, classes]: logits. */
  look(images: Tensor4D, training: boolean): Tensor2D {
    const features = this.#body.features(images, { training });
    return dense(this.#tf, this.#tf.mean(features, [1, 2]), this.#head);
  }

  exportWeights(): NamedWeights {
    const { weight, bias } = this.#head;
    const own = Object.entries({ weight, bias }).map(([part, variable]) => ({
      name: `head/${part}`,
      shape: variable.shape,
      values: variable.dataSync<'float32'>().slice(),
    }));
    return [...this.#body.exportWeights(), ...own];
  }

  expectedWeights(): readonly { readonly name: string; readonly shape: readonly number[] }[] {
    return classifierWeights(this.#options);
  }

  importWeights(weights: NamedWeights): void {
    this.#body.importWeights(weights);
    for (const part of ['weight', 'bias'] as const) {
      const given = weights.find(({ name }) => name === `head/${part}`);
      if (given === undefined) throw new RangeError(`weight head/${part} is missing`);
      this.#tf.tidy(() => this.#head[part].assign(this.#tf.tensor(given.values, [...given.shape])));
    }
  }

  dispose(): void {
    this.#body.dispose();
    this.#head.weight.dispose();
    this.#head.bias.dispose();
  }
}
