import * as THREE from 'three';
import { fileProblem } from './file-problem.ts';
import { MOST_TRIANGLES } from './model-mesh.ts';
import { isPaint, type ModelPart, type PartLook } from './model-part.ts';

const MOST_VERTICES = 3 * MOST_TRIANGLES;
const LONGEST_LINE = 1_000_000;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
/** What a material of another name than paint looks like: material files are not read. */
const GREY = 0x9a9da1;

/** Triangles of one material, before it is known whether any is called paint. */
interface Group {
  readonly material: string | null;
  /** Vertex and normal (0 for none), counted from 1, for each corner of each triangle. */
  readonly corners: number[];
}

/**
 * The faces of a Wavefront OBJ file: `v` (with red, green and blue behind it where it has them), `vn`, `f`
 * and `usemtl`. Material files, textures, lines, points and curves are left out. Faces are seen from both
 * sides, as the format does not say which is out.
 */
export function readObj(bytes: Uint8Array, file: string): ModelPart[] {
  const text = textOf(bytes, file);
  const reader = new ObjReader(file);
  let continued = '';
  for (let at = 0, number = 1; at < text.length; number++) {
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    if (end - at + continued.length > LONGEST_LINE) {
      throw fileProblem(file, `line ${number}`, `at most ${LONGEST_LINE} characters`, 'more');
    }
    const line = continued + text.slice(at, end).replace(/#.*$/, '').trimEnd();
    continued = line.endsWith('\\') ? `${line.slice(0, -1)} ` : '';
    if (continued === '') reader.line(line.trim(), number);
    at = end + 1;
  }
  return reader.parts();
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fileProblem(file, 'its first line', 'text in UTF-8', `${bytes.length} bytes that are not`);
  }
}

class ObjReader {
  readonly #file: string;
  readonly #positions: number[] = [];
  /** Linear RGB a vertex, NaN where the file gives none. */
  readonly #colours: number[] = [];
  readonly #normals: number[] = [];
  readonly #groups = new Map<string | null, Group>();
  #material: string | null = null;
  #triangles = 0;

  constructor(file: string) {
    this.#file = file;
  }

  line(text: string, number: number): void {
    const [word = '', ...rest] = text.split(/\s+/);
    if (word === 'v') this.#vertex(rest, number);
    else if (word === 'vn') this.#normals.push(...this.#numbers(rest, [3], number));
    else if (word === 'f') this.#face(rest, number);
    else if (word === 'usemtl') this.#material = rest.join(' ');
  }

  parts(): ModelPart[] {
    const groups = [...this.#groups.values()];
    const anyPaint = groups.some(({ material }) => material !== null && isPaint(material));
    return groups.map((group) => this.#part(group, anyPaint));
  }

  #vertex(words: readonly string[], line: number): void {
    const [x, y, z, ...more] = this.#numbers(words, [3, 4, 6, 7], line) as [number, number, number];
    if (this.#positions.length === 3 * MOST_VERTICES) {
      throw this.#refuse(line, `at most ${MOST_VERTICES} vertices`, 'one more', 'simplify the model');
    }
    // From y up, z ahead, x left to x ahead, y left, z up.
    this.#positions.push(z, x, y);
    const rgb = more.length >= 3 ? more.slice(-3).map((part) => Math.min(1, Math.max(0, part))) : null;
    const [r, g, b] = rgb === null ? [Number.NaN, 0, 0] : linear(rgb as [number, number, number]);
    this.#colours.push(r, g, b);
  }

  #face(words: readonly string[], line: number): void {
    if (words.length < 3) throw this.#refuse(line, 'a face of three corners or more', `${words.length}`);
    const known = this.#groups.get(this.#material);
    const group = known ?? { material: this.#material, corners: [] };
    if (known === undefined) this.#groups.set(this.#material, group);
    this.#triangles += 2 * (words.length - 2);
    if (this.#triangles > MOST_TRIANGLES) {
      const most = `at most ${MOST_TRIANGLES} triangles, both sides counted`;
      throw this.#refuse(line, most, 'one more', 'simplify the model');
    }
    const corners = words.map((word) => this.#corner(word, line));
    for (let i = 1; i + 1 < corners.length; i++) {
      for (const corner of [corners[0], corners[i], corners[i + 1]])
        group.corners.push(...(corner ?? [0, 0]));
    }
  }

  /** "7", "7/1", "7//3" or "7/1/3": vertex and normal, counted from 1, or from the last where negative. */
  #corner(word: string, line: number): readonly [number, number] {
    const [vertex = '', , normal = ''] = word.split('/');
    const index = (text: string, count: number, of: string): number => {
      const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
      const counted = value < 0 ? count + 1 + value : value;
      if (counted >= 1 && counted <= count) return counted;
      throw this.#refuse(line, `one of the ${count} ${of} above it`, `"${word}"`);
    };
    return [
      index(vertex, this.#positions.length / 3, 'vertices'),
      normal === '' ? 0 : index(normal, this.#normals.length / 3, 'normals'),
    ];
  }

  #numbers(words: readonly string[], counts: readonly number[], line: number): number[] {
    const values = words.map((word) => (NUMBER.test(word) ? Number(word) : Number.NaN));
    if (counts.includes(values.length) && values.every((value) => Number.isFinite(value))) return values;
    throw this.#refuse(line, `${counts.join(' or ')} finite numbers`, words.join(' '));
  }

  #refuse(line: number, expected: string, got: string, hint?: string) {
    return fileProblem(this.#file, `line ${line}`, expected, got === '' ? 'nothing' : got, hint);
  }

  #part({ material, corners }: Group, anyPaint: boolean): ModelPart {
    const count = corners.length / 2;
    const positions = new Float64Array(3 * count);
    const normals = new Float64Array(3 * count);
    const colours = new Float64Array(3 * count);
    let [smooth, coloured] = [true, true];
    for (let i = 0; i < count; i++) {
      const vertex = 3 * ((corners[2 * i] as number) - 1);
      const normal = 3 * ((corners[2 * i + 1] as number) - 1);
      smooth &&= normal >= 0;
      coloured &&= !Number.isNaN(this.#colours[vertex]);
      for (let k = 0; k < 3; k++) {
        positions[3 * i + k] = this.#positions[vertex + k] as number;
        colours[3 * i + k] = this.#colours[vertex + k] as number;
        // In the order of positions: z, x, y.
        if (normal >= 0) normals[3 * i + k] = this.#normals[normal + ((k + 2) % 3)] as number;
      }
    }
    return {
      positions,
      normals: smooth ? unit(normals) : null,
      colours: coloured ? colours : null,
      uvs: null,
      corners: Uint32Array.from({ length: count }, (_, i) => i),
      look: lookOf(material, coloured, anyPaint),
    };
  }
}

function lookOf(material: string | null, coloured: boolean, anyPaint: boolean): PartLook {
  const painted = anyPaint ? material !== null && isPaint(material) : !coloured;
  const grey = new THREE.Color(GREY);
  return {
    colour: painted || coloured ? [1, 1, 1] : [grey.r, grey.g, grey.b],
    painted,
    gloss: 0.2,
    twoSided: true,
    texture: null,
  };
}

function linear([r, g, b]: readonly [number, number, number]): [number, number, number] {
  const colour = new THREE.Color().setRGB(r, g, b, THREE.SRGBColorSpace);
  return [colour.r, colour.g, colour.b];
}

function unit(normals: Float64Array): Float64Array {
  const normal = new THREE.Vector3();
  for (let i = 0; i < normals.length; i += 3) normal.fromArray(normals, i).normalize().toArray(normals, i);
  return normals;
}
