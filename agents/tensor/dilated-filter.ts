import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tensorflow } from './tensorflow.ts';

/**
 * A filter [h, w, inputs, outputs] with `dilation - 1` zeros between its taps: an ordinary convolution with it
 * is the dilated one. TensorFlow.js has no gradient of a dilated convolution on any backend; through this one the
 * gradient reaches the filter's own taps and nothing else.
 */
export function dilatedFilter(tf: Tensorflow, filter: Tensor4D, dilation: number): Tensor4D {
  if (dilation === 1) return filter;
  const [height, width, inputs, outputs] = filter.shape;
  const rest = inputs * outputs;
  return tf.tidy(() => {
    const tall = spread(tf, tf.reshape(filter, [1, height, width * rest]), dilation);
    const tallHeight = (height - 1) * dilation + 1;
    const wide = spread(tf, tf.reshape(tall, [tallHeight, width, rest]), dilation);
    return tf.reshape(wide, [tallHeight, (width - 1) * dilation + 1, inputs, outputs]) as Tensor4D;
  });
}

/** [a, n, b] -> [a, (n - 1) * dilation + 1, b], zeros in between. */
function spread(tf: Tensorflow, x: Tensor, dilation: number): Tensor {
  const [a, n, b] = x.shape as [number, number, number];
  const zeros = tf.zeros([a, n, (dilation - 1) * b]);
  const long = tf.reshape(tf.concat([x, zeros], 2), [a, n * dilation, b]);
  return tf.slice(long, [0, 0, 0], [a, (n - 1) * dilation + 1, b]);
}
