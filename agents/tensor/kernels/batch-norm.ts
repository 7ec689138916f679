import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensorflow } from '../tensorflow.ts';
import { addKernel } from './kernel.ts';
import type { SimdKernels } from './simd.ts';
import { addressOf, newTensor, sizeOf } from './wasm-heap.ts';

/** Normalisation and rectifier in one kernel: with a batch's own statistics, its gradient, and with given ones. */
export const BATCH_NORM_RELU = 'FaultscapeBatchNormRelu';
export const BATCH_NORM_RELU_GRAD = 'FaultscapeBatchNormReluGrad';
export const NORMALISE_RELU = 'FaultscapeNormaliseRelu';

/** Wide rows of statistics that the batch normalisation keeps: four, of four times the channels. */
const SCRATCH_ROWS = 16;

export function installBatchNorm(tf: Tensorflow, simd: SimdKernels): void {
  // { x, gamma, beta } -> [y, mean, variance, 1 / sqrt(variance + epsilon)]
  addKernel(tf, BATCH_NORM_RELU, ({ inputs, attrs, backend }) => {
    const { x, gamma, beta } = inputs as Record<'x' | 'gamma' | 'beta', TensorInfo>;
    const channels = x.shape.at(-1) as number;
    const y = newTensor(backend, x.shape);
    const statistics = [0, 1, 2].map(() => newTensor(backend, [channels]));
    const scratch = newTensor(backend, [SCRATCH_ROWS, channels]);
    const at = (tensor: TensorInfo | undefined) => addressOf(backend, tensor as TensorInfo);
    const [mean, variance, perDeviation] = statistics;
    const rows = sizeOf(x.shape) / channels;
    const out = [at(y), at(mean), at(variance), at(perDeviation)] as const;
    simd.batchNormRelu(
      at(x),
      at(gamma),
      at(beta),
      ...out,
      at(scratch),
      rows,
      channels,
      attrs.epsilon as number,
    );
    backend.disposeData(scratch.dataId);
    return [y, ...statistics];
  });

  // { x, gamma, beta, mean, variance } -> [y]
  addKernel(tf, NORMALISE_RELU, ({ inputs, attrs, backend }) => {
    const { x, gamma, beta, mean, variance } = inputs as Record<
      'x' | 'gamma' | 'beta' | 'mean' | 'variance',
      TensorInfo
    >;
    const channels = x.shape.at(-1) as number;
    const y = newTensor(backend, x.shape);
    const scratch = newTensor(backend, [SCRATCH_ROWS, channels]);
    const at = (tensor: TensorInfo) => addressOf(backend, tensor);
    const given = [at(x), at(gamma), at(beta), at(mean), at(variance)] as const;
    const rows = sizeOf(x.shape) / channels;
    simd.normaliseRelu(...given, at(y), at(scratch), rows, channels, attrs.epsilon as number);
    backend.disposeData(scratch.dataId);
    return [y];
  });

  // { x, y, dy, gamma, mean, perDeviation } -> [dx, dGamma, dBeta]
  addKernel(tf, BATCH_NORM_RELU_GRAD, ({ inputs, backend }) => {
    const { x, y, dy, gamma, mean, perDeviation } = inputs as Record<
      'x' | 'y' | 'dy' | 'gamma' | 'mean' | 'perDeviation',
      TensorInfo
    >;
    const channels = x.shape.at(-1) as number;
    const [dx, dGamma, dBeta, scratch] = [x.shape, [channels], [channels], [SCRATCH_ROWS, channels]].map(
      (shape) => newTensor(backend, shape),
    ) as [TensorInfo, TensorInfo, TensorInfo, TensorInfo];
    const at = (tensor: TensorInfo) => addressOf(backend, tensor);
    const given = [at(x), at(y), at(dy), at(gamma), at(mean), at(perDeviation)] as const;
    const rows = sizeOf(x.shape) / channels;
    simd.batchNormReluGrad(...given, at(dx), at(dGamma), at(dBeta), at(scratch), rows, channels);
    backend.disposeData(scratch.dataId);
    return [dx, dGamma, dBeta];
  });
}
