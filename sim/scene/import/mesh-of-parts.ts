import { cutTriangles } from './cut-triangles.ts';
import { fileProblem } from './file-problem.ts';
import { MOST_CUT_TRIANGLES, MOST_TRIANGLES, type ModelMesh } from './model-mesh.ts';
import type { ModelPart } from './model-part.ts';
import { sampleTexture } from './texture.ts';

/** Edges of triangles with a texture are cut to this share of the model's longest side, where that is not too many. */
const FINEST_EDGE = 0.01;
const COARSER = 1.5;
/** Triangles below this share of the longest side squared have no face to draw. */
const LEAST_AREA = 1e-12;

/**
 * Makes one mesh of a file's parts: the longest side becomes 1, triangles without area are dropped, faces
 * without normals are flat, and textures become colours at corners.
 */
export function meshOfParts(parts: readonly ModelPart[], file: string, key: string): ModelMesh {
  if (parts.every(({ corners }) => corners.length === 0)) {
    throw fileProblem(file, 'its end', 'triangles', 'none', 'is it empty, or made of lines or points only?');
  }
  const whole = scaled(parts, file).map(withNormals);
  const sides = whole.reduce(
    (sum, { corners, look }) => sum + (corners.length / 3) * (look.twoSided ? 2 : 1),
    0,
  );
  if (sides === 0) throw fileProblem(file, 'its end', 'triangles with an area', 'none');
  if (sides > MOST_TRIANGLES) {
    const most = `at most ${MOST_TRIANGLES} triangles, both sides of two-sided ones counted`;
    throw fileProblem(file, 'its end', most, `${sides}`, 'simplify the model');
  }
  const bake = new Bake();
  for (const part of cut(whole, sides)) bake.add(part);
  return bake.mesh(key);
}

/** The parts in a box whose longest side is 1 and whose least corner is at the origin. */
function scaled(parts: readonly ModelPart[], file: string): ModelPart[] {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const { positions, corners } of parts) {
    for (const corner of corners) {
      for (let k = 0; k < 3; k++) {
        const value = positions[3 * corner + k] as number;
        if (!Number.isFinite(value)) throw fileProblem(file, 'its end', 'places that are finite', `${value}`);
        low[k] = Math.min(low[k] as number, value);
        high[k] = Math.max(high[k] as number, value);
      }
    }
  }
  const longest = Math.max(...low.map((value, k) => (high[k] as number) - value));
  if (!(longest > 0 && Number.isFinite(longest))) {
    throw fileProblem(file, 'its end', 'a model of some size', `${longest} along its longest side`);
  }
  return parts.map((part) => ({
    ...part,
    positions: part.positions.map((value, i) => (value - (low[i % 3] as number)) / longest),
  }));
}

/** Drops triangles without area, and gives each face its own flat normal where the file has none. */
function withNormals(part: ModelPart): ModelPart {
  const kept: number[] = [];
  const faces: number[] = [];
  for (let i = 0; i < part.corners.length; i += 3) {
    const [a, b, c] = part.corners.subarray(i, i + 3) as unknown as [number, number, number];
    const normal = cross(part.positions, a, b, c);
    const length = Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
    if (!(length > LEAST_AREA)) continue;
    kept.push(a, b, c);
    faces.push(...normal.map((value) => value / length));
  }
  const given = part.normals;
  const corners = Uint32Array.from(kept);
  if (given !== null) return { ...part, corners, normals: mended(given, corners, faces) };
  const pick = (values: Float64Array, size: number) =>
    Float64Array.from({ length: size * kept.length }, (_, i) => {
      return values[size * (kept[Math.floor(i / size)] as number) + (i % size)] as number;
    });
  return {
    positions: pick(part.positions, 3),
    normals: Float64Array.from(
      { length: 3 * kept.length },
      (_, i) => faces[3 * Math.floor(i / 9) + (i % 3)] as number,
    ),
    colours: part.colours === null ? null : pick(part.colours, 3),
    uvs: part.uvs === null ? null : pick(part.uvs, 2),
    corners: corners.map((_, i) => i),
    look: part.look,
  };
}

