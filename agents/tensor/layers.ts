import type { Tensor, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { RELU_BIAS_GRAD } from './kernels/fused.ts';
import type { Tensorflow } from './tensorflow.ts';

/** A layer's two variables: weight [..., inputs, outputs] and bias [outputs]. */
export interface LayerWeights {
  readonly weight: Variable;
  readonly bias: Variable;
}

/**
 * relu(conv2d(x) + bias), NHWC, padding `same`, as one operation with a gradient of its own: one pass for
 * bias and rectifier instead of three, and no gradient for `x` when it is the input image.
 */
export function convRelu(
  tf: Tensorflow,
  x: Tensor4D,
  { weight, bias }: LayerWeights,
  stride: number,
  { xIsImage = false } = {},
): Tensor4D {
  const conv = { strides: [stride, stride], pad: 'same', dataFormat: 'NHWC', dimRoundingMode: undefined };
  const op = tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as (tensors: Tensor[]) => void;
    const y = tf.fused.conv2d({
      x,
      filter: weight as unknown as Tensor4D,
      strides: stride,
      pad: 'same',
      bias: bias as Tensor,
      activation: 'relu',
    });
    save([x, y]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [x, y] = saved as [Tensor, Tensor];
      const [dz, dBias] = reluBiasGrad(tf, y, dy);
      const kernel = (name: string, inputs: Record<string, Tensor>, shapes: Record<string, number[]>) =>
        tf.engine().runKernel(name, inputs, { ...conv, ...shapes } as never) as Tensor;
      const dWeight = kernel('Conv2DBackpropFilter', { x, dy: dz }, { filterShape: weight.shape });
      if (xIsImage) return [dWeight, dBias];
      return [
        kernel('Conv2DBackpropInput', { dy: dz, filter: weight }, { inputShape: x.shape }),
        dWeight,
        dBias,
      ];
    };
    return { value: y, gradFunc };
  });
  return (xIsImage ? op(weight, bias) : op(x, weight, bias)) as Tensor4D;
}

/**
 * relu(x weight + bias) for x [batch, inputs]. No gradient by `x` is computed where it is data, none by the weights
 * where they are frozen.
 */
export function denseRelu(
  tf: Tensorflow,
  x: Tensor2D,
  { weight, bias }: LayerWeights,
  { xIsData = false, frozen = false } = {},
): Tensor2D {
  const op = tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as (tensors: Tensor[]) => void;
    const y = tf.fused.matMul({ a: x, b: weight as Tensor, bias: bias as Tensor, activation: 'relu' });
    save([x, y, weight as Tensor]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [x, y, weight] = saved as [Tensor, Tensor, Tensor];
      const [dz, dBias] = reluBiasGrad(tf, y, dy);
      const byX = xIsData ? [] : [tf.matMul(dz, weight, false, true)];
      return frozen ? byX : [...byX, tf.matMul(x, dz, true, false), dBias];
    };
    return { value: y, gradFunc };
  });
  return op(...(xIsData ? [] : [x]), ...(frozen ? [] : [weight, bias])) as Tensor2D;
}

/** x weight + bias for x [batch, inputs]. */
export function dense(tf: Tensorflow, x: Tensor2D, { weight, bias }: LayerWeights): Tensor2D {
  return tf.add(tf.matMul(x, weight as Tensor), bias);
}

/** Gradients before the rectifier and of the bias, from the layer's output `y` and the gradient `dy` there. */
export function reluBiasGrad(tf: Tensorflow, y: Tensor, dy: Tensor): [dz: Tensor, dBias: Tensor] {
  if (tf.getKernel(RELU_BIAS_GRAD, tf.getBackend()) !== undefined) {
    return tf.engine().runKernel(RELU_BIAS_GRAD, { y, dy }) as unknown as [Tensor, Tensor];
  }
  const dz = tf.mul(dy, tf.step(y));
  return [dz, tf.sum(tf.reshape(dz, [-1, y.shape.at(-1) as number]), 0)];
}
