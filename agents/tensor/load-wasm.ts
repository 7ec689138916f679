import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type * as wasmModule from '@tensorflow/tfjs-backend-wasm';
import type * as core from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';
import { FaultscapeError } from '../../sim/core/index.ts';
import { guardHeap } from './heap-guard.ts';
import { installKernels } from './kernels/index.ts';
import type { LoadedTensorflow, Tensorflow } from './tensorflow.ts';

/** Loads TF.js on WebAssembly (one thread, SIMD). Both this and the cpu backend stay selectable. */
export async function loadWasm(): Promise<LoadedTensorflow> {
  const tf = requireCore();
  const require = createRequire(import.meta.url);
  require('@tensorflow/tfjs-backend-cpu');
  const wasm = require('@tensorflow/tfjs-backend-wasm') as typeof wasmModule;
  const home = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  wasm.setWasmPaths(join(home, 'wasm-out') + sep);
  const started = await withoutNewCrashHandlers(() => tf.setBackend('wasm'));
  if (!started) {
    throw new FaultscapeError('environment', 'The WebAssembly backend of TensorFlow.js did not start.', {
      hint: 'FAULTSCAPE_TF=cpu runs without it, far slower',
    });
  }
  installKernels(tf);
  guardHeap(tf);
  return { tf, backend: 'wasm', version: tf.version_core, detail: `TF.js ${tf.version_core} on WebAssembly` };
}

/** Loads TF.js in plain JavaScript: always there, and far too slow to train on images. */
export async function loadCpu(): Promise<LoadedTensorflow> {
  const tf = requireCore();
  createRequire(import.meta.url)('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  return {
    tf,
    backend: 'cpu',
    version: tf.version_core,
    detail: `TF.js ${tf.version_core} in plain JavaScript`,
  };
}

/** The library's loader adds handlers that turn any stray error into a crash of its own; takes them off again. */
async function withoutNewCrashHandlers<T>(load: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => new Set<unknown>(process.rawListeners(event)));
  try {
    return await load();
  } finally {
    events.forEach((event, i) => {
      for (const listener of process.rawListeners(event)) {
        if (!before[i]?.has(listener)) process.removeListener(event, listener as () => void);
      }
    });
  }
}

/** One require keeps one copy of tfjs-core, so kernels land in the registry that layers and backends use. */
function requireCore(): Tensorflow {
  const require = createRequire(import.meta.url);
  const tf = require('@tensorflow/tfjs-core') as typeof core;
  // Silences the advice to install tfjs-node: our own `detail` says which backend runs and why.
  tf.enableProdMode();
  return {
    ...tf,
    ...(require('@tensorflow/tfjs-layers') as typeof layers),
  };
}
