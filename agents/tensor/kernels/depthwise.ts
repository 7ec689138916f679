import type { backend_util } from '@tensorflow/tfjs-core';
import type { Tensorflow } from '../tensorflow.ts';
import { inputOf, type Kernel, type KernelCall, replaceKernel } from './kernel.ts';
import type { SimdKernels } from './simd.ts';
import { addressOf, newTensor } from './wasm-heap.ts';

/** Both gradients of depthwiseConv2d, which the stock wasm backend lacks. (tfjs-core refuses dilated ones.) */
export function installDepthwiseGradients(tf: Tensorflow, simd: SimdKernels): void {
  const filterGrad: Kernel = (call) => {
    const x = inputOf(call, 'x');
    const dy = inputOf(call, 'dy');
    const { backend } = call;
    const info = depthwiseInfo(tf, call, x.shape, call.attrs.filterShape as number[]);
    const dw = newTensor(backend, info.filterShape);
    simd.depthwiseFilterGrad(
      addressOf(backend, x),
      addressOf(backend, dy),
      addressOf(backend, dw),
      ...geometry(info),
    );
    return dw;
  };

  const inputGrad: Kernel = (call) => {
    const dy = inputOf(call, 'dy');
    const filter = inputOf(call, 'filter');
    const { backend } = call;
    const info = depthwiseInfo(tf, call, call.attrs.inputShape as number[], filter.shape);
    const dx = newTensor(backend, info.inShape);
    simd.depthwiseInputGrad(
      addressOf(backend, dy),
      addressOf(backend, filter),
      addressOf(backend, dx),
      ...geometry(info),
    );
    return dx;
  };

  replaceKernel(tf, 'DepthwiseConv2dNativeBackpropFilter', filterGrad);
  replaceKernel(tf, 'DepthwiseConv2dNativeBackpropInput', inputGrad);
}

function depthwiseInfo(
  tf: Tensorflow,
  { attrs }: KernelCall,
  inShape: number[],
  filterShape: number[],
): backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    inShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attrs.strides as [number, number],
    1,
    attrs.pad as 'same' | 'valid' | number,
    attrs.dimRoundingMode as 'floor' | 'round' | 'ceil',
    true,
  );
}

function geometry(info: backend_util.Conv2DInfo): number[] {
  return [
    info.batchSize,
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.outChannels / info.inChannels,
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
