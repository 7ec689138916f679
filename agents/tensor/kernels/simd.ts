import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { SIMD_BINARY } from './simd-binary.ts';
import type { WasmModule } from './wasm-heap.ts';

/** A convolution's numbers in the order in which the kernels read them: `geometry` and `window` of conv-info.ts. */
export type Geometry = readonly number[];

/** Floats that `matMul` needs beside its matrices (8 columns and 64 rows, 128 deep: matmul.as). */
export const MATMUL_SCRATCH = (8 + 64) * 128;

/** The exports of simd/index.as; all arguments are addresses or counts. */
export interface SimdKernels {
  matMul(
    a: number,
    b: number,
    c: number,
    m: number,
    n: number,
    k: number,
    transposeA: number,
    scratch: number,
  ): void;
  transpose(from: number, to: number, rows: number, columns: number): void;
  convFilterGrad(x: number, dy: number, dw: number, scratch: number, ...geometry: Geometry): void;
  convInputGrad(dy: number, filterT: number, dx: number, ...geometry: Geometry): void;
  depthwiseFilterGrad(x: number, dy: number, dw: number, ...geometry: Geometry): void;
  depthwiseInputGrad(dy: number, filter: number, dx: number, ...geometry: Geometry): void;
  maxPoolGrad(x: number, dy: number, dx: number, ...window: Geometry): void;
  averagePoolGrad(dy: number, dx: number, ...window: Geometry): void;
  batchNormRelu(
    x: number,
    gamma: number,
    beta: number,
    y: number,
    mean: number,
    variance: number,
    perDeviation: number,
    scratch: number,
    rows: number,
    channels: number,
    epsilon: number,
  ): void;
  normaliseRelu(
    x: number,
    gamma: number,
    beta: number,
    mean: number,
    variance: number,
    y: number,
    scratch: number,
    rows: number,
    channels: number,
    epsilon: number,
  ): void;
  batchNormReluGrad(
    x: number,
    y: number,
    dy: number,
    gamma: number,
    mean: number,
    perDeviation: number,
    dx: number,
    dGamma: number,
    dBeta: number,
    scratch: number,
    rows: number,
    channels: number,
  ): void;
  reluBiasGrad(y: number, dy: number, out: number, dBias: number, rows: number, channels: number): void;
  adam(
    weight: number,
    grad: number,
    m: number,
    v: number,
    next: number,
    count: number,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
}

/** Starts the SIMD kernels inside the backend's own memory, so that no tensor is copied. */
export function startSimdKernels(backend: BackendWasm): SimdKernels {
  const { memory } = (backend.wasm as unknown as WasmModule).asm;
  const module = new WebAssembly.Module(Buffer.from(SIMD_BINARY, 'base64'));
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  return instance.exports as unknown as SimdKernels;
}
