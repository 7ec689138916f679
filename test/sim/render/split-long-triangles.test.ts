import fc from 'fast-check';
import * as THREE from 'three';
import { describe, expect, it } from 'vitest';
import { splitLongTriangles } from '../../../sim/render/split-long-triangles.ts';

const coordinate = fc.double({ min: -40, max: 40, noNaN: true });
const corners = fc.array(coordinate, { minLength: 12, maxLength: 12 });

/** Two triangles that share an edge; `height` is 2x - y + 3z. */
function quad(positions: readonly number[]): THREE.BufferGeometry {
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute('position', new THREE.Float32BufferAttribute(positions, 3));
  const height = [0, 1, 2, 3].map((i) => heightAt(positions, i));
  geometry.setAttribute('height', new THREE.Float32BufferAttribute(height, 1));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  return geometry;
}

function heightAt(p: ArrayLike<number>, i: number): number {
  return 2 * (p[i * 3] as number) - (p[i * 3 + 1] as number) + 3 * (p[i * 3 + 2] as number);
}

function triangles(geometry: THREE.BufferGeometry): THREE.Triangle[] {
  const index = geometry.index?.array as ArrayLike<number>;
  const point = (i: number) =>
    new THREE.Vector3().fromBufferAttribute(geometry.getAttribute('position'), index[i] as number);
  return Array.from({ length: index.length / 3 }, (_, t) => {
    return new THREE.Triangle(point(t * 3), point(t * 3 + 1), point(t * 3 + 2));
  });
}

function areaOf(geometry: THREE.BufferGeometry): number {
  return triangles(geometry).reduce((sum, triangle) => sum + triangle.getArea(), 0);
}

describe('splitting long triangles', () => {
  it('leaves no long edge and keeps area and winding', () => {
    fc.assert(
      fc.property(corners, (positions) => {
        const geometry = quad(positions);
        const before = areaOf(geometry);
        const [first, second] = triangles(geometry).map((t) => t.getNormal(new THREE.Vector3()));
        splitLongTriangles(geometry, 10);
        for (const { a, b, c } of triangles(geometry)) {
          expect(Math.max(a.distanceTo(b), b.distanceTo(c), c.distanceTo(a))).toBeLessThanOrEqual(10.001);
        }
        expect(areaOf(geometry)).toBeCloseTo(before, 1);
        for (const piece of triangles(geometry).filter((t) => t.getArea() > 0.01)) {
          const normal = piece.getNormal(new THREE.Vector3());
          const along = [first, second].map((n) => normal.dot(n as THREE.Vector3));
          expect(Math.max(...along)).toBeGreaterThan(0.98);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('keeps attributes linear over the surface', () => {
    fc.assert(
      fc.property(corners, (positions) => {
        const geometry = quad(positions);
        splitLongTriangles(geometry, 7);
        const p = geometry.getAttribute('position').array;
        geometry.getAttribute('height').array.forEach((height, i) => {
          expect(height).toBeCloseTo(heightAt(p, i), 2);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('opens no crack: the middle of a shared edge is one vertex', () => {
    const geometry = quad([0, 0, 0, 12, 0, 0, 12, 12, 0, 0, 12, 0]);
    splitLongTriangles(geometry, 13);
    expect(geometry.index?.count).toBe(4 * 3);
    expect(geometry.getAttribute('position').count).toBe(5);
  });

  it('leaves short triangles alone', () => {
    const geometry = quad([0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0]);
    const before = geometry.index;
    splitLongTriangles(geometry, 2);
    expect(geometry.index).toBe(before);
  });
});
