import type { NamedWeight } from '../tensor/index.ts';
import { finiteWeight } from './finite-weight.ts';
import type { NetGraph, NetStep, StepOf, Value } from './net-graph.ts';
import { type OnnxAttribute, type OnnxNode, type OnnxTensor, writeOnnxFile } from './onnx-file.ts';
import { samePadding } from './same-padding.ts';

/**
 * A net as an ONNX file (opset 13) for batches of any size. Inputs are laid out as everywhere here, height x width x
 * channels; within, pictures have their channels first, as ONNX wants them, and are turned back where a picture
 * becomes a row of numbers.
 */
export function toOnnx(graph: NetGraph): Uint8Array {
  const writer = new OnnxWriter();
  for (const input of graph.inputs) {
    if (isPicture(input)) writer.turnedInput(input.name);
  }
  for (const step of graph.steps) {
    const write = WRITERS[step.op] as (step: NetStep, writer: OnnxWriter) => void;
    write(step, writer);
  }
  const batched = ({ name, shape }: Value) => ({ name, dims: ['batch', ...shape] });
  return writeOnnxFile({
    name: graph.architecture,
    nodes: writer.nodes,
    tensors: writer.tensors,
    inputs: graph.inputs.map(batched),
    output: batched(graph.output),
    notes: { architecture: graph.architecture, ...graph.notes },
  });
}

/** Collects nodes and constants. */
class OnnxWriter {
  readonly nodes: OnnxNode[] = [];
  readonly tensors: OnnxTensor[] = [];
  readonly #turned = new Set<string>();

  node(
    op: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): void {
    this.nodes.push({ op, name: `${output}:${op}`, inputs, output, attributes });
  }

  turnedInput(name: string): void {
    this.#turned.add(name);
    this.node('Transpose', [name], `${name}:turned`, { perm: [0, 3, 1, 2] });
  }

  read({ name }: Value): string {
    return this.#turned.has(name) ? `${name}:turned` : name;
  }

  constant(name: string, dims: readonly number[], values: OnnxTensor['values']): string {
    this.tensors.push({ name, dims, values });
    return name;
  }

  weight(weight: NamedWeight): string {
    const { name, shape, values } = finiteWeight(weight);
    return this.constant(name, shape, values);
  }

  /** A step that may end in a rectifier. */
  rectified(
    relu: boolean,
    op: string,
    inputs: readonly string[],
    name: string,
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): void {
    this.node(op, inputs, relu ? `${name}:linear` : name, attributes);
    if (relu) this.node('Relu', [`${name}:linear`], name);
  }
}

const WRITERS: { readonly [Op in NetStep['op']]: (step: StepOf<Op>, writer: OnnxWriter) => void } = {
  conv({ name, inputs: [x], filter, bias, depthwise, stride, dilation, relu }, writer) {
    const [height, width, channels] = filter.shape as [number, number, number, number];
    const inputs = [writer.read(x), writer.weight(channelsFirst(filter, depthwise))];
    if (bias !== null) inputs.push(writer.weight(bias));
    writer.rectified(relu, 'Conv', inputs, name, {
      kernel_shape: [height, width],
      strides: [stride, stride],
      dilations: [dilation, dilation],
      pads: pads(x, [height, width], { stride, dilation }),
      group: depthwise ? channels : 1,
    });
  },
  normalise({ name, inputs: [x], statistics, relu }, writer) {
    const { gamma, beta, mean, variance, epsilon } = statistics;
    const inputs = [writer.read(x), ...[gamma, beta, mean, variance].map((weight) => writer.weight(weight))];
    writer.rectified(relu, 'BatchNormalization', inputs, name, { epsilon: { real: epsilon } });
  },
  dense({ name, inputs: [x], weight, bias, relu }, writer) {
    const inputs = [writer.read(x), writer.weight(weight)];
    if (bias !== null) inputs.push(writer.weight(bias));
    writer.rectified(relu, bias === null ? 'MatMul' : 'Gemm', inputs, name);
  },
  'max-pool'({ name, inputs: [x], size, stride }, writer) {
    writer.node('MaxPool', [writer.read(x)], name, {
      kernel_shape: [size, size],
      strides: [stride, stride],
      pads: pads(x, [size, size], { stride }),
    });
  },
  mean({ name, inputs: [x] }, writer) {
    writer.node('GlobalAveragePool', [writer.read(x)], `${name}:places`);
    writer.node('Flatten', [`${name}:places`], name);
  },
  double({ name, inputs: [x] }, writer) {
    const scales = writer.constant(`${name}:scales`, [4], Float32Array.of(1, 1, 2, 2));
    writer.node('Resize', [writer.read(x), '', scales], name, {
      mode: { text: 'nearest' },
      coordinate_transformation_mode: { text: 'asymmetric' },
      nearest_mode: { text: 'floor' },
    });
  },
  reshape({ name, inputs: [x], shape }, writer) {
    const lengths = BigInt64Array.from([-1, ...shape], BigInt);
    const target = writer.constant(`${name}:shape`, [lengths.length], lengths);
    let source = writer.read(x);
    if (isPicture(x)) {
      writer.node('Transpose', [source], `${name}:turned`, { perm: [0, 2, 3, 1] });
      source = `${name}:turned`;
    }
    writer.node('Reshape', [source, target], name);
  },
  add: ({ name, inputs }, writer) =>
    writer.node(
      'Add',
      inputs.map((value) => writer.read(value)),
      name,
    ),
  multiply: ({ name, inputs }, writer) =>
    writer.node(
      'Mul',
      inputs.map((value) => writer.read(value)),
      name,
    ),
  concat: ({ name, inputs }, writer) =>
    writer.node(
      'Concat',
      inputs.map((value) => writer.read(value)),
      name,
      { axis: 1 },
    ),
};

function isPicture({ shape }: Value): boolean {
  return shape.length === 3;
}

/** As ONNX has them: at the top, left, bottom and right. */
function pads(
  { shape }: Value,
  [height, width]: readonly [number, number],
  how: { readonly stride: number; readonly dilation?: number },
): number[] {
  const [above, below] = samePadding(shape[0] as number, { size: height, ...how });
  const [left, right] = samePadding(shape[1] as number, { size: width, ...how });
  return [above, left, below, right];
}

/** [h, w, inputs, outputs] to [outputs, inputs, h, w]; of a depthwise one, [h, w, channels, 1] to [channels, 1, h, w]. */
function channelsFirst({ name, shape, values }: NamedWeight, depthwise: boolean): NamedWeight {
  const [height, width, third, fourth] = shape as [number, number, number, number];
  const [outputs, inputs] = depthwise ? [third, fourth] : [fourth, third];
  const places = height * width;
  const turned = new Float32Array(values.length);
  for (let place = 0; place < places; place++) {
    for (let a = 0; a < third; a++) {
      for (let b = 0; b < fourth; b++) {
        const [output, input] = depthwise ? [a, b] : [b, a];
        turned[(output * inputs + input) * places + place] = values[
          (place * third + a) * fourth + b
        ] as number;
      }
    }
  }
  return { name, shape: [outputs, inputs, height, width], values: turned };
}
