import { createRequire } from 'node:module';
import { FaultscapeError } from '../../sim/core/index.ts';

/** What is used of onnxruntime-node. */
interface OnnxRuntime {
  readonly InferenceSession: { create(model: Uint8Array, options: object): Promise<OnnxSession> };
  readonly Tensor: new (type: 'float32', values: Float32Array, shape: readonly number[]) => OnnxTensor;
}
export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(inputs: Record<string, OnnxTensor>, outputs: readonly string[]): Promise<Record<string, OnnxTensor>>;
  release(): Promise<void>;
}
export interface OnnxTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
}

const PACKAGE = 'onnxruntime-node';

/** onnxruntime-node is an optional peer: 291 MB that most users have no use for. */
export function loadOnnxRuntime(): OnnxRuntime {
  try {
    return createRequire(import.meta.url)(PACKAGE) as OnnxRuntime;
  } catch (cause) {
    throw new FaultscapeError('environment', 'ONNX files are run by a package that does not load.', {
      expected: PACKAGE,
      got: isMissing(cause) ? 'it is not installed' : firstLine(cause),
      hint: 'npm install onnxruntime-node --onnxruntime-node-install=skip (291 MB; skip: no library for GPUs)',
      cause,
    });
  }
}

/** Its version where it loads; else null. */
export function onnxVersion(): string | null {
  try {
    loadOnnxRuntime();
    return (createRequire(import.meta.url)(`${PACKAGE}/package.json`) as { version: string }).version;
  } catch {
    return null;
  }
}

/** Opens a file on the CPU, on one thread: answers must not depend on how many cores there are. */
export function openOnnxSession(file: Uint8Array): Promise<OnnxSession> {
  return loadOnnxRuntime().InferenceSession.create(file, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
}

export function onnxTensor(values: Float32Array, shape: readonly number[]): OnnxTensor {
  const { Tensor } = loadOnnxRuntime();
  return new Tensor('float32', values, shape);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] as string;
}
