import { createRequire } from 'node:module';
import util from 'node:util';
import { isMainThread } from 'node:worker_threads';
import type { LoadedTensorflow, Tensorflow } from './tensorflow.ts';

/**
 * Loads @tensorflow/tfjs-node where the user has added it, and proves that it computes.
 * It is an optional peer because its install step downloads a native library from outside the
 * package registry. The danger: a second load in one process aborts it, so threads are refused.
 */
export function loadNative(): LoadedTensorflow {
  if (!isMainThread) throw new Error('tfjs-node runs in the main thread only; use child processes');
  const require = createRequire(import.meta.url);
  mendNodeUtil();
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  const tf = require('@tensorflow/tfjs-node') as Tensorflow & { readonly version_core: string };
  const proof = tf.tidy(() => tf.matMul(tf.ones([2, 3]), tf.fill([3, 2], 2)).dataSync());
  if (proof.length !== 4 || proof[0] !== 6) throw new Error(`tfjs-node multiplied wrongly: [${proof}]`);
  return {
    tf,
    backend: 'tensorflow',
    version: tf.version_core,
    detail: `TensorFlow native library through @tensorflow/tfjs-node (tfjs ${tf.version_core})`,
  };
}

/** tfjs-node 4.22 calls two helpers that Node 23 removed. */
function mendNodeUtil(): void {
  const old = util as unknown as Record<string, unknown>;
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  old.isArray ??= Array.isArray;
}
