import { createRequire } from 'node:module';
import { FaultscapeError } from '../../sim/core/index.ts';
import { type GraphFile, readGraphFile, readGraphWeights } from './graph-file.ts';
import type { NetRequest, ReadyNet } from './ready-net.ts';
import { refuseNanAnswer } from './refuse-nan.ts';
import type { LoadedTensorflow, Tensor, Tensorflow } from './tensorflow.ts';

/** What is used of a GraphModel of @tensorflow/tfjs-converter. */
interface GraphModel {
  readonly inputs: readonly { readonly name: string; readonly shape?: readonly number[] }[];
  readonly outputs: readonly { readonly name: string }[];
  execute(input: Tensor, output: string): Tensor;
  dispose(): void;
}

interface Converter {
  readonly loadGraphModelSync: (handler: { load(): unknown }) => GraphModel;
}

/**
 * Loads a TensorFlow.js graph model (model.json and shards of weights) and runs it once on zeros, so that a
 * step the backend does not know, or a wrong shape, is said here and not in an episode. The danger: the
 * backend's memory holds its weights until it is closed.
 */
export async function loadGraphModel(
  { tf, backend, version }: LoadedTensorflow,
  file: Uint8Array,
  request: NetRequest,
  readShard: (path: string) => Promise<Uint8Array>,
): Promise<ReadyNet> {
  const graph = readGraphFile(request.name, file);
  const weightData = await readGraphWeights(request.name, graph, readShard);
  const model = openModel(tf, graph, weightData, request);
  const output = outputOf(model, request);
  checkInput(model, request);
  const ask = (input: Float32Array): { shape: number[]; dtype: string; values: Float32Array } => {
    let answer = { shape: [] as number[], dtype: '', values: input };
    // Nothing is returned: `tidy` would search every number of it for tensors.
    tf.tidy(() => {
      const seen = model.execute(tf.tensor(input, [...request.inputShape]), output);
      answer = { shape: [...seen.shape], dtype: seen.dtype, values: seen.dataSync() as Float32Array };
    });
    return answer;
  };
  try {
    const first = ask(new Float32Array(request.inputShape.reduce((all, length) => all * length, 1)));
    if (first.dtype !== 'float32') {
      throw new FaultscapeError('data', `Output ${output} of ${request.name} holds no numbers to read.`, {
        expected: 'float32',
        got: first.dtype,
      });
    }
    refuseNanAnswer(request.name, first.values);
    return {
      engine: { backend, version },
      outputShape: first.shape,
      run: (input) => ask(input).values,
      close: () => model.dispose(),
    };
  } catch (error) {
    model.dispose();
    throw error instanceof FaultscapeError ? error : cannotRun(request, backend, error);
  }
}

function openModel(
  tf: Tensorflow,
  { modelTopology, weightsManifest, ...rest }: GraphFile,
  weightData: ArrayBuffer,
  { name }: NetRequest,
): GraphModel {
  // tfjs-node brings a copy of its own, which shares its kernels.
  const { loadGraphModelSync } =
    'loadGraphModelSync' in tf
      ? (tf as unknown as Converter)
      : (createRequire(import.meta.url)('@tensorflow/tfjs-converter') as Converter);
  try {
    return loadGraphModelSync({
      load: () => ({
        modelTopology,
        weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
        weightData,
        signature: rest.signature,
      }),
    });
  } catch (cause) {
    throw new FaultscapeError('data', `The graph of ${name} cannot be built.`, {
      expected: 'a whole graph with all its weights',
      got: messageOf(cause),
      hint: 'unpack or copy the files again, or convert the model anew',
      cause,
    });
  }
}

function outputOf({ outputs }: GraphModel, { name, output }: NetRequest): string {
  const names = outputs.map((one) => one.name);
  const bare = output?.replace(/:0$/, '');
  const found = output === null ? names.length === 1 : names.some((one) => one.replace(/:0$/, '') === bare);
  if (found) return output ?? (names[0] as string);
  throw new FaultscapeError('data', `It is not known which output of ${name} to read.`, {
    expected: `one of ${names.join(', ')}`,
    got: output ?? 'no name, which suits a model of one output',
  });
}

function checkInput({ inputs }: GraphModel, { name, inputShape }: NetRequest): void {
  const [input] = inputs;
  const shape = input?.shape;
  // -1 stands for any length.
  const fits =
    shape === undefined ||
    (shape.length === inputShape.length &&
      shape.every((length, i) => length === -1 || length === inputShape[i]));
  if (inputs.length === 1 && fits) return;
  throw new FaultscapeError('data', `The model ${name} does not take the pictures it is to be shown.`, {
    expected: `one input of shape [${inputShape}]`,
    got: inputs.map((one) => `${one.name} [${one.shape ?? 'any'}]`).join(', ') || 'no input',
    hint: "widthPx, heightPx and layout of the adapter must be the model's",
  });
}

function cannotRun({ name }: NetRequest, backend: string, cause: unknown): FaultscapeError {
  const got = messageOf(cause);
  const [, op] = /Unknown op '([^']+)'/.exec(got) ?? /Kernel '([^']+)' not registered/.exec(got) ?? [];
  const what =
    op === undefined
      ? `The model ${name} does not run.`
      : `The model ${name} has a step that TensorFlow.js on ${backend} cannot do: ${op}.`;
  const hint = /dynamic op/.test(got)
    ? 'the graph chooses boxes itself (non-maximum suppression): convert the model without that'
    : op === undefined
      ? 'check the adapter against the model, or convert the model anew'
      : 'convert the model without that step, or use an ONNX file of it';
  return new FaultscapeError('data', what, { got, hint, cause });
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]?.slice(0, 300) ?? '';
}
