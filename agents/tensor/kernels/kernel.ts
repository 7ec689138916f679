import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensorflow } from '../tensorflow.ts';

/** What tfjs hands to a kernel of the wasm backend. */
export interface KernelCall {
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  readonly attrs: NamedAttrMap;
  readonly backend: BackendWasm;
}

export type Kernel = (call: KernelCall) => TensorInfo;

/** Puts a kernel of ours in the place of the wasm backend's, and returns the one it replaces. */
export function replaceKernel(tf: Tensorflow, kernelName: string, kernel: Kernel): Kernel | undefined {
  const stock = tf.getKernel(kernelName, 'wasm');
  if (stock !== undefined) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    ...stock,
    kernelName,
    backendName: 'wasm',
    kernelFunc: kernel as unknown as Parameters<typeof tf.registerKernel>[0]['kernelFunc'],
  });
  return stock?.kernelFunc as unknown as Kernel | undefined;
}

export function inputOf(call: KernelCall, name: string): TensorInfo {
  return call.inputs[name] as TensorInfo;
}

/** Adds a kernel of our own, which may have several outputs. Only the wasm backend has it. */
export function addKernel(
  tf: Tensorflow,
  kernelName: string,
  kernel: (call: KernelCall) => TensorInfo[],
): void {
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) =>
      kernel({ inputs: inputs as KernelCall['inputs'], attrs: attrs ?? {}, backend: backend as BackendWasm }),
  });
}
