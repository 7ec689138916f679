import { describe, expect, it } from 'vitest';
import { SpareMemory } from '../../../sim/scene/bake/spare-memory.ts';
import { bakeObject, holdObject, letGoOfObject } from '../../../sim/scene/objects/baked-object.ts';
import type { ShapeItem } from '../../../sim/scene/picture.ts';
import { buildShape } from '../../../sim/scene/shapes/shapes.ts';

function chair(instance: number): ShapeItem {
  return {
    ...{ kind: 'shape', name: 'chair', instance, colour: [0.2, 0.5, 0.3] },
    ...{ xM: 0, yM: 0, headingRad: 0, zM: 0, sizeM: 4 },
  };
}

/** What a chair's numbers are in memory that nothing else had. */
function fresh(instance: number): unknown {
  const geometry = buildShape(chair(instance));
  return ['position', 'normal', 'color'].map((name) => geometry?.getAttribute(name).array);
}

function numbersOf(item: ShapeItem): unknown {
  const { geometry } = bakeObject(item);
  return ['position', 'normal', 'color'].map((name) => geometry.getAttribute(name).array);
}

function bakeOthers(first: number): Set<ArrayBufferLike> {
  return new Set(Array.from({ length: 60 }, (_, k) => bakeObject(chair(first + k)).positionsM.buffer));
}

describe('a baked object', () => {
  it('is built once for equal items', () => {
    expect(bakeObject(chair(3))).toBe(bakeObject(chair(3)));
  });

  it('takes the memory of those that are out of use', () => {
    bakeOthers(1000);
    expect(bakeOthers(2000).size).toBeLessThan(60);
  });

  it('is built again when it is asked for after its memory went to others', () => {
    const item = chair(5);
    expect(numbersOf(item)).toEqual(fresh(5));
    bakeOthers(3000);
    expect(numbersOf(item)).toEqual(fresh(5));
  });

  it('keeps its numbers while it is held, by two as well', () => {
    const baked = bakeObject(chair(7));
    const expected = fresh(7);
    const now = () => ['position', 'normal', 'color'].map((name) => baked.geometry.getAttribute(name).array);
    holdObject(baked);
    holdObject(baked);
    letGoOfObject(baked);
    bakeOthers(4000);
    bakeOthers(5000);
    expect(now()).toEqual(expected);
    letGoOfObject(baked);
    bakeOthers(6000);
    expect(now()).not.toEqual(expected);
  });
});

describe('spare memory', () => {
  it('gives the smallest piece that is large enough, each to one only', () => {
    const spare = new SpareMemory();
    const pieces = [400, 100, 200].map((bytes) => new ArrayBuffer(bytes));
    for (const piece of pieces) spare.give(piece);
    expect(spare.take(150)).toBe(pieces[2]);
    expect(spare.take(150)).toBe(pieces[0]);
    expect(pieces).not.toContain(spare.take(150));
  });

  it('keeps sixteen pieces, the largest, and none above a megabyte', () => {
    const spare = new SpareMemory();
    spare.give(new ArrayBuffer(2 << 20));
    for (let k = 1; k <= 20; k++) spare.give(new ArrayBuffer(100 * k));
    const taken = Array.from({ length: 17 }, () => spare.take(1).byteLength);
    expect(taken).toEqual([...Array.from({ length: 16 }, (_, k) => 100 * (k + 5)), 1]);
  });
});
