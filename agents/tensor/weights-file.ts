import { createHash } from 'node:crypto';
import { FaultscapeError } from '../../sim/core/index.ts';
import { decodeHalf, encodeHalf } from './half.ts';

export interface NamedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
export type NamedWeights = readonly NamedWeight[];

export type WeightPrecision = 'float32' | 'float16';

interface Header {
  readonly architecture: string;
  readonly precision: WeightPrecision;
  /** SHA-256 of the payload, hexadecimal. */
  readonly sha256: string;
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** First bytes of a weights file: "FSW1". Then the header's length (uint32), the header as JSON, the payload. */
const MAGIC = [0x46, 0x53, 0x57, 0x31] as const;
const PREFIX_BYTES = 8;
/** Nearer to infinity than to 65504, the largest number of 16 bits. */
const LEAST_INFINITE_HALF = 65520;
const BYTES: Readonly<Record<WeightPrecision, number>> = { float32: 4, float16: 2 };

/**
 * One compact file for a network's weights: a JSON header, then all numbers little-endian in its order.
 * `architecture` names the code that can use them. float16 halves the size and keeps 3 digits. What is no finite
 * number is refused, and what becomes none as float16 too.
 */
export function encodeWeights(
  weights: NamedWeights,
  { architecture, precision = 'float32' }: { architecture: string; precision?: WeightPrecision },
): Uint8Array {
  const payload = new Uint8Array(countOf(weights) * BYTES[precision]);
  const view = new DataView(payload.buffer);
  let at = 0;
  for (const { name, shape, values } of weights) {
    if (values.length !== product(shape)) {
      throw new RangeError(`weight ${name} has ${values.length} values for shape [${shape}]`);
    }
    for (const value of values) {
      if (!Number.isFinite(value)) {
        throw new FaultscapeError('data', `Weight ${name} is not a finite number: nothing is written.`, {
          got: String(value),
          hint: 'training ran away: try a lower learning rate, or look for pictures without content',
        });
      }
      if (precision === 'float16' && Math.abs(value) >= LEAST_INFINITE_HALF) {
        throw new FaultscapeError('data', `Weight ${name} is too large to be written with 16 bits.`, {
          expected: 'magnitudes below 65520',
          got: String(value),
          hint: 'keep 32 bits',
        });
      }
      if (precision === 'float32') view.setFloat32(at, value, true);
      else view.setUint16(at, encodeHalf(value), true);
      at += BYTES[precision];
    }
  }
  const header: Header = {
    architecture,
    precision,
    sha256: sha256(payload),
    weights: weights.map(({ name, shape }) => ({ name, shape })),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(PREFIX_BYTES + text.length + payload.length);
  file.set(MAGIC);
  new DataView(file.buffer).setUint32(MAGIC.length, text.length, true);
  file.set(text, PREFIX_BYTES);
  file.set(payload, PREFIX_BYTES + text.length);
  return file;
}

/**
 * Reads a weights file. `expected` is what the network's code needs: its architecture and the names and
 * shapes of its weights, in order. Throws an error of kind `data` on anything else, before any use.
 */
export function decodeWeights(
  file: Uint8Array,
  expected: { architecture: string; weights: readonly { name: string; shape: readonly number[] }[] },
): NamedWeights {
  const { header, payload } = split(file);
  if (header.architecture !== expected.architecture) {
    throw new FaultscapeError('data', 'These weights belong to another network.', {
      expected: expected.architecture,
      got: header.architecture,
      hint: 'train again with this version, or use the version that wrote the file',
    });
  }
  const [wanted, found] = [layout(expected.weights), layout(header.weights)];
  if (wanted !== found) {
    throw new FaultscapeError('data', 'The weights file lists other weights than the network has.', {
      expected: wanted,
      got: found,
    });
  }
  const bytes = countOf(header.weights) * BYTES[header.precision];
  if (payload.length !== bytes) {
    throw new FaultscapeError('data', 'The weights file is cut short or has more than it says.', {
      expected: `${bytes} bytes of numbers`,
      got: `${payload.length} bytes`,
      hint: 'copy or download the file again',
    });
  }
  if (sha256(payload) !== header.sha256) {
    throw new FaultscapeError('data', 'The weights file is damaged: its checksum does not fit its numbers.', {
      expected: header.sha256,
      got: sha256(payload),
      hint: 'copy or download the file again',
    });
  }
  return readValues(header, payload);
}

/** Which network a weights file says it is for. Throws an error of kind `data` if it is no weights file. */
export function architectureIn(file: Uint8Array): string {
  return split(file).header.architecture;
}

/** Twelve hexadecimal digits that change with any weight; names a trained agent's version. */
export function hashWeights(weights: NamedWeights): string {
  const hash = createHash('sha256');
  for (const { name, shape, values } of weights) {
    hash.update(`${name} ${shape.join('x')}\n`);
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('hex').slice(0, 12);
}

function split(file: Uint8Array): { header: Header; payload: Uint8Array } {
  if (file.length < PREFIX_BYTES || MAGIC.some((byte, i) => file[i] !== byte)) {
    throw new FaultscapeError('data', 'This is not a weights file.', {
      expected: 'a file that begins with FSW1',
      got: file.length < PREFIX_BYTES ? `${file.length} bytes` : `bytes ${[...file.subarray(0, 4)]}`,
    });
  }
  const length = new DataView(file.buffer, file.byteOffset).getUint32(MAGIC.length, true);
  const end = PREFIX_BYTES + length;
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(PREFIX_BYTES, end)));
  } catch (cause) {
    throw new FaultscapeError('data', 'The header of the weights file cannot be read.', {
      expected: `${length} bytes of JSON`,
      got: end > file.length ? `only ${file.length - PREFIX_BYTES} bytes` : 'something else',
      hint: 'copy or download the file again',
      cause,
    });
  }
  if (!isHeader(header)) {
    throw new FaultscapeError('data', 'The header of the weights file lacks something.', {
      expected: 'architecture, precision (float32 or float16), sha256, weights',
      got: JSON.stringify(header)?.slice(0, 200) ?? 'nothing',
    });
  }
  return { header, payload: file.subarray(end) };
}

