import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';

/** What the emscripten module of tfjs-backend-wasm 4.22.0 offers and its types leave out. */
export interface WasmModule {
  readonly asm: { readonly memory: WebAssembly.Memory };
  readonly HEAPU8: Uint8Array;
}

/** The address of a tensor's first number in the WebAssembly memory, for the SIMD kernels. */
export function addressOf(backend: BackendWasm, tensor: TensorInfo): number {
  return backend.getMemoryOffset(tensor.dataId);
}

/** A new tensor whose memory holds rubbish until it is written. */
export function newTensor(
  backend: BackendWasm,
  shape: readonly number[],
  dtype: DataType = 'float32',
): TensorInfo {
  return backend.makeOutput([...shape], dtype);
}

/**
 * A tensor's numbers in place. The view dies with the next allocation, which may grow the memory:
 * make every output first, then take the views.
 */
export function floatsOf(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
