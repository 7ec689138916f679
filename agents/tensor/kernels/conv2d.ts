import type { backend_util } from '@tensorflow/tfjs-core';
import type { Tensorflow } from '../tensorflow.ts';
import { convInfo, geometry } from './conv-info.ts';
import { inputOf, type Kernel, replaceKernel } from './kernel.ts';
import { MATMUL_SCRATCH, type SimdKernels } from './simd.ts';
import { addressOf, newTensor } from './wasm-heap.ts';

/** Positions whose patches the SIMD kernels hold at once (CHUNK in simd.as). */
const CHUNK = 64;

/**
 * Both gradients of conv2d on wasm: the stock backend has none for the filter and a scalar one for the
 * input. Long rows are multiplied where they lie, tap by tap; of short ones the patches are gathered, a few
 * positions at a time.
 */
export function installConv2dGradients(tf: Tensorflow, simd: SimdKernels): void {
  const filterGrad: Kernel = (call) => {
    const x = inputOf(call, 'x');
    const dy = inputOf(call, 'dy');
    const { backend } = call;
    const info = convInfo(tf, call, x.shape, call.attrs.filterShape as number[], 'full');
    const dw = newTensor(backend, info.filterShape);
    const [patches, filters] = [patchSize(info), info.outChannels];
    const scratch = newTensor(backend, [isPointwise(info) ? MATMUL_SCRATCH : CHUNK * patches]);
    const [xAt, dyAt, dwAt] = [addressOf(backend, x), addressOf(backend, dy), addressOf(backend, dw)];
    const scratchAt = addressOf(backend, scratch);
    if (isPointwise(info)) simd.matMul(xAt, dyAt, dwAt, patches, filters, positions(info), 1, scratchAt);
    else simd.convFilterGrad(xAt, dyAt, dwAt, scratchAt, ...geometry(info, filters));
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
    const scratch = isPointwise(info) ? newTensor(backend, [MATMUL_SCRATCH]) : null;
    const [dyAt, turnedAt] = [addressOf(backend, dy), addressOf(backend, turned)];
    const dxAt = addressOf(backend, dx);
    if (scratch === null) {
      simd.convInputGrad(dyAt, turnedAt, dxAt, ...geometry(info, filters));
    } else {
      const scratchAt = addressOf(backend, scratch);
      simd.matMul(dyAt, turnedAt, dxAt, positions(info), patches, filters, 0, scratchAt);
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
