import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { WasmModule } from './kernels/wasm-heap.ts';
import type { Tensorflow } from './tensorflow.ts';

const MEBIBYTE = 1_048_576;

/** Half a gibibyte below the 4 GiB that WebAssembly can address. */
const LIMIT_MIB = 3584;

/**
 * Stops a program before the memory of the wasm backend is full. At 4 GiB the stock backend neither fails
 * nor warns: new tensors share the address 0 and every result is rubbish. The memory never shrinks, so a
 * process that ran into the guard has to end.
 */
export function guardHeap(tf: Tensorflow, limitMiB: number = LIMIT_MIB): void {
  const backend = tf.backend() as BackendWasm;
  const allocate = backend.move.bind(backend);
  backend.move = (dataId, values, shape, dtype, references) => {
    allocate(dataId, values, shape, dtype, references);
    const heapBytes = (backend.wasm as unknown as WasmModule).HEAPU8.length;
    const failed = dtype !== 'string' && backend.getMemoryOffset(dataId) === 0;
    if (!failed && heapBytes <= limitMiB * MEBIBYTE) return;
    backend.disposeData(dataId, true);
    const live = tf.memory();
    throw new FaultscapeError('environment', 'The tensors of this process need too much memory.', {
      expected: `at most ${limitMiB} MiB for the WebAssembly backend of TensorFlow.js`,
      got:
        `${Math.round(heapBytes / MEBIBYTE)} MiB reserved, ${live.numTensors} tensors of ` +
        `${Math.round(live.numBytes / MEBIBYTE)} MiB alive, and a new one of shape [${shape}]`,
      hint:
        'use smaller batches; if the number of tensors grows as the program runs, something is not ' +
        'disposed (tf.tidy); start again in a new process, because this memory never shrinks',
    });
  };
}
