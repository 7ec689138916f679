import { Document, type Node, type Primitive } from '@gltf-transform/core';
import fc from 'fast-check';
import { encode } from 'fast-png';
import {
  type Box3,
  BufferGeometry,
  Color,
  Float32BufferAttribute,
  Matrix4,
  SRGBColorSpace,
  Triangle,
  Vector3,
} from 'three';
import { describe, expect, it } from 'vitest';
import { encodeJpeg } from '../../../../server/encode/jpeg.ts';
import type { ModelMesh } from '../../../../sim/index.ts';
import { MOST_CUT_TRIANGLES } from '../../../../sim/scene/import/model-mesh.ts';
import { attributes, boxMesh, indices, read, three, toyCar, writeGlb } from './toy-models.ts';

const TRIANGLES = 4;
const MODES = [TRIANGLES, 5, 6] as const;

/** Corners of a document's triangles in our frame, by the writer's own matrices; no triangle is left out. */
function expectedCorners(document: Document): Vector3[] {
  const corners: Vector3[] = [];
  const visit = (node: Node): void => {
    const matrix = new Matrix4().fromArray(node.getWorldMatrix());
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      const position = primitive.getAttribute('POSITION');
      const index = primitive.getIndices();
      const order = Array.from(
        { length: (index ?? position)?.getCount() ?? 0 },
        (_, i) => index?.getScalar(i) ?? i,
      );
      const mode = primitive.getMode();
      const count = mode === TRIANGLES ? order.length / 3 : order.length - 2;
      for (let t = 0; t < count; t++) {
        const odd = t % 2;
        const ordered: Record<number, number[]> = {
          4: [3 * t, 3 * t + 1, 3 * t + 2],
          5: [t + odd, t + 1 - odd, t + 2],
          6: [0, t + 1, t + 2],
        };
        const three = ordered[mode] as number[];
        if (matrix.determinant() < 0) three.reverse();
        for (const i of three) {
          const [x = 0, y = 0, z = 0] = position?.getElement<number[]>(order[i] as number, []) ?? [];
          const at = new Vector3(x, y, z).applyMatrix4(matrix);
          corners.push(new Vector3(at.z, at.x, at.y));
        }
      }
    }
    node.listChildren().forEach(visit);
  };
  document.getRoot().listScenes()[0]?.listChildren().forEach(visit);
  return corners;
}

function cornersOf({ corners, positions }: ModelMesh): Vector3[] {
  return [...corners].map((corner) => new Vector3(...three(positions, corner)));
}

const coordinate = fc.integer({ min: -50, max: 50 }).map((n) => n / 10);
const anyScale = fc.constantFrom(-2, -1, 0.5, 1, 3);
const anyPart = fc.record({
  mode: fc.constantFrom(...MODES),
  points: fc.uniqueArray(fc.tuple(coordinate, coordinate, coordinate), {
    minLength: 4,
    maxLength: 12,
    selector: (point) => point.join(),
  }),
  width: fc.constantFrom(null, Uint8Array, Uint16Array, Uint32Array),
  order: fc.array(fc.nat(), { minLength: 4, maxLength: 12 }),
  translation: fc.tuple(coordinate, coordinate, coordinate),
  turn: fc.tuple(coordinate, coordinate, coordinate),
  scale: fc.tuple(anyScale, anyScale, anyScale),
  nested: fc.boolean(),
});

