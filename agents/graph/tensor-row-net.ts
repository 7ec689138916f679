import type { EngineUsed, LoadedTensorflow, Tensor } from '../tensor/index.ts';
import type { Value } from './net-graph.ts';
import { ROWS, type RowNet, rowInputs, sizeOf } from './row-net.ts';

/**
 * A net run by TensorFlow.js. The wasm backend gives a row the same bits in any place of a batch of any size
 * (tested); the native library promises no such thing, so there every batch is filled up to one size. The danger: it
 * owns the net it is given.
 */
export class TensorRowNet implements RowNet {
  readonly engine: EngineUsed;
  readonly inputs: ReadonlyMap<string, Float32Array>;
  readonly #tf: LoadedTensorflow['tf'];
  readonly #values: readonly Value[];
  readonly #look: (inputs: Readonly<Record<string, Tensor>>) => Tensor;
  readonly #net: { dispose(): void };

  /** `look` is what the net says of its inputs, by name, each [rows, ...shape]. */
  constructor(options: {
    tensorflow: LoadedTensorflow;
    inputs: readonly Value[];
    net: { dispose(): void };
    look: (inputs: Readonly<Record<string, Tensor>>) => Tensor;
  }) {
    const { tf, backend, version } = options.tensorflow;
    this.engine = { backend, version };
    this.inputs = rowInputs(options.inputs);
    this.#tf = tf;
    this.#values = options.inputs;
    this.#net = options.net;
    this.#look = options.look;
  }

  ask(rows: number): readonly Float32Array[] {
    const tf = this.#tf;
    const filled = tf.getBackend() === 'wasm' ? rows : ROWS;
    let answers: Float32Array = new Float32Array();
    // Nothing is returned: `tidy` would search every number of it for tensors.
    tf.tidy(() => {
      const inputs = this.#values.map(({ name, shape }) => {
        const size = sizeOf(shape);
        const values = this.inputs.get(name) as Float32Array;
        values.fill(0, rows * size);
        return [name, tf.tensor(values.subarray(0, filled * size), [filled, ...shape])] as const;
      });
      answers = this.#look(Object.fromEntries(inputs)).dataSync<'float32'>();
    });
    const size = answers.length / filled;
    return Array.from({ length: rows }, (_, row) => answers.subarray(row * size, (row + 1) * size));
  }

  close(): void {
    this.#net.dispose();
  }
}
