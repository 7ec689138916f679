import type { NamedWeight } from '../tensor/index.ts';
import { finiteWeight } from './finite-weight.ts';
import type { NetGraph, NetStep, StepOf, Value } from './net-graph.ts';

/** Shards no larger than these are what TensorFlow.js itself writes: browsers keep them. */
const SHARD_BYTES = 4 * 1024 * 1024;

type Attribute = Readonly<Record<string, unknown>>;
interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, Attribute>>;
}
interface Constant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** The files of a TensorFlow.js graph model by name: `model.json`, which `loadGraphModel` reads, and its shards. */
export function toGraphModel(graph: NetGraph): ReadonlyMap<string, Uint8Array> {
  const writer = new GraphModelWriter();
  for (const { name, shape } of graph.inputs) {
    writer.node('Placeholder', name, [], { dtype: FLOAT, shape: { shape: dimensions(['-1', ...shape]) } });
  }
  for (const step of graph.steps) {
    const write = WRITERS[step.op] as (step: NetStep, writer: GraphModelWriter) => void;
    write(step, writer);
  }
  const { nodes, constants } = writer;
  const bytes = join(constants);
  const count = Math.max(1, Math.ceil(bytes.length / SHARD_BYTES));
  const shards = Array.from({ length: count }, (_, i) => ({
    path: `group1-shard${i + 1}of${count}.bin`,
    bytes: bytes.subarray(i * SHARD_BYTES, (i + 1) * SHARD_BYTES),
  }));
  const weights = constants.map(({ name, shape, values }) => ({
    name,
    shape,
    dtype: values instanceof Float32Array ? 'float32' : 'int32',
  }));
  const described = (values: readonly Value[]) =>
    Object.fromEntries(
      values.map(({ name, shape }) => [
        name,
        { name: `${name}:0`, dtype: 'DT_FLOAT', tensorShape: dimensions(['-1', ...shape]) },
      ]),
    );
  const model = {
    format: 'graph-model',
    generatedBy: 'faultscape',
    convertedBy: null,
    signature: { inputs: described(graph.inputs), outputs: described([graph.output]) },
    userDefinedMetadata: { architecture: graph.architecture, ...graph.notes },
    modelTopology: { node: nodes, versions: { producer: 987 } },
    weightsManifest: [{ paths: shards.map(({ path }) => path), weights }],
  };
  return new Map([
    ['model.json', new TextEncoder().encode(JSON.stringify(model))],
    ...shards.map(({ path, bytes }) => [path, bytes] as const),
  ]);
}

/** Collects nodes and constants. */
class GraphModelWriter {
  readonly nodes: GraphNode[] = [];
  readonly constants: Constant[] = [];

  node(op: string, name: string, input: readonly string[], attr: Readonly<Record<string, Attribute>>): void {
    this.nodes.push({ name, op, ...(input.length === 0 ? {} : { input }), attr });
  }

  constant(constant: Constant): string {
    const { name, shape, values } = constant;
    const dtype = values instanceof Float32Array ? 'DT_FLOAT' : 'DT_INT32';
    const value = { tensor: { dtype, tensorShape: dimensions(shape) } };
    this.node('Const', name, [], { dtype: { type: dtype }, value });
    this.constants.push(constant);
    return name;
  }

  weight(weight: NamedWeight): string {
    return this.constant(finiteWeight(weight));
  }

  integers(name: string, ...values: readonly number[]): string {
    return this.constant({ name, shape: [values.length], values: Int32Array.from(values) });
  }

  /** A step that may end in a rectifier of its own. */
  rectified(
    relu: boolean,
    op: string,
    name: string,
    input: readonly string[],
    attr: Readonly<Record<string, Attribute>>,
  ): void {
    this.node(op, relu ? `${name}/linear` : name, input, attr);
    if (relu) this.node('Relu', name, [`${name}/linear`], { T: FLOAT });
  }
}

const FLOAT = { type: 'DT_FLOAT' };

