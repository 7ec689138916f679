import type { Rng } from '../../sim/core/index.ts';
import { architectureOf, classifierWeights } from '../perception/classifier-net.ts';
import { MobileNet } from '../perception/mobile-net.ts';
import type { MobileNetPlanOptions, MobileNetStep } from '../perception/mobile-net-plan.ts';
import { NormalisedSteps } from '../perception/normalised-steps.ts';
import type { NetBody, PictureNet } from '../pictures/picture-trainer.ts';
import {
  dense,
  type ExpectedWeight,
  LayerSet,
  type NamedWeights,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  type Tensorflow,
  type Variable,
} from '../tensor/index.ts';
import {
  detectorArchitecture,
  detectorHead,
  detectorWeights,
  JOINED,
  type NeckPlan,
  neckPlan,
} from './detector-plan.ts';

/**
 * A single-shot detector without anchors, after FCOS (Tian et al., ICCV 2019): a MobileNet down to 3 x 3 places,
 * joined upwards to a grid of 12 x 12 cells, each of which tells of one box. The danger: it owns its variables,
 * outside any tidy, so dispose it.
 */
export class DetectorNet implements PictureNet {
  readonly architecture: string;
  /** It can begin with the MobileNet of a classifier. */
  readonly body: NetBody;
  readonly #tf: Tensorflow;
  readonly #options: MobileNetPlanOptions;
  readonly #body: MobileNet;
  readonly #plan: NeckPlan;
  readonly #neck: NormalisedSteps;
  readonly #head: LayerSet<'head'>;

  constructor(tf: Tensorflow, options: MobileNetPlanOptions, rng: Rng) {
    this.architecture = detectorArchitecture(options);
    this.#tf = tf;
    this.#options = options;
    this.#body = new MobileNet(tf, options, rng);
    this.#plan = neckPlan(options);
    this.#neck = new NormalisedSteps(tf, Object.values(this.#plan), rng);
    this.body = {
      architecture: architectureOf(options),
      weights: classifierWeights(options),
      importWeights: (weights) => this.#body.importWeights(weights),
    };
    this.#head = new LayerSet(tf, detectorHead(this.#plan.cells.outputs), rng);
  }

  /** What training moves, in a fixed order. */
  get variables(): readonly Variable[] {
    return [...this.#body.variables, ...this.#neck.variables, ...this.#head.variables];
  }

  /** [batch, 96, 96, 3] in [-1, 1] -> [batch x 144, 17]: what each cell says, row by row of the grid. */
  look(images: Tensor4D, training: boolean): Tensor2D {
    const tf = this.#tf;
    const apply = (step: MobileNetStep, x: Tensor4D) => this.#neck.apply(step, x, { training });
    const features = this.#body.featuresAfter(JOINED, images, training);
    const [fine, coarse, whole] = features as [Tensor4D, Tensor4D, Tensor4D];
    const plan = this.#plan;
    const joined = tf.add(apply(plan.coarse, coarse), this.#doubled(apply(plan.whole, whole))) as Tensor4D;
    // Steps of a residual network (He et al., CVPR 2016), so that the signal also goes past them.
    const seen = tf.add(joined, apply(plan.seen, joined)) as Tensor4D;
    const cells = tf.add(apply(plan.fine, fine), this.#doubled(seen)) as Tensor4D;
    const last = tf.add(cells, apply(plan.cells, apply(plan.nearby, cells)));
    return dense(tf, tf.reshape(last, [-1, plan.cells.outputs]) as Tensor2D, this.#head.of.head);
  }

  /** A copy of every weight and running statistic, by name, for a weights file. */
  exportWeights(): NamedWeights {
    return [...this.#body.exportWeights(), ...this.#neck.exportWeights(), ...this.#head.exportWeights()];
  }

  expectedWeights(): readonly ExpectedWeight[] {
    return detectorWeights(this.#options);
  }

  importWeights(weights: NamedWeights): void {
    this.#body.importWeights(weights);
    this.#neck.importWeights(weights);
    this.#head.importWeights(weights);
  }

  dispose(): void {
    this.#body.dispose();
    this.#neck.dispose();
    this.#head.dispose();
  }

  /** Twice as high and wide, each cell four times; by joining, whose gradient every backend gets right. */
  #doubled(x: Tensor4D): Tensor4D {
    const tf = this.#tf;
    const [batch, height, width, channels] = x.shape;
    const rows = tf.reshape(x, [batch * height * width, 1, channels]);
    const wide = tf.reshape(tf.concat([rows, rows], 1), [batch * height, 1, 2 * width * channels]);
    const both: Tensor = tf.concat([wide, wide], 1);
    return tf.reshape(both, [batch, 2 * height, 2 * width, channels]);
  }
}
