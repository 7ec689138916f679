import { z } from 'zod';
import { FaultscapeError } from '../../sim/core/index.ts';
import { isNanFloat, isNanHalf, refuseNan } from './refuse-nan.ts';

const QuantizationSchema = z.looseObject({ dtype: z.enum(['uint8', 'uint16', 'float16']) });
const WeightSchema = z.looseObject({
  name: z.string(),
  shape: z.array(z.int().min(0)),
  dtype: z.enum(['float32', 'int32', 'bool']),
  quantization: QuantizationSchema.optional(),
});
const GraphSchema = z.looseObject({
  format: z.literal('graph-model').optional(),
  modelTopology: z.looseObject({ node: z.array(z.looseObject({ name: z.string(), op: z.string() })) }),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(WeightSchema) })),
});

/** The model.json of a TensorFlow.js graph model, as far as it is checked here. */
export type GraphFile = z.infer<typeof GraphSchema>;
type WeightSpec = z.infer<typeof WeightSchema>;

const BYTES = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 } as const;

/** Reads a model.json, or throws an error of kind `data` that says what is wrong in it. */
export function readGraphFile(name: string, bytes: Uint8Array): GraphFile {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new FaultscapeError('data', `The model file ${name} is not JSON.`, {
      expected: 'the model.json of a TensorFlow.js graph model',
      got: cause instanceof Error ? cause.message : String(cause),
      hint: 'unpack or copy the file again',
      cause,
    });
  }
  const result = GraphSchema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues as [z.core.$ZodIssue];
  throw new FaultscapeError('data', `The model file ${name} is no TensorFlow.js graph model.`, {
    expected: 'format "graph-model", with modelTopology.node and weightsManifest',
    got: `at ${issue.path.join('.') || 'its root'}: ${issue.message}`,
    hint: 'models of other forms are turned into one by the program tensorflowjs_converter',
  });
}

/** The weights of all groups in one buffer, read shard by shard; throws if they are not as long as they should be. */
export async function readGraphWeights(
  name: string,
  { weightsManifest }: GraphFile,
  readShard: (path: string) => Promise<Uint8Array>,
): Promise<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (const { paths, weights } of weightsManifest) {
    const shards = await Promise.all(paths.map(readShard));
    const [expected, got] = [
      weights.reduce((sum, weight) => sum + bytesOf(weight), 0),
      shards.reduce((sum, shard) => sum + shard.length, 0),
    ];
    if (expected !== got) {
      throw new FaultscapeError('data', `The weights of ${name} are not as long as it says.`, {
        expected: `${expected} bytes in ${paths.join(', ')}`,
        got: `${got} bytes`,
        hint: 'unpack or copy the files again',
      });
    }
    const group = joined(shards);
    checkNumbers(name, weights, group);
    parts.push(group);
  }
  return joined(parts).buffer;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Infinite numbers may be meant (masks); NaN never is. */
function checkNumbers(name: string, weights: readonly WeightSpec[], bytes: Uint8Array<ArrayBuffer>): void {
  let at = 0;
  for (const weight of weights) {
    const end = at + bytesOf(weight);
    const stored = weight.quantization?.dtype ?? weight.dtype;
    const isNan = stored === 'float32' ? isNanFloat : stored === 'float16' ? isNanHalf : null;
    const view = new DataView(bytes.buffer, at, end - at);
    if (isNan !== null) refuseNan(name, weight.name, view, isNan, BYTES[stored]);
    at = end;
  }
}

function bytesOf({ shape, dtype, quantization }: WeightSpec): number {
  return shape.reduce((product, length) => product * length, BYTES[quantization?.dtype ?? dtype]);
}
