import type { Rng } from '../../sim/core/index.ts';
import {
  batchNormRelu,
  dilatedConv,
  type NamedWeights,
  normaliseRelu,
  type Tensor,
  type Tensor4D,
  type Tensorflow,
  type Variable,
} from '../tensor/index.ts';
import { EPSILON, filterShape, type MobileNetStep, STEP_PARTS } from './mobile-net-plan.ts';

/** Share of the old running statistics that stays at each training step. */
const MOMENTUM = 0.9;

/** A filter without bias, and the normalisation after it. */
interface StepWeights {
  readonly filter: Variable;
  readonly gamma: Variable;
  readonly beta: Variable;
  /** Running statistics, which are no parameters: they follow the batches. */
  readonly mean: Variable;
  readonly variance: Variable;
}

const TRAINED: readonly (typeof STEP_PARTS)[number][] = ['filter', 'gamma', 'beta'];

/**
 * The weights of convolutions, each with batch normalisation and a rectifier after it. The danger: it owns its
 * variables, outside any tidy, so dispose it.
 */
export class NormalisedSteps {
  readonly #tf: Tensorflow;
  readonly #weights: ReadonlyMap<string, StepWeights>;

  /**
   * Filters are drawn from `rng`: normal, variance 1 / (3 x inputs of one output). The size of signals is left to
   * the normalisation: smaller filters turn further in a step of Adam, and so learn sooner than those of He et al.
   */
  constructor(tf: Tensorflow, steps: readonly MobileNetStep[], rng: Rng) {
    this.#tf = tf;
    this.#weights = new Map(
      steps.flatMap((step) => {
        const shape = filterShape(step);
        return shape === null ? [] : [[step.name, drawStep(tf, step, shape, rng)] as const];
      }),
    );
  }

  /** Variables that training moves, in a fixed order: filter, scale and shift of every convolution. */
  get variables(): readonly Variable[] {
    return [...this.#weights.values()].flatMap((weights) => TRAINED.map((part) => weights[part]));
  }

  /**
   * One step. In training the batch's own statistics normalise, the running ones move, and there is no gradient by
   * what is said to be an image.
   */
  apply(
    { name, kind, size, stride, dilation }: MobileNetStep,
    x: Tensor4D,
    { training, xIsImage = false }: { readonly training: boolean; readonly xIsImage?: boolean },
  ): Tensor4D {
    const tf = this.#tf;
    const weights = this.#weights.get(name);
    if (weights === undefined) return tf.maxPool(x, size, stride, 'same') as Tensor4D;
    const y = dilatedConv(tf, x, weights.filter as unknown as Tensor4D, {
      ...{ stride, dilation, kind: kind === 'depthwise' ? 'depthwise' : 'full' },
      xIsImage: training && xIsImage,
    });
    if (!training) return normaliseRelu(tf, y, weights, EPSILON);
    return batchNormRelu(tf, y, weights, EPSILON, (mean, variance) => {
      follow(tf, weights.mean, mean);
      follow(tf, weights.variance, variance);
    });
  }

  /** A copy of every weight and running statistic, by name, for a weights file. */
  exportWeights(): NamedWeights {
    return [...this.#weights].flatMap(([name, weights]) =>
      STEP_PARTS.map((part) => ({
        name: `${name}/${part}`,
        shape: weights[part].shape,
        values: weights[part].dataSync<'float32'>().slice(),
      })),
    );
  }

  /** Takes its own weights by name from among these, as `exportWeights` names and shapes them. */
  importWeights(weights: NamedWeights): void {
    const tf = this.#tf;
    const byName = new Map(weights.map((weight) => [weight.name, weight]));
    for (const [name, own] of this.#weights) {
      for (const part of STEP_PARTS) {
        const given = byName.get(`${name}/${part}`);
        if (given === undefined) throw new RangeError(`weight ${name}/${part} is missing`);
        tf.tidy(() => own[part].assign(tf.tensor(given.values, [...given.shape])));
      }
    }
  }

  dispose(): void {
    for (const weights of this.#weights.values()) for (const part of STEP_PARTS) weights[part].dispose();
  }
}

function drawStep(tf: Tensorflow, step: MobileNetStep, shape: readonly number[], rng: Rng): StepWeights {
  const fanIn = step.size * step.size * (step.kind === 'depthwise' ? 1 : step.inputs);
  const spread = Math.sqrt(1 / (3 * fanIn));
  const size = shape.reduce((product, length) => product * length, 1);
  const filter = Float32Array.from({ length: size }, () => spread * rng.normal());
  const perChannel = (value: number, trainable: boolean) =>
    tf.tidy(() => tf.variable(tf.fill([step.outputs], value), trainable));
  return {
    filter: tf.tidy(() => tf.variable(tf.tensor(filter, [...shape]), true)),
    gamma: perChannel(1, true),
    beta: perChannel(0, true),
    mean: perChannel(0, false),
    variance: perChannel(1, false),
  };
}

/** A running statistic a step nearer to the batch's. */
function follow(tf: Tensorflow, running: Variable, batch: Tensor): void {
  running.assign(tf.add(tf.mul(running, MOMENTUM), tf.mul(batch, 1 - MOMENTUM)));
}
