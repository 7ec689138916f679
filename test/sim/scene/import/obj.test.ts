import fc from 'fast-check';
import { Color } from 'three';
import { describe, expect, it } from 'vitest';
import { read, three } from './toy-models.ts';

const SQUARE = 'v 0 0 0\nv 2 0 0\nv 2 1 0\nv 0 1 0\n';

describe('an OBJ file', () => {
  it('gives the triangles of its faces, seen from both sides, standing upright', () => {
    const mesh = read('a.obj', `# a square\no square\n${SQUARE}vt 0 0\ns off\nf 1 2 3 4\n`);
    expect(mesh.corners).toHaveLength(12);
    // The file's x is our y (left), its y our z (up).
    expect(three(mesh.positions, mesh.corners[1] as number)).toEqual([0, 1, 0]);
    expect(three(mesh.positions, mesh.corners[2] as number)).toEqual([0, 1, 0.5]);
    expect(three(mesh.normals, mesh.corners[0] as number)).toEqual([1, 0, 0]);
    expect(three(mesh.normals, mesh.corners[6] as number).map((x) => x + 0)).toEqual([-1, 0, 0]);
  });

  it('reads every way to write a corner, lines that go on, and either end of line', () => {
    const plain = read('a.obj', `${SQUARE}f 1 2 3\n`);
    for (const face of [
      'f -4 -3 -2',
      'f 1/1 2/1 3/1',
      'f 1/1/1 2/1/1 3/1/1',
      'f 1//1 2//1 3//1',
      'f 1 2 \\\n 3',
      'f 1 2 3 # x',
    ]) {
      const mesh = read(
        'a.obj',
        `${SQUARE}vt 0 0\nvn 0 0 9\n${face}`.replaceAll('\n', '\r\n').replace('\\\r', '\\'),
      );
      expect(mesh.positions).toEqual(plain.positions);
      expect(mesh.normals).toEqual(plain.normals);
      expect(mesh.corners).toEqual(plain.corners);
    }
  });

  it('takes normals from the file where every corner of a material has one', () => {
    const mesh = read('a.obj', `${SQUARE}vn 0.6 0.8 0\nf 1//1 2//1 3//1`);
    for (const [k, x] of [0, 0.6, 0.8].entries()) expect(three(mesh.normals, 0)[k]).toBeCloseTo(x, 6);
  });

  it('is painted by the scene as a whole, but for vertices with colours', () => {
    expect(read('a.obj', `${SQUARE}usemtl Material.001\nf 1 2 3`).takesPaint).toBe(true);
    const coloured = read('a.obj', 'v 0 0 0 1 0 0\nv 2 0 0 1 0 0\nv 2 1 0 0.5 0.5 0.5\nf 1 2 3');
    expect(coloured.takesPaint).toBe(false);
    const grey = new Color().setRGB(0.5, 0.5, 0.5, 'srgb');
    expect(three(coloured.colours, coloured.corners[0] as number)).toEqual([1, 0, 0]);
    expect(three(coloured.colours, coloured.corners[2] as number)[1]).toBeCloseTo(grey.g, 6);
  });

  it('is painted only where its material is called paint, if any is', () => {
    const mesh = read('a.obj', `${SQUARE}usemtl paint\nf 1 2 3\nusemtl tyres\nf 1 3 4`);
    expect([...mesh.corners].map((corner) => mesh.painted[corner])).toEqual([
      1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0,
    ]);
  });

  it('keeps the places of any vertices, up to scale', () => {
    const number = fc.integer({ min: -999, max: 999 }).map((n) => n / 100);
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number, number), { minLength: 3, maxLength: 30 }), (points) => {
        const text = points.map((point) => `v ${point.join(' ')}`).join('\n');
        const order = points.map((_, i) => i + 1).slice(0, 3 * Math.floor(points.length / 3));
        const faces = Array.from(
          { length: order.length / 3 },
          (_, t) => `f ${order.slice(3 * t, 3 * t + 3).join(' ')}`,
        );
        const used = points.slice(0, order.length);
        const span = (k: number) =>
          Math.max(...used.map((p) => p[k] as number)) - Math.min(...used.map((p) => p[k] as number));
        const size = Math.max(span(0), span(1), span(2));
        const low = [0, 1, 2].map((k) => Math.min(...used.map((p) => p[k] as number)));
        const all = faces.map((_, t) => used.slice(3 * t, 3 * t + 3));
        const area = ([a, b, c]: readonly (readonly number[])[]) => {
          const d = (to: readonly number[] | undefined, k: number) =>
            ((to?.[k] as number) - (a?.[k] as number)) / size;
          const [x, y, z] = [0, 1, 2].map((k) => {
            const [i, j] = [(k + 1) % 3, (k + 2) % 3];
            return d(b, i) * d(c, j) - d(b, j) * d(c, i);
          }) as [number, number, number];
          return Math.hypot(x, y, z);
        };
        fc.pre(size > 0 && all.every((one) => area(one) > 1e-6));
        const mesh = read('a.obj', `${text}\n${faces.join('\n')}`);
        const got = [...mesh.corners].slice(0, order.length).map((corner) => three(mesh.positions, corner));
        for (const [i, point] of used.entries()) {
          for (const [k, axis] of [2, 0, 1].entries()) {
            const wanted = ((point[axis] as number) - (low[axis] as number)) / size;
            expect(got[i]?.[k]).toBeCloseTo(wanted, 5);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
