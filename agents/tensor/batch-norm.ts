import type { Tensor, Tensor1D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { reluBiasGrad } from './layers.ts';
import type { Tensorflow } from './tensorflow.ts';

/**
 * relu(gamma * (x - mean) / sqrt(variance + epsilon) + beta) with a batch's own statistics (Ioffe and Szegedy, ICML
 * 2015), NHWC, as one operation whose gradient is written out: stock gradients copy every statistic to the size of the
 * batch. `onMoments` is told mean and variance of each channel, which it may read but not keep.
 */
export function batchNormRelu(
  tf: Tensorflow,
  x: Tensor4D,
  { gamma, beta }: { readonly gamma: Variable; readonly beta: Variable },
  epsilon: number,
  onMoments: (mean: Tensor1D, variance: Tensor1D) => void,
): Tensor4D {
  const channels = x.shape[3];
  const count = x.size / channels;
  const op = tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as (tensors: Tensor[]) => void;
    const ones = tf.ones([1, count]);
    const rows = tf.reshape(x, [count, channels]);
    const mean = tf.div(columnSums(tf, ones, rows), count);
    const centred = tf.sub(rows, mean);
    const variance = tf.div(columnSums(tf, ones, tf.square(centred)), count);
    onMoments(mean as Tensor1D, variance as Tensor1D);
    const perDeviation = tf.rsqrt(tf.add(variance, epsilon));
    const normal = tf.mul(centred, perDeviation);
    const y = tf.relu(tf.add(tf.mul(normal, gamma), beta));
    save([normal, perDeviation, y, ones]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [normal, perDeviation, y, ones] = saved as [Tensor, Tensor, Tensor, Tensor];
      const [dz, dBeta] = reluBiasGrad(tf, y, tf.reshape(dy, [count, channels]));
      const dGamma = columnSums(tf, ones, tf.mul(dz, normal));
      const scale = tf.mul(gamma, perDeviation);
      const drift = tf.add(tf.div(dBeta, count), tf.mul(normal, tf.div(dGamma, count)));
      const dx = tf.mul(tf.sub(dz, drift), scale);
      return [tf.reshape(dx, x.shape), dGamma, dBeta];
    };
    return { value: tf.reshape(y, x.shape), gradFunc };
  });
  return op(x, gamma, beta) as Tensor4D;
}

/** Sums over the rows of [n, c]: by a product with ones, which is the fastest sum there is on wasm. */
function columnSums(tf: Tensorflow, ones: Tensor, rows: Tensor): Tensor {
  return tf.reshape(tf.matMul(ones as never, rows as never), [-1]);
}
