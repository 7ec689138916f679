import * as THREE from 'three';
import { type Elements, readAccessor, UNPACK } from './glb-accessor.ts';
import { type GlbFile, openGlb } from './glb-file.ts';
import { type GlbLook, GlbLooks } from './glb-looks.ts';
import { placedMeshes } from './glb-nodes.ts';
import type { JsonPlace } from './json-place.ts';
import { MOST_TRIANGLES } from './model-mesh.ts';
import type { ModelPart } from './model-part.ts';

/** What a file may need; whatever else it needs is refused. */
const EXTENSIONS = ['KHR_mesh_quantization', 'KHR_texture_transform'];
const DRACO = 'KHR_draco_mesh_compression';
const TRIANGLES = 4;
const FAN = 6;
const MOST_VERTICES = 3 * MOST_TRIANGLES;

/** The triangles of a GLB file's scene. Points, lines, cameras, lights, animations and morph targets are left out. */
export function readGlb(bytes: Uint8Array, file: string): ModelPart[] {
  const glb = openGlb(bytes, file);
  const version = glb.json.at('asset').object().at('version');
  if (!/^2\.\d+$/.test(version.text(''))) throw version.refuse('"2.0"', 'export the model as glTF 2.0');
  for (const name of glb.json.at('extensionsRequired').list()) {
    if (!EXTENSIONS.includes(name.text(''))) {
      throw name.refuse(`nothing but ${EXTENSIONS.join(' or ')}`, UNPACK);
    }
  }
  const primitives = new PrimitiveReader(glb);
  const parts: ModelPart[] = [];
  let [triangles, vertices] = [0, 0];
  for (const { mesh, matrix } of placedMeshes(glb.json)) {
    for (const place of mesh.at('primitives').list()) {
      const primitive = primitives.read(place.object());
      if (primitive === null) continue;
      triangles += primitive.corners.length / 3;
      vertices += primitive.positions.count;
      if (triangles > MOST_TRIANGLES) {
        throw place.refuse(`at most ${MOST_TRIANGLES} triangles in all`, 'simplify the model');
      }
      if (vertices > MOST_VERTICES) {
        throw place.refuse(`at most ${MOST_VERTICES} vertices in all`, 'simplify the model');
      }
      parts.push(placed(primitive, matrix));
    }
  }
  return parts;
}

interface Primitive extends GlbLook {
  readonly positions: Elements;
  readonly normals: Elements | null;
  readonly colours: Elements | null;
  readonly places: Elements | null;
  readonly corners: Uint32Array;
}

/** Reads each primitive once, however many nodes show it. */
class PrimitiveReader {
  readonly #glb: GlbFile;
  readonly #looks: GlbLooks;
  readonly #known = new Map<string, Primitive | null>();

  constructor(glb: GlbFile) {
    this.#glb = glb;
    this.#looks = new GlbLooks(glb);
  }

  /** Null for points and lines. */
  read(place: JsonPlace): Primitive | null {
    const known = this.#known.get(place.pointer);
    if (known !== undefined) return known;
    const primitive = this.#read(place);
    this.#known.set(place.pointer, primitive);
    return primitive;
  }

  #read(place: JsonPlace): Primitive | null {
    const mode = place.at('mode').integer(0, 6, TRIANGLES);
    if (mode < TRIANGLES) return null;
    if (place.at('extensions').at(DRACO).given) {
      throw place.at('extensions').at(DRACO).refuse('a mesh that is not compressed', UNPACK);
    }
    const attributes = place.at('attributes').object();
    const positions = readAccessor(this.#glb, attributes.at('POSITION'), [3]);
    const attribute = (name: string, sizes: readonly number[]): Elements | null => {
      const from = attributes.at(name);
      if (!from.given) return null;
      const elements = readAccessor(this.#glb, from, sizes);
      if (elements.count === positions.count) return elements;
      throw from.refuse(`as many elements as POSITION (${positions.count}), not ${elements.count}`);
    };
    const colours = attribute('COLOR_0', [3, 4]);
    const look = this.#looks.of(place, colours !== null);
    const places = look.uvs === null ? null : attribute(look.uvs.attribute, [2]);
    if (look.uvs !== null && places === null) {
      throw attributes.at(look.uvs.attribute).refuse('the places in the texture that the material has');
    }
    return {
      ...look,
      positions,
      normals: attribute('NORMAL', [3]),
      colours,
      places,
      corners: triangles(this.#order(place, positions.count), mode, place),
    };
  }

  /** The vertices in the order in which they are drawn. */
  #order(place: JsonPlace, count: number): ArrayLike<number> {
    const from = place.at('indices');
    if (!from.given) return Uint32Array.from({ length: count }, (_, i) => i);
    const { values } = readAccessor(this.#glb, from, [1]);
    const bad = values.findIndex((index) => !(Number.isInteger(index) && index >= 0 && index < count));
    if (bad < 0) return values;
    throw from.refuse(`indices of the ${count} vertices, not ${values[bad]} (element ${bad})`);
  }
}

function triangles(order: ArrayLike<number>, mode: number, place: JsonPlace): Uint32Array {
  if (order.length < 3 || (mode === TRIANGLES && order.length % 3 !== 0)) {
    throw (place.at('indices').given ? place.at('indices') : place.at('attributes').at('POSITION')).refuse(
      `${mode === TRIANGLES ? 'three elements for each triangle' : 'three elements or more'}, not ${order.length}`,
    );
  }
  if (mode === TRIANGLES) return Uint32Array.from(order);
  const corners = new Uint32Array(3 * (order.length - 2));
  for (let i = 0; i + 2 < order.length; i++) {
    const odd = i % 2;
    const [a, b, c] = mode === FAN ? [0, i + 1, i + 2] : [i, i + 1 + odd, i + 2 - odd];
    corners.set([order[a] as number, order[b] as number, order[c] as number], 3 * i);
  }
  return corners;
}

function placed(
  { look, uvs, positions, normals, colours, places, corners }: Primitive,
  matrix: THREE.Matrix4,
): ModelPart {
  const mirrored = matrix.determinant() < 0;
  return {
    positions: mapped(positions.values, (point) => point.applyMatrix4(matrix)),
    normals: normals === null ? null : turned(normals.values, matrix),
    colours:
      colours === null
        ? null
        : Float64Array.from({ length: 3 * colours.count }, (_, i) => {
            return Math.min(
              1,
              Math.max(0, colours.values[Math.floor(i / 3) * colours.size + (i % 3)] as number),
            );
          }),
    uvs: places === null || uvs === null ? null : movedUvs(places.values, uvs.moved),
    corners: mirrored ? corners.map((_, i) => corners[i - (i % 3) + ((3 - (i % 3)) % 3)] as number) : corners,
    look,
  };
}

function mapped(values: Float64Array, map: (point: THREE.Vector3) => THREE.Vector3): Float64Array {
  const out = new Float64Array(values.length);
  const point = new THREE.Vector3();
  for (let i = 0; i < values.length; i += 3) map(point.fromArray(values, i)).toArray(out, i);
  return out;
}

function turned(normals: Float64Array, matrix: THREE.Matrix4): Float64Array {
  const normalMatrix = new THREE.Matrix3().getNormalMatrix(matrix);
  return mapped(normals, (normal) => normal.applyMatrix3(normalMatrix).normalize());
}

function movedUvs(values: Float64Array, moved: (u: number, v: number) => [number, number]): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 2) out.set(moved(values[i] as number, values[i + 1] as number), i);
  return out;
}
