import { fileProblem } from './file-problem.ts';
import { JsonPlace } from './json-place.ts';

const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const BIN_CHUNK = 0x004e4942;
const PACK = 'save the model as one binary file, glTF 2.0 (.glb)';

/** The two chunks of a binary glTF file. */
export interface GlbFile {
  readonly json: JsonPlace;
  readonly bin: Uint8Array;
}

/** Takes a GLB file (glTF 2.0, binary) apart. */
export function openGlb(bytes: Uint8Array, file: string): GlbFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const refuse = (at: number, expected: string, got: string, hint?: string) =>
    fileProblem(file, `byte ${at}`, expected, got, hint);
  if (bytes.length < 20) throw refuse(0, 'a header and a chunk, 20 bytes at least', `${bytes.length} bytes`);
  const magic = view.getUint32(0, true);
  if (magic !== MAGIC) throw refuse(0, '"glTF", the mark of a GLB file', startOf(bytes), PACK);
  const version = view.getUint32(4, true);
  if (version !== 2) throw refuse(4, 'glTF version 2', `version ${version}`, PACK);
  const length = view.getUint32(8, true);
  if (length !== bytes.length) {
    throw refuse(
      8,
      `a file of ${length} bytes, as its header says`,
      `${bytes.length} bytes`,
      'copy it again',
    );
  }
  let json: JsonPlace | null = null;
  let bin: Uint8Array | null = null;
  for (let at = 12; at < bytes.length; ) {
    if (at + 8 > bytes.length) throw refuse(at, 'the 8 bytes of a chunk', `${bytes.length - at} bytes`);
    const size = view.getUint32(at, true);
    const type = view.getUint32(at + 4, true);
    const left = bytes.length - at - 8;
    if (size > left) throw refuse(at, `a chunk of at most ${left} bytes`, `${size} bytes`);
    const chunk = bytes.subarray(at + 8, at + 8 + size);
    if (json === null) {
      if (type !== JSON_CHUNK) throw refuse(at + 4, 'the JSON chunk first', `type 0x${type.toString(16)}`);
      json = parse(chunk, file, at + 8);
    } else if (type === BIN_CHUNK && bin === null) bin = chunk;
    at += 8 + size;
  }
  if (json === null) throw refuse(12, 'a JSON chunk', 'none');
  return { json: json.object(), bin: bin ?? new Uint8Array() };
}

function startOf(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 12));
  if (/^\s*\{/.test(start)) return 'JSON, perhaps a .gltf file';
  return `bytes ${[...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
}

function parse(chunk: Uint8Array, file: string, at: number): JsonPlace {
  try {
    return new JsonPlace(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(chunk)), file);
  } catch (error) {
    throw fileProblem(
      file,
      `byte ${at} (the JSON chunk)`,
      'JSON in UTF-8',
      error instanceof Error ? error.message : String(error),
    );
  }
}
