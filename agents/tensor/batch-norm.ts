import type { Tensor, Tensor1D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { BATCH_NORM_RELU, BATCH_NORM_RELU_GRAD, NORMALISE_RELU } from './kernels/batch-norm.ts';
import { reluBiasGrad } from './layers.ts';
import type { Tensorflow } from './tensorflow.ts';

type Save = (tensors: Tensor[]) => void;
type OnMoments = (mean: Tensor1D, variance: Tensor1D) => void;

/**
 * relu(gamma * (x - mean) / sqrt(variance + epsilon) + beta) with a batch's own statistics (Ioffe and Szegedy, ICML
 * 2015), NHWC, as one operation whose gradient is written out: stock gradients copy every statistic to the size of the
 * batch. On wasm each direction is one kernel. `onMoments` is told mean and variance of each channel, which it may
 * read but not keep.
 */
export function batchNormRelu(
  tf: Tensorflow,
  x: Tensor4D,
  { gamma, beta }: { readonly gamma: Variable; readonly beta: Variable },
  epsilon: number,
  onMoments: OnMoments,
): Tensor4D {
  const fused = tf.getKernel(BATCH_NORM_RELU, tf.getBackend()) !== undefined;
  const op = tf.customGrad((...args) => {
    const [x, gamma, beta] = args as Tensor[] as [Tensor4D, Tensor1D, Tensor1D];
    const save = args.at(-1) as unknown as Save;
    return (fused ? inOneKernel : inOrdinaryOperations)(tf, { x, gamma, beta }, epsilon, onMoments, save);
  });
  return op(x, gamma, beta) as Tensor4D;
}

interface Inputs {
  readonly x: Tensor4D;
  readonly gamma: Tensor1D;
  readonly beta: Tensor1D;
}

interface ValueAndGradient {
  readonly value: Tensor;
  readonly gradFunc: (dy: Tensor, saved: Tensor[]) => Tensor[];
}

function inOneKernel(
  tf: Tensorflow,
  { x, gamma, beta }: Inputs,
  epsilon: number,
  onMoments: OnMoments,
  save: Save,
): ValueAndGradient {
  const run = (name: string, inputs: Record<string, Tensor>) =>
    tf.engine().runKernel(name, inputs, { epsilon }) as unknown as Tensor[];
  const forward = run(BATCH_NORM_RELU, { x, gamma, beta });
  const [value, mean, variance, perDeviation] = forward as [Tensor, Tensor1D, Tensor1D, Tensor1D];
  onMoments(mean, variance);
  save([x, value, gamma, mean, perDeviation]);
  const gradFunc = (dy: Tensor, saved: Tensor[]) => {
    const [x, y, gamma, mean, perDeviation] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor];
    return run(BATCH_NORM_RELU_GRAD, { x, y, dy, gamma, mean, perDeviation });
  };
  return { value, gradFunc };
}

function inOrdinaryOperations(
  tf: Tensorflow,
  { x, gamma, beta }: Inputs,
  epsilon: number,
  onMoments: OnMoments,
  save: Save,
): ValueAndGradient {
  const channels = x.shape[3];
  const count = x.size / channels;
  const ones = tf.ones([1, count]);
  const rows = tf.reshape(x, [count, channels]);
  const mean = tf.div(columnSums(tf, ones, rows), count);
  const centred = tf.sub(rows, mean);
  const variance = tf.div(columnSums(tf, ones, tf.square(centred)), count);
  onMoments(mean as Tensor1D, variance as Tensor1D);
  const perDeviation = tf.rsqrt(tf.add(variance, epsilon));
  const normal = tf.mul(centred, perDeviation);
  const y = tf.relu(tf.add(tf.mul(normal, gamma), beta));
  save([normal, perDeviation, y, ones, gamma]);
  const gradFunc = (dy: Tensor, saved: Tensor[]) => {
    const [normal, perDeviation, y, ones, gamma] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor];
    const [dz, dBeta] = reluBiasGrad(tf, y, tf.reshape(dy, [count, channels]));
    const dGamma = columnSums(tf, ones, tf.mul(dz, normal));
    const scale = tf.mul(gamma, perDeviation);
    const drift = tf.add(tf.div(dBeta, count), tf.mul(normal, tf.div(dGamma, count)));
    const dx = tf.mul(tf.sub(dz, drift), scale);
    return [tf.reshape(dx, x.shape), dGamma, dBeta];
  };
  return { value: tf.reshape(y, x.shape), gradFunc };
}

/**
 * The same with statistics from elsewhere, as a trained net is used. There is a gradient by `x`, `gamma` and `beta`;
 * mean and variance count as constants.
 */
export function normaliseRelu(
  tf: Tensorflow,
  x: Tensor4D,
  weights: Readonly<Record<'gamma' | 'beta' | 'mean' | 'variance', Variable>>,
  epsilon: number,
): Tensor4D {
  const { gamma, beta, mean, variance } = weights as unknown as Record<keyof typeof weights, Tensor1D>;
  if (tf.getKernel(NORMALISE_RELU, tf.getBackend()) === undefined) {
    return tf.relu(tf.batchNorm(x, mean, variance, beta, gamma, epsilon)) as Tensor4D;
  }
  const op = tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as Save;
    const inputs = { x, gamma, beta, mean, variance };
    const [y] = tf.engine().runKernel(NORMALISE_RELU, inputs, { epsilon }) as unknown as [Tensor];
    save([x, y, gamma, mean, variance]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [x, y, gamma, mean, variance] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor];
      const [dz, dBeta] = reluBiasGrad(tf, y, dy);
      const perDeviation = tf.rsqrt(tf.add(variance, epsilon));
      const normal = tf.mul(tf.sub(x, mean), perDeviation);
      const dGamma = tf.sum(tf.mul(dz, normal), [0, 1, 2]);
      return [tf.mul(dz, tf.mul(gamma, perDeviation)), dGamma, dBeta];
    };
    return { value: y, gradFunc };
  });
  return op(x, gamma, beta) as Tensor4D;
}

/** Sums over the rows of [n, c] by a product with ones: one fast operation on every backend. */
function columnSums(tf: Tensorflow, ones: Tensor, rows: Tensor): Tensor {
  return tf.reshape(tf.matMul(ones as never, rows as never), [-1]);
}
