import {
  type EngineUsed,
  type OnnxSession,
  onnxTensor,
  onnxVersion,
  openOnnxSession,
} from '../tensor/index.ts';
import { foldNormalisation } from './fold-normalisation.ts';
import type { NetGraph, Value } from './net-graph.ts';
import { type RowNet, rowInputs, sizeOf } from './row-net.ts';
import { toOnnx } from './to-onnx.ts';

/**
 * A net run by onnxruntime. It is asked about one row at a time: products of matrices add up in another order for
 * one row than for several, and an answer must not depend on its mates. That costs little.
 */
export class OnnxRowNet implements RowNet {
  readonly engine: EngineUsed;
  readonly inputs: ReadonlyMap<string, Float32Array>;
  readonly #session: OnnxSession;
  readonly #graph: NetGraph;

  static async open(graph: NetGraph): Promise<OnnxRowNet> {
    return new OnnxRowNet(graph, await openOnnxSession(toOnnx(foldNormalisation(graph))));
  }

  private constructor(graph: NetGraph, session: OnnxSession) {
    this.engine = { backend: 'onnx', version: onnxVersion() as string };
    this.inputs = rowInputs(graph.inputs);
    this.#graph = graph;
    this.#session = session;
  }

  async ask(rows: number): Promise<readonly Float32Array[]> {
    const { inputs, output } = this.#graph;
    const answers: Float32Array[] = [];
    for (let row = 0; row < rows; row++) {
      const fed = Object.fromEntries(inputs.map((input) => [input.name, this.#rowOf(input, row)]));
      const answer = await this.#session.run(fed, [output.name]);
      answers.push(answer[output.name]?.data as Float32Array);
    }
    return answers;
  }

  close(): Promise<void> {
    return this.#session.release();
  }

  #rowOf({ name, shape }: Value, row: number) {
    const size = sizeOf(shape);
    const values = this.inputs.get(name) as Float32Array;
    return onnxTensor(values.subarray(row * size, (row + 1) * size), [1, ...shape]);
  }
}
