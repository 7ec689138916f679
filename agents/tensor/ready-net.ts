/** What computed a net's answers; their last bits depend on it. */
export interface EngineUsed {
  /** A backend of TensorFlow.js, or `onnx`. */
  readonly backend: string;
  readonly version: string;
}

/** A trained network from a file, ready to be asked: one input of a fixed shape, one output of numbers. */
export interface ReadyNet {
  readonly engine: EngineUsed;
  /** Of the output, as it came for an input of zeros. */
  readonly outputShape: readonly number[];
  /** The output's values for the input's, both row-major. The input may be written again afterwards. */
  run(input: Float32Array): Float32Array | Promise<Float32Array>;
  close(): void | Promise<void>;
}

/** What a network from a file is asked for. */
export interface NetRequest {
  /** The file's name, for errors. */
  readonly name: string;
  readonly inputShape: readonly number[];
  /** The output to read; null where the network has one only. */
  readonly output: string | null;
}
