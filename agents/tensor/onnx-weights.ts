import { PbfReader } from 'pbf';
import { isNanDouble, isNanFloat, isNanHalf, refuseNan } from './refuse-nan.ts';

/** Types of onnx.proto that can hold NaN, with their bytes. */
const KINDS: ReadonlyMap<number, readonly [isNan: Parameters<typeof refuseNan>[3], bytes: number]> = new Map([
  [1, [isNanFloat, 4]],
  [10, [isNanHalf, 2]],
  [11, [isNanDouble, 8]],
]);

interface Tensor {
  name: string;
  type: number;
  raw: Uint8Array | null;
  /** Where numbers are not raw bytes, they are a list. */
  floats: number[];
}

/** Throws an error of kind `data` if a constant of an ONNX file holds NaN. The file must be one that could be opened. */
export function checkOnnxWeights(model: string, file: Uint8Array): void {
  const check = ({ name, type, raw, floats }: Tensor) => {
    const bytes = raw ?? new Uint8Array(Float32Array.from(floats).buffer);
    const [isNan, each] = KINDS.get(raw === null ? 1 : type) ?? [];
    if (isNan === undefined || each === undefined) return;
    refuseNan(model, name, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), isNan, each);
  };
  // ModelProto.graph, GraphProto.initializer; nodes may hold a constant: NodeProto.attribute, AttributeProto.t.
  readParts(new PbfReader(file), {
    7: (graph) =>
      readParts(graph, {
        5: (tensor) => check(readTensor(tensor)),
        1: (node) =>
          readParts(node, { 5: (attribute) => readParts(attribute, { 5: (t) => check(readTensor(t)) }) }),
      }),
  });
}

/** Calls a reader for each field that is a message it knows of. */
function readParts(pbf: PbfReader, readers: Readonly<Record<number, (part: PbfReader) => void>>): void {
  pbf.readFields((field, _, at) => {
    if (readers[field] !== undefined) readers[field](new PbfReader(at.readBytes()));
  }, null);
}

function readTensor(pbf: PbfReader): Tensor {
  const tensor: Tensor = { name: 'a constant', type: 0, raw: null, floats: [] };
  return pbf.readFields((field, into, at) => {
    if (field === 2) into.type = at.readVarint();
    else if (field === 4) at.readPackedFloat(into.floats);
    else if (field === 8) into.name = at.readString();
    else if (field === 9) into.raw = at.readBytes();
  }, tensor);
}
