import * as THREE from 'three';
import { describe, expect, it } from 'vitest';
import { MeshBuilder } from '../../../../sim/scene/bake/mesh-builder.ts';
import type { ShapeClass } from '../../../../sim/scene/picture.ts';
import { shapeBounds } from '../../../../sim/scene/shapes/shape-bounds.ts';
import { addShape } from '../../../../sim/scene/shapes/shapes.ts';

const INSTANCES = Array.from({ length: 10 }, (_, i) => i);
const MOST_TRIANGLES = 6000;
const PAINT = [0.83, 0.11, 0.47] as const;

/** Length (the longer way on the ground) and height of real things of each class, metres. */
const SIZES: Readonly<
  Record<ShapeClass, { readonly longM: readonly [number, number]; readonly highM: readonly [number, number] }>
> = {
  aeroplane: { longM: [6, 70], highM: [1.5, 22] },
  bench: { longM: [1.1, 2.4], highM: [0.4, 1.1] },
  boat: { longM: [3, 100], highM: [0.5, 30] },
  bottle: { longM: [0.05, 0.13], highM: [0.15, 0.4] },
  'dining-table': { longM: [1, 2.6], highM: [0.7, 1.4] },
  bicycle: { longM: [1, 2.6], highM: [0.7, 1.3] },
  bus: { longM: [5.5, 18.5], highM: [2.4, 4.6] },
  car: { longM: [3.2, 5.6], highM: [1.1, 2.2] },
  chair: { longM: [0.35, 1.2], highM: [0.6, 1.5] },
  motorbike: { longM: [1.6, 2.8], highM: [1, 1.6] },
  train: { longM: [8, 30], highM: [3, 6] },
  truck: { longM: [5, 17], highM: [2.2, 4.3] },
};

/** Least share of the surface that wears the scene's paint: little where most is tyre, glass or thin tube. */
const LEAST_PAINT: Partial<Record<ShapeClass, number>> = {
  bicycle: 0.06,
  motorbike: 0.06,
  truck: 0.08,
  train: 0.1,
};

function shape(name: ShapeClass, instance: number): THREE.BufferGeometry {
  const mesh = new MeshBuilder();
  addShape(mesh, { kind: 'shape', name, instance, xM: 0, yM: 0, headingRad: 0, colour: PAINT });
  return mesh.build() as THREE.BufferGeometry;
}

const values = (geometry: THREE.BufferGeometry, name: string): Float32Array =>
  geometry.getAttribute(name).array as Float32Array;

/** Byte by byte, which is quicker than a matcher over a hundred thousand numbers. */
function sameBits(a: Float32Array, b: Float32Array): boolean {
  return (
    Buffer.compare(
      Buffer.from(a.buffer, a.byteOffset, a.byteLength),
      Buffer.from(b.buffer, b.byteOffset, b.byteLength),
    ) === 0
  );
}

/** Share of the surface whose colour is the paint, lighter or darker. */
function paintedShare(geometry: THREE.BufferGeometry): number {
  const paint = new THREE.Color().setRGB(...PAINT, THREE.SRGBColorSpace);
  const [positions, colours] = [geometry.getAttribute('position'), geometry.getAttribute('color')];
  const index = geometry.getIndex() as THREE.BufferAttribute;
  const corners = [new THREE.Vector3(), new THREE.Vector3(), new THREE.Vector3()] as const;
  const triangle = new THREE.Triangle(...corners);
  let [painted, all] = [0, 0];
  for (let i = 0; i < index.count; i += 3) {
    for (const [k, corner] of corners.entries()) corner.fromBufferAttribute(positions, index.getX(i + k));
    const area = triangle.getArea();
    const v = index.getX(i);
    const shade = colours.getX(v) / paint.r;
    const off = Math.abs(colours.getY(v) - shade * paint.g) + Math.abs(colours.getZ(v) - shade * paint.b);
    all += area;
    if (off < 0.01 && shade > 0.3) painted += area;
  }
  return painted / all;
}

