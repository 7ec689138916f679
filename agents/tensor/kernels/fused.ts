import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensorflow } from '../tensorflow.ts';
import type { KernelCall } from './kernel.ts';
import type { SimdKernels } from './simd.ts';
import { addressOf, newTensor, sizeOf } from './wasm-heap.ts';

/** Kernels of our own that do several of tfjs's steps in one pass. Only the wasm backend has them. */
export const RELU_BIAS_GRAD = 'FaultscapeReluBiasGrad';
export const ADAM_STEP = 'FaultscapeAdamStep';
export const BATCH_NORM_RELU = 'FaultscapeBatchNormRelu';
export const BATCH_NORM_RELU_GRAD = 'FaultscapeBatchNormReluGrad';

export function installFusedKernels(tf: Tensorflow, simd: SimdKernels): void {
  // { y, dy } -> [gradient before the rectifier, gradient of the bias]
  register(tf, RELU_BIAS_GRAD, ({ inputs, backend }) => {
    const { y, dy } = inputs as { y: TensorInfo; dy: TensorInfo };
    const channels = y.shape.at(-1) as number;
    const out = newTensor(backend, y.shape);
    const dBias = newTensor(backend, [channels]);
    const rows = sizeOf(y.shape) / channels;
    const [yAt, dyAt, outAt] = [addressOf(backend, y), addressOf(backend, dy), addressOf(backend, out)];
    simd.reluBiasGrad(yAt, dyAt, outAt, addressOf(backend, dBias), rows, channels);
    return [out, dBias];
  });

  // { weight, grad, m, v } -> the next weight, as a new tensor: XNNPACK keeps packed copies of weights by
  // tensor id, so a weight written in place would go on being used with its old value. m and v change in place.
  register(tf, ADAM_STEP, ({ inputs, attrs, backend }) => {
    const { weight, grad, m, v } = inputs as Record<'weight' | 'grad' | 'm' | 'v', TensorInfo>;
    const { rate, beta1, beta2, epsilon } = attrs as Record<'rate' | 'beta1' | 'beta2' | 'epsilon', number>;
    const next = newTensor(backend, weight.shape);
    const at = (tensor: TensorInfo) => addressOf(backend, tensor);
    const count = sizeOf(weight.shape);
    simd.adam(at(weight), at(grad), at(m), at(v), at(next), count, rate, beta1, beta2, epsilon);
    return [next];
  });

  installBatchNorm(tf, simd);
}

/** Wide rows of statistics that the batch normalisation keeps: four, of four times the channels. */
const SCRATCH_ROWS = 16;

function installBatchNorm(tf: Tensorflow, simd: SimdKernels): void {
  // { x, gamma, beta } -> [y, mean, variance, 1 / sqrt(variance + epsilon)]
  register(tf, BATCH_NORM_RELU, ({ inputs, attrs, backend }) => {
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

  // { x, y, dy, gamma, mean, perDeviation } -> [dx, dGamma, dBeta]
  register(tf, BATCH_NORM_RELU_GRAD, ({ inputs, backend }) => {
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

function register(tf: Tensorflow, kernelName: string, kernel: (call: KernelCall) => TensorInfo[]): void {
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) =>
      kernel({ inputs: inputs as KernelCall['inputs'], attrs: attrs ?? {}, backend: backend as BackendWasm }),
  });
}
