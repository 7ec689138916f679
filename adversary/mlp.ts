import { FaultscapeError, type Json } from '../sim/core/index.ts';

/**
 * A multi-layer perceptron with ReLU between its layers, as plain arrays. `parameters` holds, layer
 * by layer, the kernel (inputs x outputs, row-major) and the bias. The one danger: the arrays are
 * the weights themselves, so whoever trains them changes them for everybody.
 */
export interface Mlp {
  /** Width of every layer from input to output. */
  readonly sizes: readonly number[];
  readonly parameters: readonly Float32Array[];
}

/** Shapes of the parameters of such a network, in their order. */
export function parameterShapes(sizes: readonly number[]): readonly (readonly number[])[] {
  return sizes.slice(1).flatMap((outputs, layer) => [[sizes[layer] as number, outputs], [outputs]]);
}

/** The network's outputs (no activation on the last layer) for `rows` inputs, row-major. */
export function forward(mlp: Mlp, inputs: ArrayLike<number>, rows: number): Float64Array {
  let current: ArrayLike<number> = inputs;
  const layers = mlp.sizes.length - 1;
  for (let layer = 0; layer < layers; layer++) {
    const nIn = mlp.sizes[layer] as number;
    const nOut = mlp.sizes[layer + 1] as number;
    const kernel = mlp.parameters[2 * layer] as Float32Array;
    const bias = mlp.parameters[2 * layer + 1] as Float32Array;
    const next = new Float64Array(rows * nOut);
    for (let row = 0; row < rows; row++) {
      const out = row * nOut;
      for (let j = 0; j < nOut; j++) next[out + j] = bias[j] as number;
      for (let i = 0; i < nIn; i++) {
        const value = current[row * nIn + i] as number;
        for (let j = 0; j < nOut; j++) {
          next[out + j] = (next[out + j] as number) + value * (kernel[i * nOut + j] as number);
        }
      }
      if (layer === layers - 1) continue;
      for (let j = 0; j < nOut; j++) next[out + j] = Math.max(0, next[out + j] as number);
    }
    current = next;
  }
  return current as Float64Array;
}

/** A network as plain data: widths, and each parameter as base64 of little-endian float32. */
export function saveMlp(mlp: Mlp): Json {
  return { sizes: [...mlp.sizes], parameters: mlp.parameters.map(toBase64) };
}

export function loadMlp(saved: {
  readonly sizes: readonly number[];
  readonly parameters: readonly string[];
}): Mlp {
  const shapes = parameterShapes(saved.sizes);
  if (shapes.length !== saved.parameters.length) {
    throw new FaultscapeError('data', 'A saved network has the wrong number of parameters.', {
      expected: `${shapes.length} for widths ${saved.sizes.join('-')}`,
      got: `${saved.parameters.length}`,
    });
  }
  const parameters = saved.parameters.map((text, k) => {
    const shape = shapes[k] as readonly number[];
    return fromBase64(
      text,
      shape.reduce((product, n) => product * n, 1),
      `parameter ${k}`,
    );
  });
  return { sizes: saved.sizes, parameters };
}

function toBase64(values: Float32Array): string {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text: string, length: number, what: string): Float32Array {
  let binary: string;
  try {
    binary = atob(text);
  } catch (cause) {
    throw new FaultscapeError('data', `In a saved network, ${what} is not base64 text.`, { cause });
  }
  if (binary.length !== 4 * length) {
    throw new FaultscapeError('data', `In a saved network, ${what} has the wrong length.`, {
      expected: `${4 * length} bytes (${length} numbers)`,
      got: `${binary.length} bytes`,
      hint: 'the file is truncated or was edited; restore it from the run folder',
    });
  }
  const view = new DataView(new ArrayBuffer(binary.length));
  for (let i = 0; i < binary.length; i++) view.setUint8(i, binary.charCodeAt(i));
  const values = Float32Array.from({ length }, (_, i) => view.getFloat32(4 * i, true));
  if (!values.every(Number.isFinite)) {
    throw new FaultscapeError('data', `In a saved network, ${what} holds a number that is not finite.`);
  }
  return values;
}
