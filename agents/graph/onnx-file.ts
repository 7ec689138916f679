import { PbfWriter } from 'pbf';

/** What an attribute may hold here. */
export type OnnxAttribute =
  | number
  | readonly number[]
  | { readonly real: number }
  | { readonly text: string };

export interface OnnxNode {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

/** Shape of an input or output; a name stands for any length. */
export interface OnnxValue {
  readonly name: string;
  readonly dims: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly output: OnnxValue;
  readonly notes: Readonly<Record<string, string>>;
}

const IR_VERSION = 8;
const OPSET = 13;

/** The types of onnx.proto that are used here. */
const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE = { float: 1, int: 2, string: 3, ints: 7 } as const;

/** An ONNX file: a ModelProto, its fields by their numbers in onnx.proto. */
export function writeOnnxFile(graph: OnnxGraph): Uint8Array {
  const model = new PbfWriter();
  model.writeVarintField(1, IR_VERSION);
  model.writeStringField(2, 'faultscape');
  model.writeMessage(7, writeGraph, graph);
  model.writeMessage(8, (version, pbf) => pbf.writeVarintField(2, version), OPSET);
  for (const entry of Object.entries(graph.notes)) model.writeMessage(14, writeNote, entry);
  return model.finish();
}

function writeGraph({ name, nodes, tensors, inputs, output }: OnnxGraph, pbf: PbfWriter): void {
  for (const node of nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, name);
  for (const tensor of tensors) pbf.writeMessage(5, writeTensor, tensor);
  for (const input of inputs) pbf.writeMessage(11, writeValue, input);
  pbf.writeMessage(12, writeValue, output);
}

function writeNode({ op, name, inputs, output, attributes }: OnnxNode, pbf: PbfWriter): void {
  for (const input of inputs) pbf.writeStringField(1, input);
  pbf.writeStringField(2, output);
  pbf.writeStringField(3, name);
  pbf.writeStringField(4, op);
  for (const entry of Object.entries(attributes)) pbf.writeMessage(5, writeAttribute, entry);
}

function writeAttribute([name, value]: [string, OnnxAttribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  const type = (kind: keyof typeof ATTRIBUTE) => pbf.writeVarintField(20, ATTRIBUTE[kind]);
  if (typeof value === 'number') {
    pbf.writeVarintField(3, value);
    type('int');
  } else if ('real' in value) {
    pbf.writeFloatField(2, value.real);
    type('float');
  } else if ('text' in value) {
    pbf.writeStringField(4, value.text);
    type('string');
  } else {
    for (const one of value) pbf.writeVarintField(8, one);
    type('ints');
  }
}

function writeTensor({ name, dims, values }: OnnxTensor, pbf: PbfWriter): void {
  for (const dim of dims) pbf.writeVarintField(1, dim);
  pbf.writeVarintField(2, values instanceof Float32Array ? FLOAT : INT64);
  pbf.writeStringField(8, name);
  pbf.writeBytesField(9, littleEndian(values));
}

function writeValue({ name, dims }: OnnxValue, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  // TypeProto, its tensor_type, its shape, a dimension by its length or by a name.
  pbf.writeMessage(2, (_, type) => type.writeMessage(1, writeTensorType, dims), null);
}

function writeTensorType(dims: OnnxValue['dims'], pbf: PbfWriter): void {
  pbf.writeVarintField(1, FLOAT);
  pbf.writeMessage(
    2,
    (_, shape) => {
      for (const dim of dims) shape.writeMessage(1, writeDimension, dim);
    },
    null,
  );
}

function writeDimension(dim: number | string, pbf: PbfWriter): void {
  if (typeof dim === 'number') pbf.writeVarintField(1, dim);
  else pbf.writeStringField(2, dim);
}

function writeNote([key, value]: [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, key);
  pbf.writeStringField(2, value);
}

function littleEndian(values: Float32Array | BigInt64Array): Uint8Array {
  const bytes = new Uint8Array(values.byteLength);
  const view = new DataView(bytes.buffer);
  values.forEach((value: number | bigint, i: number) => {
    if (typeof value === 'number') view.setFloat32(4 * i, value, true);
    else view.setBigInt64(8 * i, value, true);
  });
  return bytes;
}
