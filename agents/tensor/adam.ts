import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { ADAM_STEP } from './kernels/fused.ts';
import type { Tensorflow } from './tensorflow.ts';
import type { NamedWeights } from './weights-file.ts';

interface Moments {
  readonly weight: Variable;
  readonly m: Tensor;
  readonly v: Tensor;
}

/**
 * Adam (Kingma and Ba 2015) over a fixed list of variables, one fused kernel per variable on wasm and
 * ordinary operations elsewhere. The danger: it owns two tensors per variable outside any tidy, so dispose it.
 */
export class Adam {
  readonly #tf: Tensorflow;
  readonly #moments: readonly Moments[];
  readonly #beta1: number;
  readonly #beta2: number;
  readonly #epsilon: number;
  #steps = 0;
  #beta1Power = 1;
  #beta2Power = 1;

  constructor(
    tf: Tensorflow,
    variables: readonly Variable[],
    { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = {},
  ) {
    this.#tf = tf;
    this.#beta1 = beta1;
    this.#beta2 = beta2;
    this.#epsilon = epsilon;
    this.#moments = variables.map((weight) => ({
      weight,
      m: tf.tidy(() => tf.variable(tf.zerosLike(weight), false)),
      v: tf.tidy(() => tf.variable(tf.zerosLike(weight), false)),
    }));
  }

  /** One step down the gradients, given in the order of the variables. Does not dispose them. */
  step(gradients: readonly Tensor[], learningRate: number): void {
    this.#count();
    const correction2 = Math.sqrt(1 - this.#beta2Power);
    const rate = (learningRate * correction2) / (1 - this.#beta1Power);
    const epsilon = this.#epsilon * correction2;
    const fused = this.#tf.getKernel(ADAM_STEP, this.#tf.getBackend()) !== undefined;
    this.#tf.tidy(() => {
      this.#moments.forEach((moments, i) => {
        const gradient = gradients[i] as Tensor;
        const next = fused
          ? this.#fused(moments, gradient, rate, epsilon)
          : this.#plain(moments, gradient, rate, epsilon);
        moments.weight.assign(next);
      });
    });
  }

  #fused({ weight, m, v }: Moments, grad: Tensor, rate: number, epsilon: number): Tensor {
    const attrs = { rate, epsilon, beta1: this.#beta1, beta2: this.#beta2 };
    const out = this.#tf.engine().runKernel(ADAM_STEP, { weight, grad, m, v }, attrs);
    return (out as Tensor[])[0] as Tensor;
  }

  #plain({ weight, m, v }: Moments, gradient: Tensor, rate: number, epsilon: number): Tensor {
    const tf = this.#tf;
    const nextM = tf.add(tf.mul(m, this.#beta1), tf.mul(gradient, 1 - this.#beta1));
    const nextV = tf.add(tf.mul(v, this.#beta2), tf.mul(tf.square(gradient), 1 - this.#beta2));
    (m as Variable).assign(nextM);
    (v as Variable).assign(nextV);
    return tf.sub(weight, tf.div(tf.mul(nextM, rate), tf.add(tf.sqrt(nextV), epsilon)));
  }

  /** Both running means of every variable, in order, to the bit. */
  exportMoments(): NamedWeights {
    return this.#moments.flatMap(({ m, v }, i) =>
      Object.entries({ m, v }).map(([part, tensor]) => ({
        name: `${i}/${part}`,
        shape: tensor.shape,
        values: tensor.dataSync<'float32'>().slice(),
      })),
    );
  }

  /** Goes on where another, of the same variables, was after `steps` steps. */
  importMoments(moments: NamedWeights, steps: number): void {
    const tf = this.#tf;
    this.#moments.forEach(({ m, v }, i) => {
      [m, v].forEach((own, k) => {
        const { values, shape } = moments[2 * i + k] as NamedWeights[number];
        tf.tidy(() => (own as Variable).assign(tf.tensor(values, [...shape])));
      });
    });
    [this.#steps, this.#beta1Power, this.#beta2Power] = [0, 1, 1];
    while (this.#steps < steps) this.#count();
  }

  #count(): void {
    this.#steps++;
    this.#beta1Power *= this.#beta1;
    this.#beta2Power *= this.#beta2;
  }

  dispose(): void {
    for (const { m, v } of this.#moments) {
      m.dispose();
      v.dispose();
    }
  }
}