describe.each(Object.entries(SIZES))('shapes of class %s', (key, { longM, highM }) => {
  const name = key as ShapeClass;
  const shapes = INSTANCES.map((instance) => shape(name, instance));

  it('are finite, with normals of length one', () => {
    for (const geometry of shapes) {
      expect(values(geometry, 'position').every(Number.isFinite)).toBe(true);
      const normals = values(geometry, 'normal');
      let worst = 0;
      for (let i = 0; i < normals.length; i += 3) {
        const [x, y, z] = [normals[i] as number, normals[i + 1] as number, normals[i + 2] as number];
        worst = Math.max(worst, Math.abs(Math.hypot(x, y, z) - 1));
      }
      expect(worst).toBeLessThan(1e-3);
    }
  });

  it('stand on the ground about their middle, as large as real ones', () => {
    for (const instance of INSTANCES) {
      const { minM, maxM } = shapeBounds({ name, instance });
      expect(Math.abs(minM[2]), `instance ${instance} stands at`).toBeLessThan(0.01);
      const [length, width] = [maxM[0] - minM[0], maxM[1] - minM[1]];
      const long = Math.max(length, width);
      expect(Math.abs(minM[0] + maxM[0]) / 2, `instance ${instance} off along x`).toBeLessThan(0.12 * long);
      expect(Math.abs(minM[1] + maxM[1]) / 2, `instance ${instance} off along y`).toBeLessThan(0.12 * long);
      expect(long, `length of ${instance}`).toBeGreaterThanOrEqual(longM[0]);
      expect(long, `length of ${instance}`).toBeLessThanOrEqual(longM[1]);
      expect(maxM[2], `height of ${instance}`).toBeGreaterThanOrEqual(highM[0]);
      expect(maxM[2], `height of ${instance}`).toBeLessThanOrEqual(highM[1]);
    }
  });

  it('have faces that look the way their normals point, so that none is seen from behind', () => {
    for (const [instance, geometry] of shapes.entries()) {
      expect(inverted(geometry), `instance ${instance}`).toBeLessThan(0.002);
    }
  });

  it(`have at most ${MOST_TRIANGLES} triangles`, () => {
    for (const geometry of shapes) {
      expect((geometry.getIndex() as THREE.BufferAttribute).count / 3).toBeLessThanOrEqual(MOST_TRIANGLES);
    }
  });

  it('wear the paint of the scene on a good share of their surface', () => {
    for (const [instance, geometry] of shapes.entries()) {
      expect(paintedShare(geometry), `instance ${instance}`).toBeGreaterThan(LEAST_PAINT[name] ?? 0.12);
    }
  });

  it('are equal bits for an equal number, and all different', () => {
    const again = INSTANCES.map((instance) => shape(name, instance));
    for (const [i, geometry] of shapes.entries()) {
      for (const attribute of ['position', 'normal', 'color', 'detail']) {
        expect(
          sameBits(values(again[i] as THREE.BufferGeometry, attribute), values(geometry, attribute)),
        ).toBe(true);
      }
    }
    const prints = shapes.map((geometry) => values(geometry, 'position').slice(0, 3000).join());
    expect(new Set(prints).size).toBe(INSTANCES.length);
  });
});

/** Share of the surface whose corners' order disagrees with its normals. */
function inverted(geometry: THREE.BufferGeometry): number {
  const [positions, normals] = [geometry.getAttribute('position'), geometry.getAttribute('normal')];
  const index = geometry.getIndex() as THREE.BufferAttribute;
  const corners = [new THREE.Vector3(), new THREE.Vector3(), new THREE.Vector3()] as const;
  const [facing, normal, sum] = [new THREE.Vector3(), new THREE.Vector3(), new THREE.Vector3()];
  const triangle = new THREE.Triangle(...corners);
  let [wrong, all] = [0, 0];
  for (let i = 0; i < index.count; i += 3) {
    sum.set(0, 0, 0);
    for (const [k, corner] of corners.entries()) {
      corner.fromBufferAttribute(positions, index.getX(i + k));
      sum.add(normal.fromBufferAttribute(normals, index.getX(i + k)));
    }
    const area = triangle.getArea();
    all += area;
    if (triangle.getNormal(facing).dot(sum) < 0) wrong += area;
  }
  return wrong / all;
}
