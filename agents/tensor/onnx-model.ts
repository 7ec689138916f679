import { FaultscapeError } from '../../sim/core/index.ts';
import {
  loadOnnxRuntime,
  type OnnxSession,
  type OnnxTensor,
  onnxTensor,
  onnxVersion,
  openOnnxSession,
} from './onnx-runtime.ts';
import { checkOnnxWeights } from './onnx-weights.ts';
import type { NetRequest, ReadyNet } from './ready-net.ts';
import { refuseNanAnswer } from './refuse-nan.ts';

/** Loads an ONNX file that somebody else made, and runs it once on zeros. */
export async function loadOnnxModel(file: Uint8Array, request: NetRequest): Promise<ReadyNet> {
  loadOnnxRuntime();
  const { name, inputShape } = request;
  let session: OnnxSession;
  try {
    session = await openOnnxSession(file);
  } catch (cause) {
    throw wrong(`The file ${name} is no ONNX model that can be run.`, cause);
  }
  try {
    checkOnnxWeights(name, file);
    const output = namesOf(session, request);
    const ask = async (input: Float32Array): Promise<OnnxTensor> => {
      const fed = { [session.inputNames[0] as string]: onnxTensor(input, inputShape) };
      return (await session.run(fed, [output]))[output] as OnnxTensor;
    };
    const first = await ask(new Float32Array(inputShape.reduce((all, length) => all * length, 1)));
    if (first.type !== 'float32') throw new Error(`output ${output} is of type ${first.type}, not float32`);
    refuseNanAnswer(name, first.data as Float32Array);
    return {
      engine: { backend: 'onnx', version: onnxVersion() as string },
      outputShape: [...first.dims],
      run: async (input) => (await ask(input)).data as Float32Array,
      close: () => session.release(),
    };
  } catch (cause) {
    await session.release();
    if (cause instanceof FaultscapeError) throw cause;
    throw wrong(`The model ${name} does not run on pictures of shape [${inputShape}].`, cause);
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
