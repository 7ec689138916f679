import type { backend_util } from '@tensorflow/tfjs-core';
import type { Tensorflow } from '../tensorflow.ts';
import type { KernelCall } from './kernel.ts';

/** Shapes and padding of the convolution whose gradient a kernel call asks for. */
export function convInfo(
  tf: Tensorflow,
  { attrs }: KernelCall,
  inShape: number[],
  filterShape: number[],
  kind: 'full' | 'depthwise',
): backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    inShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attrs.strides as [number, number],
    (attrs.dilations as [number, number] | undefined) ?? 1,
    attrs.pad as 'same' | 'valid' | number,
    attrs.dimRoundingMode as 'floor' | 'round' | 'ceil',
    kind === 'depthwise',
    tf.backend_util.convertConv2DDataFormat((attrs.dataFormat as 'NHWC' | 'NCHW' | undefined) ?? 'NHWC'),
  );
}

/** What the SIMD kernels want to know, in their order; `filters` is per output (full) or per channel. */
export function geometry(info: backend_util.Conv2DInfo, filters: number): number[] {
  return [
    info.batchSize,
    info.inHeight,
    info.inWidth,
    info.inChannels,
    filters,
    info.outHeight,
    info.outWidth,
    info.filterHeight,
    info.filterWidth,
    info.strideHeight,
    info.strideWidth,
    info.padInfo.top,
    info.padInfo.left,
    info.dilationHeight,
    info.dilationWidth,
  ];
}

/** The same of a pooling. */
export function windowOf(tf: Tensorflow, { attrs }: KernelCall, inShape: readonly number[]): number[] {
  const info = tf.backend_util.computePool2DInfo(
    inShape as [number, number, number, number],
    attrs.filterSize as [number, number],
    attrs.strides as [number, number],
    1,
    attrs.pad as 'same' | 'valid' | number,
    attrs.dimRoundingMode as 'floor' | 'round' | 'ceil',
  );
  return [
    info.batchSize,
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.outHeight,
    info.outWidth,
    info.filterHeight,
    info.filterWidth,
    info.strideHeight,
    info.strideWidth,
    info.padInfo.top,
    info.padInfo.left,
  ];
}
