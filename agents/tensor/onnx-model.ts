import { createRequire } from 'node:module';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { NetRequest, ReadyNet } from './ready-net.ts';

/** What is used of onnxruntime-node. */
interface OnnxRuntime {
  readonly InferenceSession: { create(model: Uint8Array, options: object): Promise<OnnxSession> };
  readonly Tensor: new (type: 'float32', values: Float32Array, shape: readonly number[]) => OnnxTensor;
}
interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(inputs: Record<string, OnnxTensor>, outputs: readonly string[]): Promise<Record<string, OnnxTensor>>;
  release(): Promise<void>;
}
interface OnnxTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
}

/**
 * Loads an ONNX file on the CPU, on one thread as its answers must not depend on the machine, and runs it
 * once on zeros. onnxruntime-node is an optional peer: 291 MB that most users have no use for.
 */
export async function loadOnnxModel(file: Uint8Array, request: NetRequest): Promise<ReadyNet> {
  const runtime = loadRuntime();
  const { name, inputShape } = request;
  let session: OnnxSession;
  try {
    session = await runtime.InferenceSession.create(file, {
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
    });
  } catch (cause) {
    throw wrong(`The file ${name} is no ONNX model that can be run.`, cause);
  }
  const output = namesOf(session, request);
  const ask = async (input: Float32Array): Promise<OnnxTensor> => {
    const fed = { [session.inputNames[0] as string]: new runtime.Tensor('float32', input, inputShape) };
    return (await session.run(fed, [output]))[output] as OnnxTensor;
  };
  try {
    const first = await ask(new Float32Array(inputShape.reduce((all, length) => all * length, 1)));
    if (first.type !== 'float32') throw new Error(`output ${output} is of type ${first.type}, not float32`);
    return {
      outputShape: [...first.dims],
      run: async (input) => (await ask(input)).data as Float32Array,
      close: () => session.release(),
    };
  } catch (cause) {
    await session.release();
    throw wrong(`The model ${name} does not run on pictures of shape [${inputShape}].`, cause);
  }
}

function loadRuntime(): OnnxRuntime {
  try {
    return createRequire(import.meta.url)('onnxruntime-node') as OnnxRuntime;
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND';
    throw new FaultscapeError('environment', 'ONNX files are run by a package that does not load.', {
      expected: 'onnxruntime-node',
      got: missing ? 'it is not installed' : messageOf(cause),
      hint: 'npm install onnxruntime-node --onnxruntime-node-install=skip (291 MB; skip: no library for GPUs)',
      cause,
    });
  }
}

function namesOf({ inputNames, outputNames }: OnnxSession, { name, output }: NetRequest): string {
  if (inputNames.length !== 1) {
    throw new FaultscapeError('data', `The model ${name} takes more than a picture.`, {
      expected: 'one input',
      got: inputNames.join(', '),
    });
  }
  const found = output === null ? outputNames.length === 1 : outputNames.includes(output);
  if (found) return output ?? (outputNames[0] as string);
  throw new FaultscapeError('data', `It is not known which output of ${name} to read.`, {
    expected: `one of ${outputNames.join(', ')}`,
    got: output ?? 'no name, which suits a model of one output',
  });
}

function wrong(what: string, cause: unknown): FaultscapeError {
  return new FaultscapeError('data', what, {
    got: messageOf(cause),
    hint: 'check the file, and widthPx, heightPx, layout and output of the adapter',
    cause,
  });
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] as string;
}
