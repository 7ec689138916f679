import { FaultscapeError } from '../../sim/core/index.ts';
import { loadNative } from './load-native.ts';
import { loadCpu, loadWasm } from './load-wasm.ts';
import type { LoadedTensorflow } from './tensorflow.ts';

export { Adam } from './adam.ts';
export { batchNormRelu, normaliseRelu } from './batch-norm.ts';
export { dilatedConv } from './dilated-conv.ts';
export { loadGraphModel } from './graph-model.ts';
export { hashFiles } from './hash-files.ts';
export { type ExpectedWeight, LayerSet, type LayerShapes, layerWeights } from './layer-set.ts';
export { convRelu, dense, denseRelu, type LayerWeights } from './layers.ts';
export { chooseNetEngine, type NetEngine } from './net-engine.ts';
export { loadOnnxModel } from './onnx-model.ts';
export { type OnnxSession, onnxTensor, onnxVersion, openOnnxSession } from './onnx-runtime.ts';
export type { EngineUsed, NetRequest, ReadyNet } from './ready-net.ts';
export type {
  LoadedTensorflow,
  NamedTensorMap,
  Optimizer,
  Scalar,
  Tensor,
  Tensor1D,
  Tensor2D,
  Tensor3D,
  Tensor4D,
  TensorBackend,
  Tensorflow,
  Variable,
} from './tensorflow.ts';
export {
  architectureIn,
  decodeWeights,
  encodeWeights,
  hashWeights,
  type NamedWeight,
  type NamedWeights,
  type WeightPrecision,
} from './weights-file.ts';

const CHOICES = ['auto', 'tensorflow', 'wasm', 'cpu'] as const;
export type TensorPreference = (typeof CHOICES)[number];

let loading: Promise<LoadedTensorflow> | undefined;
let inUse: LoadedTensorflow | null = null;

/** What `loadTensorflow` has loaded into this process so far, for manifests. */
export function tensorflowInUse(): LoadedTensorflow | null {
  return inUse;
}

/**
 * The one way to TensorFlow.js. `auto` takes the native library where the user installed
 * @tensorflow/tfjs-node and it runs, else WebAssembly, else plain JavaScript; the environment
 * variable FAULTSCAPE_TF (tensorflow, wasm, cpu) decides instead of `auto`. The choice is made
 * once per process: asking later for another backend is an error, because results are bit-equal
 * on one backend only.
 */
export async function loadTensorflow(prefer: TensorPreference = 'auto'): Promise<LoadedTensorflow> {
  loading ??= choose(prefer === 'auto' ? preferenceOfEnvironment() : prefer);
  let loaded: LoadedTensorflow;
  try {
    loaded = await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
  if (prefer !== 'auto' && prefer !== loaded.backend) {
    throw new FaultscapeError('environment', 'This process already runs another TensorFlow.js backend.', {
      expected: prefer,
      got: loaded.backend,
      hint: `set FAULTSCAPE_TF=${prefer} before the process starts`,
    });
  }
  inUse = loaded;
  return loaded;
}

function preferenceOfEnvironment(): TensorPreference {
  const wanted = process.env.FAULTSCAPE_TF || 'auto';
  const known = CHOICES.find((choice) => choice === wanted);
  if (known !== undefined) return known;
  throw new FaultscapeError('usage', 'FAULTSCAPE_TF names no TensorFlow.js backend.', {
    expected: CHOICES.join(', '),
    got: wanted,
  });
}

async function choose(prefer: TensorPreference): Promise<LoadedTensorflow> {
  if (prefer === 'wasm') return loadWasm();
  if (prefer === 'cpu') return loadCpu();
  const reasons: string[] = [];
  try {
    return loadNative();
  } catch (error) {
    if (prefer === 'tensorflow') {
      throw new FaultscapeError('environment', 'The native TensorFlow library does not load.', {
        expected: 'a working @tensorflow/tfjs-node',
        got: firstLine(error),
        hint: 'npm install @tensorflow/tfjs-node@4.22.0 (it downloads a library), or use wasm',
        cause: error,
      });
    }
    reasons.push(`tfjs-node: ${isMissing(error) ? 'not installed' : firstLine(error)}`);
  }
  try {
    return explain(await loadWasm(), reasons);
  } catch (error) {
    reasons.push(`wasm: ${firstLine(error)}`);
  }
  return explain(await loadCpu(), reasons);
}

function explain(loaded: LoadedTensorflow, reasons: readonly string[]): LoadedTensorflow {
  return { ...loaded, detail: `${loaded.detail} (${reasons.join('; ')})` };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : JSON.stringify(error);
  return text.split('\n', 1)[0] as string;
}
