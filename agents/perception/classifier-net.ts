import type { Rng } from '../../sim/core/index.ts';
import { RECOGNITION_ACTION } from '../../sim/index.ts';
import type { PictureNet } from '../pictures/picture-trainer.ts';
import {
  dense,
  type ExpectedWeight,
  LayerSet,
  type LayerShapes,
  layerWeights,
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
export function classifierWeights(options: MobileNetPlanOptions): readonly ExpectedWeight[] {
  const steps = mobileNetPlan(options);
  const features = (steps.at(-1) as MobileNetStep).outputs;
  return [...mobileNetWeights(steps), ...layerWeights(classifierHead(features))];
}

/** A number per class, from the mean of the last features. */
function classifierHead(inputs: number): LayerShapes<'head'> {
  return { head: { weight: [inputs, CLASSES], normalStd: Math.sqrt(1 / inputs) } };
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
  readonly #head: LayerSet<'head'>;

  constructor(tf: Tensorflow, options: MobileNetPlanOptions, rng: Rng) {
    this.architecture = architectureOf(options);
    this.#tf = tf;
    this.#options = options;
    this.#body = new MobileNet(tf, options, rng);
    this.#head = new LayerSet(tf, classifierHead(this.#body.outputs), rng);
  }

  get variables(): readonly Variable[] {
    return [...this.#body.variables, ...this.#head.variables];
  }

  /** [batch, height, width, 3] in [-1, 1] to [batch, classes]: logits. */
  look(images: Tensor4D, training: boolean): Tensor2D {
    const features = this.#body.features(images, { training });
    return dense(this.#tf, this.#tf.mean(features, [1, 2]), this.#head.of.head);
  }

  exportWeights(): NamedWeights {
    return [...this.#body.exportWeights(), ...this.#head.exportWeights()];
  }

  expectedWeights(): readonly ExpectedWeight[] {
    return classifierWeights(this.#options);
  }

  importWeights(weights: NamedWeights): void {
    this.#body.importWeights(weights);
    this.#head.importWeights(weights);
  }

  dispose(): void {
    this.#body.dispose();
    this.#head.dispose();
  }
}