describe('a binary glTF file', () => {
  it('gives the triangles that an independent writer put in, whatever the layout, indices, modes and transforms', async () => {
    let most = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyPart, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (parts, interleaved) => {
          const document = new Document();
          const scene = document.createScene();
          let last: Node | null = null;
          for (const { mode, points, width, order, translation, turn, scale, nested } of parts) {
            const primitive = document.createPrimitive().setMode(mode);
            const kept = mode === TRIANGLES ? 3 * Math.floor(points.length / 3) : points.length;
            const POSITION = Float32Array.from(points.slice(0, width === null ? kept : undefined).flat());
            attributes(document, primitive, { POSITION, COLOR_0: POSITION.map(() => 0.5) });
            if (width !== null) {
              const length = mode === TRIANGLES ? 3 * Math.floor(order.length / 3) : order.length;
              indices(document, primitive, width.from(order.slice(0, length).map((n) => n % points.length)));
            }
            const [x, y, z] = turn;
            const length = Math.hypot(x, y, z, 1);
            const node = document
              .createNode()
              .setMesh(document.createMesh().addPrimitive(primitive))
              .setTranslation(translation)
              .setRotation([x / length, y / length, z / length, 1 / length])
              .setScale(scale);
            if (nested && last !== null) (last as Node).addChild(node);
            else scene.addChild(node);
            last = node;
          }
          const all = expectedCorners(document);
          const area = (t: number) => new Triangle(all[3 * t], all[3 * t + 1], all[3 * t + 2]).getArea();
          const kept = all.filter((_, i) => area(Math.floor(i / 3)) > 1e-3);
          fc.pre(kept.length > 0 && kept.length === all.filter((_, i) => area(Math.floor(i / 3)) > 0).length);
          const mesh = read('random.glb', await writeGlb(document, interleaved));
          const box = new BufferGeometry();
          box.setAttribute(
            'position',
            new Float32BufferAttribute(
              all.flatMap((v) => v.toArray()),
              3,
            ),
          );
          box.computeBoundingBox();
          const { min: low, max: high } = box.boundingBox as Box3;
          const size = Math.max(high.x - low.x, high.y - low.y, high.z - low.z);
          const expected = kept.map((v) => v.clone().sub(low).divideScalar(size));
          const got = cornersOf(mesh);
          expect(got).toHaveLength(expected.length);
          // Both walk the nodes from the first child on; a triangle may begin at any of its corners.
          for (let t = 0; t < got.length; t += 3) {
            const differ = [0, 1, 2].map((turned) =>
              Math.max(
                ...[0, 1, 2].map((k) => {
                  return (got[t + k] as Vector3).distanceTo(expected[t + ((k + turned) % 3)] as Vector3);
                }),
              ),
            );
            expect(Math.min(...differ)).toBeLessThan(1e-5);
          }
          expect(outwardShare(mesh)).toBe(1);
          most = Math.max(most, got.length / 3);
        },
      ),
      { numRuns: 150 },
    );
    expect(most).toBeGreaterThan(10);
  });

  it('stands upright with its longest side 1: y of the file is up, z ahead, x left', async () => {
    const document = new Document();
    document.createScene().addChild(document.createNode().setMesh(boxMesh(document, [2, 1, 8])));
    const { positions } = read('box.glb', await writeGlb(document));
    const extent = (k: number) => {
      const values = [...positions].filter((_, i) => i % 3 === k);
      return [Math.min(...values), Math.max(...values)];
    };
    expect([extent(0), extent(1), extent(2)]).toEqual([
      [0, 1],
      [0, 0.25],
      [0, 0.125],
    ]);
  });

  it('is closed, faces outward and is flat where the file has no normals, mirrored parts too', async () => {
    const mesh = read('car.glb', await toyCar());
    expect(mesh.corners.length / 3).toBe(72);
    expect(outwardShare(mesh)).toBe(1);
    // Volume by the divergence theorem, against the sum of the boxes.
    let volume = 0;
    const at = cornersOf(mesh);
    for (let i = 0; i < at.length; i += 3) {
      const [a, b, c] = at.slice(i, i + 3) as [Vector3, Vector3, Vector3];
      volume += a.dot(b.clone().cross(c)) / 6;
    }
    const boxes = 1.8 * 0.8 * 4.4 + 1.6 * 0.7 * 2.2 + 4 * 0.25 * 0.7 * 0.7;
    expect(volume * 4.4 * 4.4 * 4.4).toBeCloseTo(boxes, 4);
  });

  it('paints what is called paint or has no colour of its own, and keeps other colours', async () => {
    const { painted, colours, gloss, takesPaint } = read('car.glb', await toyCar());
    expect(takesPaint).toBe(true);
    const looks = new Set(
      [...painted].map((p, i) =>
        [p, three(colours, i).map((x) => x.toFixed(2)), gloss[i]?.toFixed(2)].join(),
      ),
    );
    expect([...looks].sort()).toEqual([
      '0,0.02,0.02,0.02,0.00',
      '0,0.10,0.20,0.30,0.81',
      '1,1.00,1.00,1.00,0.00',
    ]);
  });

  it('reads vertex colours from floats and from normalised bytes and shorts alike', async () => {
    const wanted = [1, 0, 0.2, 0.4, 1, 0, 0, 0.6, 1];
    for (const [array, full] of [
      [new Float32Array(9), 1],
      [new Uint8Array(9), 255],
      [new Uint16Array(9), 65535],
    ] as const) {
      const document = new Document();
      const primitive = document.createPrimitive();
      attributes(document, primitive, { POSITION: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0) });
      array.set(wanted.map((x) => x * full));
      attributes(document, primitive, { COLOR_0: array }, true);
      document
        .createScene()
        .addChild(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
      const { colours, painted } = read('a.glb', await writeGlb(document));
      for (const [i, x] of wanted.entries()) expect(colours[i]).toBeCloseTo(x, 6);
      expect([...painted]).toEqual([0, 0, 0]);
    }
  });

  it('draws both sides where its material says so', async () => {
    const document = new Document();
    const leaf = document.createMaterial('leaf').setDoubleSided(true);
    const primitive = attributes(document, document.createPrimitive().setMaterial(leaf), {
      POSITION: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0),
    });
    document
      .createScene()
      .addChild(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
    const mesh = read('leaf.glb', await writeGlb(document));
    expect(mesh.corners).toHaveLength(6);
    expect(three(mesh.normals, mesh.corners[0] as number)).toEqual([1, 0, 0]);
    expect(three(mesh.normals, mesh.corners[3] as number).map((x) => x + 0)).toEqual([-1, 0, 0]);
  });

  it.each(['png', 'jpeg', 'palette'])(
    'shows its texture (%s) in the colours of cut triangles',
    async (kind) => {
      // Four fields: red, green over blue, white.
      const fields = [
        [255, 0, 0],
        [0, 255, 0],
        [0, 0, 255],
        [255, 255, 255],
      ] as const;
      const side = 64;
      const field = (i: number) => (i % side >= side / 2 ? 1 : 0) + (i >= (side * side) / 2 ? 2 : 0);
      const rgb = Uint8Array.from(
        { length: side * side * 3 },
        (_, i) => fields[field(Math.floor(i / 3))]?.[i % 3] ?? 0,
      );
      const image =
        kind === 'png'
          ? encode({ width: side, height: side, data: rgb, channels: 3 })
          : kind === 'jpeg'
            ? encodeJpeg(rgb, { widthPx: side, heightPx: side, quality: 100 })
            : encode({
                width: side,
                height: side,
                data: Uint8Array.from({ length: side * side }, (_, i) => field(i)),
                channels: 1,
                palette: fields.map((one) => [...one]),
              } as never);
      const document = new Document();
      const texture = document
        .createTexture()
        .setImage(image)
        .setMimeType(kind === 'jpeg' ? 'image/jpeg' : 'image/png');
      const material = document.createMaterial('sign').setBaseColorTexture(texture);
      const primitive = attributes(document, document.createPrimitive().setMaterial(material), {
        POSITION: Float32Array.of(0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0),
        TEXCOORD_0: Float32Array.of(0, 1, 1, 1, 1, 0, 0, 0),
      });
      indices(document, primitive, Uint8Array.of(0, 1, 2, 0, 2, 3));
      document
        .createScene()
        .addChild(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
      const mesh = read('sign.glb', await writeGlb(document));
      expect(mesh.corners.length / 3).toBeGreaterThan(5000);
      expect(mesh.corners.length / 3).toBeLessThan(MOST_CUT_TRIANGLES);
      // The file's x is our y, and its y our z.
      for (let i = 0; i < mesh.painted.length; i++) {
        const [, y, z] = three(mesh.positions, i);
        if (Math.abs(y - 0.5) < 0.1 || Math.abs(z - 0.5) < 0.1) continue;
        const [r, g, b] = fields[(y > 0.5 ? 1 : 0) + (z < 0.5 ? 2 : 0)] as readonly [number, number, number];
        const wanted = new Color().setRGB(r / 255, g / 255, b / 255, SRGBColorSpace);
        const got = new Color(...three(mesh.colours, i));
        expect(
          Math.max(...wanted.toArray().map((x, k) => Math.abs(x - (got.toArray()[k] as number)))),
        ).toBeLessThan(0.03);
      }
    },
  );

  it('cuts textured triangles without opening a gap between them', async () => {
    const document = new Document();
    const data = Uint8Array.from({ length: 3 * 32 * 32 }, (_, i) => (i * 37) % 256);
    const texture = document.createTexture().setImage(encode({ width: 32, height: 32, data, channels: 3 }));
    const material = document.createMaterial().setBaseColorTexture(texture.setMimeType('image/png'));
    const mesh = boxMesh(document, [3, 1, 2], material);
    const [primitive] = mesh.listPrimitives();
    attributes(document, primitive as Primitive, {
      TEXCOORD_0: Float32Array.from({ length: 16 }, (_, i) => ((i * 7) % 16) / 15),
      NORMAL: new Float32Array(24).fill(Math.sqrt(1 / 3)),
    });
    document.createScene().addChild(document.createNode().setMesh(mesh));
    const { corners } = read('box.glb', await writeGlb(document));
    // Every edge is met by another that runs the other way.
    const edges = new Map<string, number>();
    for (let i = 0; i < corners.length; i += 3) {
      for (let k = 0; k < 3; k++) {
        const [a, b] = [corners[i + k] as number, corners[i + ((k + 1) % 3)] as number];
        const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
        edges.set(key, (edges.get(key) ?? 0) + (a < b ? 1 : -1));
      }
    }
    expect(edges.size).toBeGreaterThan(1000);
    expect([...edges.values()].every((balance) => balance === 0)).toBe(true);
  });
});

/** The share of triangles whose vertex normals agree with their winding. */
function outwardShare({ corners, positions, normals }: ModelMesh): number {
  let agree = 0;
  for (let i = 0; i < corners.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => new Vector3(...three(positions, corners[i + k] as number)));
    const face = new Triangle(a, b, c).getNormal(new Vector3());
    const normal = new Vector3(...three(normals, corners[i] as number));
    if (Math.abs(normal.length() - 1) < 1e-4 && normal.dot(face) > 0.99) agree++;
  }
  return agree / (corners.length / 3);
}