/** Normals of no length are those of a face that they belong to. */
function mended(normals: Float64Array, corners: Uint32Array, faces: readonly number[]): Float64Array {
  const out = normals.slice();
  corners.forEach((corner, i) => {
    const [x, y, z] = out.subarray(3 * corner, 3 * corner + 3) as unknown as [number, number, number];
    if (x * x + y * y + z * z > 0.5) return;
    for (let k = 0; k < 3; k++) out[3 * corner + k] = faces[3 * Math.floor(i / 3) + k] as number;
  });
  return out;
}

function cross(p: Float64Array, a: number, b: number, c: number): [number, number, number] {
  const d = (k: number, to: number) => (p[3 * to + k] as number) - (p[3 * a + k] as number);
  const [ux, uy, uz, vx, vy, vz] = [d(0, b), d(1, b), d(2, b), d(0, c), d(1, c), d(2, c)];
  return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
}

/** The parts cut as finely as fits. */
function cut(parts: readonly ModelPart[], sides: number): readonly ModelPart[] {
  for (let edge = FINEST_EDGE; edge < 1; edge *= COARSER) {
    const out: ModelPart[] = [];
    let left = MOST_CUT_TRIANGLES - sides;
    for (const part of parts) {
      const before = part.corners.length / 3;
      const perSide = part.look.twoSided ? 2 : 1;
      const finer = cutTriangles(part, edge, before + Math.floor(left / perSide));
      if (finer === null) break;
      left -= (finer.corners.length / 3 - before) * perSide;
      out.push(finer);
    }
    if (out.length === parts.length) return out;
  }
  return parts;
}

/** Collects parts into one mesh's arrays. */
class Bake {
  readonly #positions: number[] = [];
  readonly #normals: number[] = [];
  readonly #colours: number[] = [];
  readonly #painted: number[] = [];
  readonly #gloss: number[] = [];
  readonly #corners: number[] = [];

  add(part: ModelPart): void {
    this.#side(part, 1);
    if (part.look.twoSided) this.#side(part, -1);
  }

  mesh(key: string): ModelMesh {
    return {
      key,
      positions: Float32Array.from(this.#positions),
      normals: Float32Array.from(this.#normals),
      colours: Float32Array.from(this.#colours),
      painted: Uint8Array.from(this.#painted),
      gloss: Float32Array.from(this.#gloss),
      corners: Uint32Array.from(this.#corners),
      takesPaint: this.#painted.includes(1),
    };
  }

  /** Adds the vertices that are drawn, seen from out (1) or from behind (-1). */
  #side({ positions, normals, colours, uvs, corners, look }: ModelPart, facing: 1 | -1): void {
    const numbers = new Map<number, number>();
    const sample = [1, 1, 1];
    const { texture } = look;
    const vertex = (i: number): number => {
      const known = numbers.get(i);
      if (known !== undefined) return known;
      const number = this.#painted.length;
      numbers.set(i, number);
      if (texture !== null && uvs !== null) {
        const [u, v] = [texture.wrapU(uvs[2 * i] as number), texture.wrapV(uvs[2 * i + 1] as number)];
        sampleTexture(texture.texture, u, v, sample);
      }
      for (let k = 0; k < 3; k++) {
        this.#positions.push(positions[3 * i + k] as number);
        this.#normals.push(facing * ((normals?.[3 * i + k] ?? 0) as number));
        const own = look.painted ? 1 : (look.colour[k] as number);
        this.#colours.push(own * ((colours?.[3 * i + k] ?? 1) as number) * (sample[k] as number));
      }
      this.#painted.push(look.painted ? 1 : 0);
      this.#gloss.push(look.gloss);
      return number;
    };
    for (let i = 0; i < corners.length; i += 3) {
      const [a, b, c] = corners.subarray(i, i + 3) as unknown as [number, number, number];
      const [va, vb, vc] = [vertex(a), vertex(b), vertex(c)];
      if (facing === 1) this.#corners.push(va, vb, vc);
      else this.#corners.push(va, vc, vb);
    }
  }
}