function isHeader(value: unknown): value is Header {
  if (typeof value !== 'object' || value === null) return false;
  const { architecture, precision, sha256, weights } = value as Record<string, unknown>;
  return (
    typeof architecture === 'string' &&
    (precision === 'float32' || precision === 'float16') &&
    typeof sha256 === 'string' &&
    Array.isArray(weights) &&
    weights.every(
      (weight) =>
        typeof weight?.name === 'string' &&
        Array.isArray(weight.shape) &&
        weight.shape.every(Number.isInteger),
    )
  );
}

function readValues(header: Header, payload: Uint8Array): NamedWeights {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  let at = 0;
  return header.weights.map(({ name, shape }) => {
    const values = new Float32Array(product(shape));
    for (let i = 0; i < values.length; i++) {
      values[i] =
        header.precision === 'float32' ? view.getFloat32(at, true) : decodeHalf(view.getUint16(at, true));
      at += BYTES[header.precision];
    }
    const wrong = values.find((value) => !Number.isFinite(value));
    if (wrong !== undefined) {
      throw new FaultscapeError('data', `Weight ${name} of the weights file is not a finite number.`, {
        expected: 'finite numbers',
        got: String(wrong),
        hint: 'train again: a net with such a weight answers nonsense',
      });
    }
    return { name, shape, values };
  });
}

function countOf(weights: readonly { readonly shape: readonly number[] }[]): number {
  return weights.reduce((sum, { shape }) => sum + product(shape), 0);
}

function product(shape: readonly number[]): number {
  return shape.reduce((all, length) => all * length, 1);
}

function layout(weights: readonly { readonly name: string; readonly shape: readonly number[] }[]): string {
  return weights.map(({ name, shape }) => `${name}[${shape.join(',')}]`).join(' ');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
