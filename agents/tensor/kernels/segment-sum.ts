import type { Tensorflow } from '../tensorflow.ts';
import { inputOf, type Kernel, replaceKernel } from './kernel.ts';
import { floatsOf, newTensor, sizeOf } from './wasm-heap.ts';

/** Sums rows by segment: the gradient of tf.gather, which the stock wasm backend lacks. */
export function installSegmentSum(tf: Tensorflow): void {
  const kernel: Kernel = (call) => {
    const { backend } = call;
    const x = inputOf(call, 'x');
    const segments = inputOf(call, 'segmentIds');
    const count = call.attrs.numSegments as number;
    const rowShape = x.shape.slice(segments.shape.length);
    const width = sizeOf(rowShape);
    const sums = newTensor(backend, [count, ...rowShape], x.dtype);
    const out = floatsOf(backend, sums).fill(0);
    const values = floatsOf(backend, x);
    floatsOf(backend, segments).forEach((segment, row) => {
      if (segment < 0 || segment >= count) return;
      for (let i = 0; i < width; i++) {
        const at = segment * width + i;
        out[at] = (out[at] as number) + (values[row * width + i] as number);
      }
    });
    return sums;
  };
  replaceKernel(tf, 'UnsortedSegmentSum', kernel);
}
