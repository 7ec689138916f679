import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensorflow } from '../tensorflow.ts';
import { inputOf, type Kernel, type KernelCall, replaceKernel } from './kernel.ts';
import { floatsOf, newTensor } from './wasm-heap.ts';

/** Runs over the windows of a pooling; `cells` are the flat indices of the inputs that one output saw. */
type Spread = (output: number, cells: Int32Array, count: number) => void;

/**
 * Gradients of max and average pooling. The stock ones are silently wrong: the first for windows
 * whose maximum is not positive, the second for windows over the border, which average fewer values.
 */
export function installPoolGradients(tf: Tensorflow): void {
  const maxGrad: Kernel = (call) => {
    const { backend } = call;
    const x = inputOf(call, 'input');
    const dx = newTensor(backend, x.shape);
    const values = floatsOf(backend, x);
    const dy = floatsOf(backend, inputOf(call, 'dy'));
    const out = floatsOf(backend, dx).fill(0);
    overWindows(tf, call, x, (output, cells, count) => {
      let best = cells[0] as number;
      for (let i = 1; i < count; i++) {
        const cell = cells[i] as number;
        if ((values[cell] as number) > (values[best] as number)) best = cell;
      }
      out[best] = (out[best] as number) + (dy[output] as number);
    });
    return dx;
  };

  const averageGrad: Kernel = (call) => {
    const { backend } = call;
    const x = inputOf(call, 'input');
    const dx = newTensor(backend, x.shape);
    const dy = floatsOf(backend, inputOf(call, 'dy'));
    const out = floatsOf(backend, dx).fill(0);
    overWindows(tf, call, x, (output, cells, count) => {
      const share = (dy[output] as number) / count;
      for (let i = 0; i < count; i++) {
        const cell = cells[i] as number;
        out[cell] = (out[cell] as number) + share;
      }
    });
    return dx;
  };

  replaceKernel(tf, 'MaxPoolGrad', maxGrad);
  replaceKernel(tf, 'AvgPoolGrad', averageGrad);
}

function overWindows(tf: Tensorflow, { attrs }: KernelCall, x: TensorInfo, spread: Spread): void {
  const info = tf.backend_util.computePool2DInfo(
    x.shape as [number, number, number, number],
    attrs.filterSize as [number, number],
    attrs.strides as [number, number],
    1,
    attrs.pad as 'same' | 'valid' | number,
    attrs.dimRoundingMode as 'floor' | 'round' | 'ceil',
  );
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = info;
  const cells = new Int32Array(filterHeight * filterWidth);
  let output = 0;
  for (let n = 0; n < info.batchSize; n++) {
    for (let oy = 0; oy < outHeight; oy++) {
      const top = oy * info.strideHeight - info.padInfo.top;
      for (let ox = 0; ox < outWidth; ox++) {
        const left = ox * info.strideWidth - info.padInfo.left;
        for (let c = 0; c < inChannels; c++, output++) {
          let count = 0;
          for (let y = Math.max(0, top); y < Math.min(inHeight, top + filterHeight); y++) {
            for (let xx = Math.max(0, left); xx < Math.min(inWidth, left + filterWidth); xx++) {
              cells[count++] = ((n * inHeight + y) * inWidth + xx) * inChannels + c;
            }
          }
          spread(output, cells, count);
        }
      }
    }
  }
}
