import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensorflow } from '../tensorflow.ts';
import { inputOf, type Kernel, replaceKernel } from './kernel.ts';
import { MATMUL_SCRATCH, type SimdKernels } from './simd.ts';
import { addressOf, newTensor, sizeOf } from './wasm-heap.ts';

const FLOAT_BYTES = 4;

/**
 * Transposed and batched matrix products, scalar code in the stock backend. The plain product of two
 * matrices stays with XNNPACK.
 */
export function installMatMul(tf: Tensorflow, simd: SimdKernels): void {
  const kernel: Kernel = (call) => {
    const a = inputOf(call, 'a');
    const b = inputOf(call, 'b');
    const { backend, attrs } = call;
    const transposeA = attrs.transposeA === true;
    const transposeB = attrs.transposeB === true;
    const [batchA, batchB] = [outer(a), outer(b)];
    const plain = !transposeA && !transposeB && batchA === 1 && batchB === 1;
    const broadcasts = batchA !== batchB && batchA !== 1 && batchB !== 1;
    const floats = a.dtype === 'float32' && b.dtype === 'float32';
    if (plain || broadcasts || !floats) return (stock as Kernel)(call);

    const [aRows, aColumns] = matrixShape(a);
    const [bRows, bColumns] = matrixShape(b);
    const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
    const n = transposeB ? bRows : bColumns;
    const batchShape = (batchA >= batchB ? a : b).shape.slice(0, -2);
    const out = newTensor(backend, [...batchShape, m, n]);
    const turned = transposeB ? newTensor(backend, [k, n]) : null;
    const scratch = newTensor(backend, [MATMUL_SCRATCH]);
    const [aAt, bAt, outAt] = [addressOf(backend, a), addressOf(backend, b), addressOf(backend, out)];
    const turnedAt = turned === null ? 0 : addressOf(backend, turned);
    for (let i = 0; i < Math.max(batchA, batchB); i++) {
      const aOne = aAt + (batchA === 1 ? 0 : i * m * k * FLOAT_BYTES);
      let bOne = bAt + (batchB === 1 ? 0 : i * k * n * FLOAT_BYTES);
      if (transposeB) {
        simd.transpose(bOne, turnedAt, n, k);
        bOne = turnedAt;
      }
      simd.matMul(
        aOne,
        bOne,
        outAt + i * m * n * FLOAT_BYTES,
        m,
        n,
        k,
        transposeA ? 1 : 0,
        addressOf(backend, scratch),
      );
    }
    backend.disposeData(scratch.dataId);
    if (turned !== null) backend.disposeData(turned.dataId);
    return out;
  };
  const stock = replaceKernel(tf, 'BatchMatMul', kernel);
}

function outer(tensor: TensorInfo): number {
  return sizeOf(tensor.shape.slice(0, -2));
}

function matrixShape(tensor: TensorInfo): [rows: number, columns: number] {
  return tensor.shape.slice(-2) as [number, number];
}
