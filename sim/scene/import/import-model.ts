import { FaultscapeError } from '../../core/errors.ts';
import { fileProblem } from './file-problem.ts';
import { readGlb } from './glb-model.ts';
import { meshOfParts } from './mesh-of-parts.ts';
import type { ModelMesh } from './model-mesh.ts';
import type { ModelPart } from './model-part.ts';
import { readObj } from './obj-model.ts';

type ModelReader = (bytes: Uint8Array, file: string) => ModelPart[];

const READERS: Readonly<Record<string, ModelReader>> = { glb: readGlb, obj: readObj };

/**
 * The shape in a file, by the ending of its name: binary glTF 2.0 (.glb) or Wavefront OBJ (.obj). Any unit
 * will do: it is scaled to a longest side of 1. Throws an error of kind `data` that names the place in the
 * file; nothing is imported by halves.
 */
export function importModel(path: string, readFile: (path: string) => Uint8Array): ModelMesh {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const read = Object.hasOwn(READERS, ending) ? READERS[ending] : undefined;
  if (read === undefined) {
    throw new FaultscapeError('usage', `The model ${path} is in no known format.`, {
      expected: 'a file whose name ends in .glb (glTF 2.0, binary) or .obj (Wavefront)',
      got: path,
      hint: ending === 'gltf' ? 'pack it as one .glb file' : 'export it as .glb, from Blender for example',
    });
  }
  const bytes = readFile(path);
  if (bytes.length === 0) throw fileProblem(path, 'byte 0', 'a model', 'an empty file');
  return meshOfParts(read(bytes, path), path, `${ending} ${bytes.length} ${contentHash(bytes)}`);
}

/** 64 bits that tell one file's content from another's. */
function contentHash(bytes: Uint8Array): string {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte ^ (a >>> 16), 0x85ebca6b);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