const WRITERS: { readonly [Op in NetStep['op']]: (step: StepOf<Op>, writer: GraphModelWriter) => void } = {
  conv({ name, inputs: [x], filter, bias, depthwise, stride, dilation, relu }, writer) {
    const input = [x.name, writer.weight(filter)];
    const attr = {
      T: FLOAT,
      strides: integers(1, stride, stride, 1),
      dilations: integers(1, dilation, dilation, 1),
      padding: text('SAME'),
      data_format: text('NHWC'),
    };
    if (bias === null) {
      writer.rectified(relu, depthwise ? 'DepthwiseConv2dNative' : 'Conv2D', name, input, attr);
      return;
    }
    const op = depthwise ? 'FusedDepthwiseConv2dNative' : '_FusedConv2D';
    writer.node(op, name, [...input, writer.weight(bias)], { ...attr, ...fused(relu) });
  },
  normalise({ name, inputs: [x], statistics, relu }, writer) {
    const { gamma, beta, mean, variance, epsilon } = statistics;
    const input = [x.name, ...[gamma, beta, mean, variance].map((weight) => writer.weight(weight))];
    writer.rectified(relu, 'FusedBatchNormV3', name, input, {
      T: FLOAT,
      U: FLOAT,
      epsilon: { f: epsilon },
      data_format: text('NHWC'),
      is_training: { b: false },
    });
  },
  dense({ name, inputs: [x], weight, bias, relu }, writer) {
    const input = [x.name, writer.weight(weight)];
    if (bias === null) writer.rectified(relu, 'MatMul', name, input, matMul());
    else writer.node('_FusedMatMul', name, [...input, writer.weight(bias)], { ...matMul(), ...fused(relu) });
  },
  'max-pool'({ name, inputs: [x], size, stride }, writer) {
    writer.node('MaxPool', name, [x.name], {
      T: FLOAT,
      ksize: integers(1, size, size, 1),
      strides: integers(1, stride, stride, 1),
      padding: text('SAME'),
      data_format: text('NHWC'),
    });
  },
  mean({ name, inputs: [x] }, writer) {
    const axes = writer.integers(`${name}/axes`, 1, 2);
    writer.node('Mean', name, [x.name, axes], { T: FLOAT, keep_dims: { b: false } });
  },
  double({ name, inputs: [x] }, writer) {
    const [height, width] = x.shape as [number, number, number];
    const size = writer.integers(`${name}/size`, 2 * height, 2 * width);
    writer.node('ResizeNearestNeighbor', name, [x.name, size], {
      T: FLOAT,
      align_corners: { b: false },
      half_pixel_centers: { b: false },
    });
  },
  reshape({ name, inputs: [x], shape }, writer) {
    const lengths = writer.integers(`${name}/shape`, -1, ...shape);
    writer.node('Reshape', name, [x.name, lengths], { T: FLOAT });
  },
  add: ({ name, inputs: [a, b] }, writer) => writer.node('AddV2', name, [a.name, b.name], { T: FLOAT }),
  multiply: ({ name, inputs: [a, b] }, writer) => writer.node('Mul', name, [a.name, b.name], { T: FLOAT }),
  concat({ name, inputs: [a, b] }, writer) {
    const axis = writer.constant({ name: `${name}/axis`, shape: [], values: Int32Array.of(1) });
    writer.node('ConcatV2', name, [a.name, b.name, axis], { T: FLOAT, N: { i: '2' } });
  },
};

function fused(relu: boolean) {
  const ops = relu ? ['BiasAdd', 'Relu'] : ['BiasAdd'];
  return { fused_ops: { list: { s: ops.map(base64) } }, num_args: { i: '1' } };
}

function matMul() {
  return { T: FLOAT, transpose_a: { b: false }, transpose_b: { b: false } };
}

function dimensions(lengths: readonly (number | string)[]) {
  return { dim: lengths.map((length) => ({ size: String(length) })) };
}

function integers(...values: readonly number[]): Attribute {
  return { list: { i: values.map(String) } };
}

function text(value: string): Attribute {
  return { s: base64(value) };
}

function base64(value: string): string {
  return btoa(value);
}

/** All constants one after the other, little-endian. */
function join(constants: readonly Constant[]): Uint8Array {
  const all = new Uint8Array(constants.reduce((sum, { values }) => sum + values.byteLength, 0));
  const view = new DataView(all.buffer);
  let at = 0;
  for (const { values } of constants) {
    for (const value of values) {
      if (values instanceof Float32Array) view.setFloat32(at, value, true);
      else view.setInt32(at, value, true);
      at += 4;
    }
  }
  return all;
}
