import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensorflow } from '../tensorflow.ts';
import { windowOf } from './conv-info.ts';
import { inputOf, type Kernel, replaceKernel } from './kernel.ts';
import type { SimdKernels } from './simd.ts';
import { addressOf, newTensor } from './wasm-heap.ts';

/**
 * Gradients of max and average pooling. The stock ones are silently wrong: the first for windows
 * whose maximum is not positive, the second for windows over the border, which average fewer values.
 */
export function installPoolGradients(tf: Tensorflow, simd: SimdKernels): void {
  const grad =
    (fill: (at: (tensor: TensorInfo) => number, call: GradCall) => void): Kernel =>
    (call) => {
      const { backend } = call;
      const [x, dy] = [inputOf(call, 'input'), inputOf(call, 'dy')];
      const dx = newTensor(backend, x.shape);
      fill((tensor) => addressOf(backend, tensor), { x, dy, dx, window: windowOf(tf, call, x.shape) });
      return dx;
    };
  replaceKernel(
    tf,
    'MaxPoolGrad',
    grad((at, { x, dy, dx, window }) => simd.maxPoolGrad(at(x), at(dy), at(dx), ...window)),
  );
  replaceKernel(
    tf,
    'AvgPoolGrad',
    grad((at, { dy, dx, window }) => simd.averagePoolGrad(at(dy), at(dx), ...window)),
  );
}

interface GradCall {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
  readonly dx: TensorInfo;
  readonly window: readonly number[];
}
