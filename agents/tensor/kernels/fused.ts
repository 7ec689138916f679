import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensorflow } from '../tensorflow.ts';
import { addKernel } from './kernel.ts';
import type { SimdKernels } from './simd.ts';
import { addressOf, newTensor, sizeOf } from './wasm-heap.ts';

/** Kernels of our own that do several of tfjs's steps in one pass. Only the wasm backend has them. */
export const RELU_BIAS_GRAD = 'FaultscapeReluBiasGrad';
export const ADAM_STEP = 'FaultscapeAdamStep';

export function installFusedKernels(tf: Tensorflow, simd: SimdKernels): void {
  // { y, dy } -> [gradient before the rectifier, gradient of the bias]
  addKernel(tf, RELU_BIAS_GRAD, ({ inputs, backend }) => {
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
  addKernel(tf, ADAM_STEP, ({ inputs, attrs, backend }) => {
    const { weight, grad, m, v } = inputs as Record<'weight' | 'grad' | 'm' | 'v', TensorInfo>;
    const { rate, beta1, beta2, epsilon } = attrs as Record<'rate' | 'beta1' | 'beta2' | 'epsilon', number>;
    const next = newTensor(backend, weight.shape);
    const at = (tensor: TensorInfo) => addressOf(backend, tensor);
    const count = sizeOf(weight.shape);
    simd.adam(at(weight), at(grad), at(m), at(v), at(next), count, rate, beta1, beta2, epsilon);
    return [next];
  });
}
