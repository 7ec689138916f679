import { loadTensorflow, type NetEngine, type Tensor, type Tensorflow } from '../tensor/index.ts';
import type { NetGraph } from './net-graph.ts';
import { OnnxRowNet } from './onnx-row-net.ts';
import type { RowNet } from './row-net.ts';
import { TensorRowNet } from './tensor-row-net.ts';

/** A net as TensorFlow.js runs it, with what it says of its inputs. */
export interface TensorNet {
  readonly net: { dispose(): void };
  readonly look: (inputs: Readonly<Record<string, Tensor>>) => Tensor;
}

/** A net ready to be asked, on the engine named. `make` builds it for TensorFlow.js. */
export async function openRowNet(
  graph: NetGraph,
  engine: NetEngine,
  make: (tf: Tensorflow) => TensorNet,
): Promise<RowNet> {
  if (engine === 'onnx') return OnnxRowNet.open(graph);
  const tensorflow = await loadTensorflow();
  return new TensorRowNet({ tensorflow, inputs: graph.inputs, ...make(tensorflow.tf) });
}
