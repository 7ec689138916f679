import { fileProblem } from './file-problem.ts';
import type { GlbFile } from './glb-file.ts';
import type { JsonPlace } from './json-place.ts';
import { MOST_TRIANGLES } from './model-mesh.ts';

interface Component {
  readonly bytes: number;
  /** What a normalised value is divided by; 0 for floats. */
  readonly full: number;
  readonly get: (view: DataView, at: number) => number;
}

const COMPONENTS: ReadonlyMap<number, Component> = new Map([
  [5120, { bytes: 1, full: 127, get: (view: DataView, at: number) => view.getInt8(at) }],
  [5121, { bytes: 1, full: 255, get: (view: DataView, at: number) => view.getUint8(at) }],
  [5122, { bytes: 2, full: 32767, get: (view: DataView, at: number) => view.getInt16(at, true) }],
  [5123, { bytes: 2, full: 65535, get: (view: DataView, at: number) => view.getUint16(at, true) }],
  [5125, { bytes: 4, full: 4294967295, get: (view: DataView, at: number) => view.getUint32(at, true) }],
  [5126, { bytes: 4, full: 0, get: (view: DataView, at: number) => view.getFloat32(at, true) }],
]);
const SIZES: Readonly<Record<string, number>> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 };
const MOST_ELEMENTS = 3 * MOST_TRIANGLES;
const MOST_BYTES = 4_294_967_296;

/** The numbers of one accessor, `size` for each element. */
export interface Elements {
  readonly values: Float64Array;
  readonly size: number;
  readonly count: number;
}

/**
 * Reads an accessor; nothing is set aside for it before its data are found to be there. `from` is where
 * the file names it, `sizes` how many numbers an element may have.
 */
export function readAccessor(glb: GlbFile, from: JsonPlace, sizes: readonly number[]): Elements {
  const accessor = glb.json.at('accessors').entry(from);
  const type = accessor.at('type').text('');
  const size = Object.hasOwn(SIZES, type) ? (SIZES[type] as number) : 0;
  if (!sizes.includes(size)) {
    const fit = Object.keys(SIZES).filter((name) => sizes.includes(SIZES[name] as number));
    throw accessor.at('type').refuse(`${fit.join(' or ')} for ${from.pointer}`);
  }
  const component = COMPONENTS.get(accessor.at('componentType').integer(5120, 5126));
  if (component === undefined) throw accessor.at('componentType').refuse('5120 to 5123, 5125 or 5126');
  if (accessor.at('sparse').given) {
    throw accessor.at('sparse').refuse('no sparse data', 'export the model without sparse accessors');
  }
  const count = accessor.at('count').integer(1, MOST_ELEMENTS);
  const { view, stride } = viewOf(glb, accessor);
  const step = stride === 0 ? component.bytes * size : stride;
  const start = accessor.at('byteOffset').integer(0, MOST_BYTES, 0);
  const needed = start + (count - 1) * step + component.bytes * size;
  if (step < component.bytes * size || needed > view.byteLength) {
    throw accessor.refuse(`data within their buffer view of ${view.byteLength} bytes, not ${needed}`);
  }
  const scale = accessor.at('normalized').yes(false) ? component.full : 0;
  const values = new Float64Array(count * size);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < size; k++) {
      const value = component.get(view, start + i * step + k * component.bytes);
      if (!Number.isFinite(value)) {
        throw fileProblem(glb.json.file, from.pointer, 'finite numbers', `${value} in element ${i}`);
      }
      values[i * size + k] = scale === 0 ? value : Math.max(-1, value / scale);
    }
  }
  return { values, size, count };
}

function viewOf(glb: GlbFile, accessor: JsonPlace): { view: DataView; stride: number } {
  const from = accessor.at('bufferView');
  if (!from.given) throw from.refuse('a buffer view', 'export the model with data for every accessor');
  const bufferView = glb.json.at('bufferViews').entry(from);
  const bytes = bufferViewBytes(glb, bufferView);
  return {
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    stride: bufferView.at('byteStride').integer(1, 252, 0),
  };
}

/** The bytes of a buffer view, all of which must lie in the file's binary chunk. */
export function bufferViewBytes(glb: GlbFile, bufferView: JsonPlace): Uint8Array {
  for (const name of ['EXT_meshopt_compression', 'KHR_meshopt_compression']) {
    const packed = bufferView.at('extensions').at(name);
    if (packed.given) throw packed.refuse('data that are not compressed', UNPACK);
  }
  const buffer = glb.json.at('buffers').entry(bufferView.at('buffer'));
  if (buffer.at('uri').given) {
    throw buffer.at('uri').refuse('no URI: all data in this one file', 'pack the model as one .glb file');
  }
  const start = bufferView.at('byteOffset').integer(0, MOST_BYTES, 0);
  const length = bufferView.at('byteLength').integer(1, MOST_BYTES);
  if (bufferView.at('buffer').integer(0, MOST_BYTES) !== 0) {
    throw bufferView.at('buffer').refuse("buffer 0, the file's own");
  }
  if (start + length > glb.bin.length) {
    throw bufferView.refuse(
      `bytes within the binary chunk of ${glb.bin.length}, not up to ${start + length}`,
    );
  }
  return glb.bin.subarray(start, start + length);
}

/** What to do about compressed geometry. */
export const UNPACK = 'export the model again without mesh compression (Draco, meshopt)';
