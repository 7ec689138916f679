import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { dilatedFilter } from './dilated-filter.ts';
import type { Tensorflow } from './tensorflow.ts';

export interface DilatedConvOptions {
  /** One filter over all channels, or one per channel. */
  readonly kind: 'full' | 'depthwise';
  readonly stride: number;
  /** Distance between two of the filter's taps. */
  readonly dilation: number;
  /** The picture itself: then no gradient by `x` is computed. */
  readonly xIsImage?: boolean;
}

/**
 * A convolution with a gradient at any dilation, NHWC, padding `same`. tfjs refuses the gradient of a dilated one on
 * every backend. Our own kernels on wasm have it; elsewhere it is that of an ordinary convolution whose filter is
 * spread with zeros, which has the same result for more work.
 */
export function dilatedConv(
  tf: Tensorflow,
  x: Tensor4D,
  filter: Tensor4D,
  { kind, stride, dilation, xIsImage = false }: DilatedConvOptions,
): Tensor4D {
  const run = (x: Tensor4D, filter: Tensor4D, dilation: number) =>
    kind === 'depthwise'
      ? tf.depthwiseConv2d(x, filter, stride, 'same', 'NHWC', dilation)
      : tf.conv2d(x, filter, stride, 'same', 'NHWC', dilation);
  if (dilation === 1) return run(x, filter, 1);

  const ours = tf.getBackend() === 'wasm';
  const apart = ours ? 1 : dilation;
  const prefix = kind === 'depthwise' ? 'DepthwiseConv2dNativeBackprop' : 'Conv2DBackprop';
  const kernel = (
    part: 'Input' | 'Filter',
    inputs: Record<string, Tensor>,
    shape: Record<string, number[]>,
  ) => {
    const dilations = ours ? [dilation, dilation] : [1, 1];
    const attrs = { ...{ strides: [stride, stride], dilations, pad: 'same', dataFormat: 'NHWC' }, ...shape };
    return tf.engine().runKernel(prefix + part, inputs, attrs as never) as Tensor;
  };
  const byFilter = (x: Tensor, dy: Tensor) => {
    const [height, width, inputs, outputs] = filter.shape;
    const long = (taps: number) => (taps - 1) * apart + 1;
    const spread = kernel('Filter', { x, dy }, { filterShape: [long(height), long(width), inputs, outputs] });
    return ours ? spread : tf.stridedSlice(spread, [0, 0, 0, 0], spread.shape, [apart, apart, 1, 1]);
  };
  const byInput = (filter: Tensor4D, dy: Tensor) =>
    kernel('Input', { dy, filter: dilatedFilter(tf, filter, apart) }, { inputShape: x.shape });

  const op = tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as (tensors: Tensor[]) => void;
    save([x, filter]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [x, filter] = saved as [Tensor4D, Tensor4D];
      return xIsImage ? [byFilter(x, dy)] : [byInput(filter, dy), byFilter(x, dy)];
    };
    return { value: run(x, filter, dilation), gradFunc };
  });
  return (xIsImage ? op(filter) : op(x, filter)) as Tensor4D;
}
