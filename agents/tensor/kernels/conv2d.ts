import type { backend_util } from '@tensorflow/tfjs-core';
import type { Tensorflow } from '../tensorflow.ts';
import { convInfo, geometry } from './conv-info.ts';
import { inputOf, type Kernel, replaceKernel } from './kernel.ts';
import type { SimdKernels } from './simd.ts';
import { addressOf, newTensor } from './wasm-heap.ts';

/** Positions whose patches the SIMD kernels hold at once (CHUNK in simd.as). */
const CHUNK = 64;

/**
 * Both gradients of conv2d on wasm: the stock backend has none for the filter and a scalar one for the
 * input. Patches are gathered for a few positions at a time and multiplied, never all at once.
 */
export function installConv2dGradients(tf: Tensorflow, simd: SimdKernels): void {
  const filterGrad: Kernel = (call) => {
    const x = inputOf(call, 'x');
    const dy = inputOf(call, 'dy');
    const { backend } = call;
    const info = convInfo(tf, call, x.shape, call.attrs.filterShape as number[], 'full');
    const dw = newTensor(backend, info.filterShape);
    const [patches, filters] = [patchSize(info), info.outChannels];
    const [xAt, dyAt, dwAt] = [addressOf(backend, x), addressOf(backend, dy), addressOf(backend, dw)];
    if (isPointwise(info)) {
      simd.matMul(xAt, dyAt, dwAt, patches, filters, positions(info), 1);
      return dw;
    }
    const scratch = newTensor(backend, [CHUNK, patches]);
    simd.convFilterGrad(xAt, dyAt, dwAt, addressOf(backend, scratch), ...geometry(info, info.outChannels));
    backend.disposeData(scratch.dataId);
    return dw;
  };

  const inputGrad: Kernel = (call) => {
    const dy = inputOf(call, 'dy');
    const filter = inputOf(call, 'filter');
    const { backend } = call;
    const info = convInfo(tf, call, call.attrs.inputShape as number[], filter.shape, 'full');
    const [patches, filters] = [patchSize(info), info.outChannels];
    const dx = newTensor(backend, info.inShape);
    const turned = newTensor(backend, [filters, patches]);
    simd.transpose(addressOf(backend, filter), addressOf(backend, turned), patches, filters);
    const [dyAt, turnedAt, dxAt] = [
      addressOf(backend, dy),
      addressOf(backend, turned),
      addressOf(backend, dx),
    ];
    if (isPointwise(info)) {
      simd.matMul(dyAt, turnedAt, dxAt, positions(info), patches, filters, 0);
    } else {
      const scratch = newTensor(backend, [CHUNK, patches]);
      simd.convInputGrad(
        dyAt,
        turnedAt,
        dxAt,
        addressOf(backend, scratch),
        ...geometry(info, info.outChannels),
      );
      backend.disposeData(scratch.dataId);
    }
    backend.disposeData(turned.dataId);
    return dx;
  };

  replaceKernel(tf, 'Conv2DBackpropFilter', filterGrad);
  replaceKernel(tf, 'Conv2DBackpropInput', inputGrad);
}

function patchSize(info: backend_util.Conv2DInfo): number {
  return info.filterHeight * info.filterWidth * info.inChannels;
}

function positions(info: backend_util.Conv2DInfo): number {
  return info.batchSize * info.outHeight * info.outWidth;
}

function isPointwise(info: backend_util.Conv2DInfo): boolean {
  return (
    info.filterHeight === 1 &&
    info.filterWidth === 1 &&
    info.strideHeight === 1 &&
    info.strideWidth === 1 &&
    info.outHeight === info.inHeight &&
    info.outWidth === info.inWidth
  );
}
