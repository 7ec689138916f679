import {
  Document,
  type Material,
  type Mesh,
  NodeIO,
  type Primitive,
  VertexLayout,
} from '@gltf-transform/core';
import type { ModelMesh } from '../../../../sim/index.ts';
import { importModel } from '../../../../sim/scene/import/import-model.ts';

/** Reads a model from bytes or text, by a name's ending. */
export function read(file: string, content: Uint8Array | string): ModelMesh {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return importModel(file, () => bytes);
}

/** Adds attributes to a primitive of a document, by their names. */
export function attributes(
  document: Document,
  primitive: Primitive,
  values: Readonly<Record<string, Float32Array | Uint8Array | Int16Array | Uint16Array>>,
  normalized = false,
): Primitive {
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  for (const [name, array] of Object.entries(values)) {
    const type = name.startsWith('TEXCOORD') ? 'VEC2' : 'VEC3';
    const accessor = document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
    primitive.setAttribute(name, accessor.setNormalized(normalized && !(array instanceof Float32Array)));
  }
  return primitive;
}

export function indices(
  document: Document,
  primitive: Primitive,
  array: Uint8Array | Uint16Array | Uint32Array,
): Primitive {
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  return primitive.setIndices(document.createAccessor().setType('SCALAR').setArray(array).setBuffer(buffer));
}

/** A box of these sides about the origin, eight corners, counter-clockwise from outside, no normals. */
export function boxMesh(
  document: Document,
  sides: readonly [number, number, number],
  material?: Material,
): Mesh {
  const corners = Float32Array.from({ length: 24 }, (_, i) => {
    return ((Math.floor(i / 3) >> (i % 3)) & 1 ? 0.5 : -0.5) * (sides[i % 3] as number);
  });
  const faces = [0, 4, 6, 2, 1, 3, 7, 5, 0, 1, 5, 4, 2, 6, 7, 3, 0, 2, 3, 1, 4, 5, 7, 6];
  const order = Array.from({ length: 6 }, (_, f) =>
    [0, 1, 2, 0, 2, 3].map((k) => faces[4 * f + k] as number),
  );
  const primitive = attributes(document, document.createPrimitive(), { POSITION: corners });
  indices(document, primitive, Uint8Array.from(order.flat()));
  if (material !== undefined) primitive.setMaterial(material);
  return document.createMesh().addPrimitive(primitive);
}

export function writeGlb(document: Document, interleaved = false): Promise<Uint8Array> {
  const layout = interleaved ? VertexLayout.INTERLEAVED : VertexLayout.SEPARATE;
  return new NodeIO().setVertexLayout(layout).writeBinary(document);
}

/** A car of boxes, 4.4 m long along z, its body painted by the scene: 72 triangles. */
export async function toyCar(): Promise<Uint8Array> {
  const document = new Document();
  const scene = document.createScene();
  const black = document.createMaterial('tyres').setBaseColorFactor([0.02, 0.02, 0.02, 1]);
  const glass = document
    .createMaterial('glass')
    .setBaseColorFactor([0.1, 0.2, 0.3, 1])
    .setRoughnessFactor(0.1);
  const body = boxMesh(document, [1.8, 0.8, 4.4], document.createMaterial('Paint body'));
  const cabin = boxMesh(document, [1.6, 0.7, 2.2], glass);
  const wheel = boxMesh(document, [0.25, 0.7, 0.7], black);
  const root = document.createNode('root').setScale([100, 100, 100]);
  root.addChild(document.createNode().setMesh(body).setTranslation([0, 0.9, 0]));
  root.addChild(document.createNode().setMesh(cabin).setTranslation([0, 1.65, -0.4]));
  for (const x of [-0.8, 0.8]) {
    for (const z of [-1.4, 1.4]) {
      const node = document.createNode().setMesh(wheel).setTranslation([x, 0.35, z]);
      root.addChild(node.setScale([x < 0 ? -1 : 1, 1, 1]));
    }
  }
  scene.addChild(root);
  return writeGlb(document);
}

/** A GLB file of a JSON document and one binary chunk, put together by hand. */
export function rawGlb(json: unknown, bin = new Uint8Array()): Uint8Array {
  const text = new TextEncoder().encode(typeof json === 'string' ? json : JSON.stringify(json));
  const pad = (n: number) => (4 - (n % 4)) % 4;
  const sizes = [text.length + pad(text.length), bin.length + pad(bin.length)] as const;
  const bytes = new Uint8Array(12 + 8 + sizes[0] + (bin.length === 0 ? 0 : 8 + sizes[1]));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x46546c67, true);
  view.setUint32(4, 2, true);
  view.setUint32(8, bytes.length, true);
  view.setUint32(12, sizes[0], true);
  view.setUint32(16, 0x4e4f534a, true);
  bytes.set(text, 20);
  bytes.fill(0x20, 20 + text.length, 20 + sizes[0]);
  if (bin.length > 0) {
    view.setUint32(20 + sizes[0], sizes[1], true);
    view.setUint32(24 + sizes[0], 0x004e4942, true);
    bytes.set(bin, 28 + sizes[0]);
  }
  return bytes;
}

/** The colour, place or normal of a vertex of a mesh. */
export function three(values: ArrayLike<number>, vertex: number): [number, number, number] {
  return [values[3 * vertex], values[3 * vertex + 1], values[3 * vertex + 2]] as [number, number, number];
}
