import type { backend_util } from '@tensorflow/tfjs-core';
import type { Tensorflow } from '../tensorflow.ts';
import { convInfo } from './conv-info.ts';
import { inputOf, type Kernel, type KernelCall, replaceKernel } from './kernel.ts';

const KERNELS = {
  Conv2D: 'full',
  FusedConv2D: 'full',
  DepthwiseConv2dNative: 'depthwise',
  FusedDepthwiseConv2D: 'depthwise',
} as const;

/**
 * Convolutions with padding `same` whose filter is smaller than their stride. Where such a filter does not reach the
 * last pixels, XNNPACK takes the padding, which would be negative, for a huge number and answers rubbish without a
 * word; with the padding spelt out (none) it answers right.
 */
export function mendSamePadding(tf: Tensorflow): void {
  for (const [name, kind] of Object.entries(KERNELS)) {
    const kernel: Kernel = (call) => (stock as Kernel)(withPaddingSpeltOut(tf, call, kind));
    const stock = replaceKernel(tf, name, kernel);
  }
}

function withPaddingSpeltOut(tf: Tensorflow, call: KernelCall, kind: 'full' | 'depthwise'): KernelCall {
  const { attrs } = call;
  const [stride, filter] = [attrs.strides as [number, number], inputOf(call, 'filter').shape];
  const [height, width] = filter as [number, number];
  if (attrs.pad !== 'same' || (height >= stride[0] && width >= stride[1])) return call;
  const info = convInfo(tf, call, inputOf(call, 'x').shape, filter, kind);
  if (!fallsShort(info)) return call;
  const { top, bottom, left, right } = info.padInfo;
  const spelt = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return { ...call, attrs: { ...attrs, pad: spelt as never } };
}

function fallsShort(info: backend_util.Conv2DInfo): boolean {
  const high = (info.outHeight - 1) * info.strideHeight + info.effectiveFilterHeight < info.inHeight;
  const wide = (info.outWidth - 1) * info.strideWidth + info.effectiveFilterWidth < info.inWidth;
  const pointwise = info.filterHeight === 1 && info.filterWidth === 1;
  return (high || wide) && !pointwise;
}
