import type * as core from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';

export type {
  NamedTensorMap,
  Optimizer,
  Scalar,
  Tensor,
  Tensor1D,
  Tensor2D,
  Tensor3D,
  Tensor4D,
  Variable,
} from '@tensorflow/tfjs-core';

/** TensorFlow.js as the rest of the package sees it: tfjs-core plus tfjs-layers (`tf.layers.dense`, `tf.sequential`). */
export type Tensorflow = Omit<typeof core, 'default'> & Omit<typeof layers, 'default'>;

/** `tensorflow` is the native library of @tensorflow/tfjs-node; `wasm` runs on one thread with SIMD. */
export type TensorBackend = 'tensorflow' | 'wasm' | 'cpu';

export interface LoadedTensorflow {
  readonly tf: Tensorflow;
  /** Part of every run manifest: results are bit-equal only on one backend. */
  readonly backend: TensorBackend;
  /** Version of tfjs-core (or of tfjs-node). */
  readonly version: string;
  /** One line for people: which library runs, and why not a faster one. */
  readonly detail: string;
}
