import { TINY_BIASES, TINY_RED_SLOPE } from './tiny-graph-model.ts';

/** The tiny model of tiny-graph-model.ts as an ONNX file, channels first: mean of each channel, then one layer. */
export function tinyOnnxFile(
  sidePx: number,
  { activation = 'Sigmoid', slope = TINY_RED_SLOPE, asList = false } = {},
): Uint8Array {
  const columns = TINY_BIASES.length;
  const kernel = new Float32Array(3 * columns);
  kernel[4] = slope;
  const graph = [
    node('GlobalAveragePool', ['image'], 'means'),
    node('Reshape', ['means', 'flat'], 'row'),
    node('Gemm', ['row', 'kernel', 'bias'], 'sum'),
    node(activation, ['sum'], 'squashed'),
    node('Reshape', ['squashed', 'rows'], 'boxes'),
    text(2, 'tiny'),
    tensor('kernel', [3, columns], 1, floats(kernel), { asList }),
    tensor('bias', [columns], 1, floats(Float32Array.from(TINY_BIASES))),
    tensor('flat', [2], 7, longs([1, 3])),
    tensor('rows', [3], 7, longs([1, 1, columns])),
    part(11, valueInfo('image', [1, 3, sidePx, sidePx])),
    part(12, valueInfo('boxes', [1, 1, columns])),
  ];
  // ir_version 8, opset 13.
  return Buffer.concat([number(1, 8), part(7, Buffer.concat(graph)), part(8, number(2, 13))]);
}

/** Fields of protocol buffers, by their numbers in onnx.proto. */
function node(op: string, inputs: readonly string[], output: string): Buffer {
  return part(1, Buffer.concat([...inputs.map((name) => text(1, name)), text(2, output), text(4, op)]));
}

function tensor(
  name: string,
  dims: readonly number[],
  type: number,
  raw: Buffer,
  { asList = false } = {},
): Buffer {
  // As raw bytes, or as a packed list of floats.
  const values = part(asList ? 4 : 9, raw);
  const fields = [...dims.map((dim) => number(1, dim)), number(2, type), text(8, name), values];
  return part(5, Buffer.concat(fields));
}

function valueInfo(name: string, dims: readonly number[]): Buffer {
  const shape = part(2, Buffer.concat(dims.map((dim) => part(1, number(1, dim)))));
  return Buffer.concat([text(1, name), part(2, part(1, Buffer.concat([number(1, 1), shape])))]);
}

function number(field: number, value: number): Buffer {
  return Buffer.from([...varint(field << 3), ...varint(value)]);
}

function text(field: number, value: string): Buffer {
  return part(field, Buffer.from(value));
}

function part(field: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(bytes.length)]), bytes]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

function floats(values: Float32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

function longs(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 8);
  values.forEach((value, i) => {
    bytes.writeBigInt64LE(BigInt(value), i * 8);
  });
  return bytes;
}
