import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTask, FaultscapeError, taskIds } from '../../../sim/index.ts';

const spaces = taskIds().flatMap((id) => [...createTask(id).spaces.values()].map((space) => ({ id, space })));

describe.each(spaces)('space $space.name of $id', ({ space }) => {
  const point = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
    minLength: space.dimension,
    maxLength: space.dimension,
  });

  it('decodes any point to a scene without problems, and encodes it back', () => {
    fc.assert(
      fc.property(point, (p) => {
        const scene = space.decode(p);
        expect(space.problem(scene)).toBeNull();
        const snapped = space.snap(p);
        space.axes.forEach((axis, i) => {
          if (axis.kind === 'continuous') expect(snapped[i]).toBeCloseTo(p[i] as number, 9);
          else expect(space.decode(snapped)[axis.name]).toBe(scene[axis.name]);
        });
      }),
    );
  });

  it('clips coordinates outside the box', () => {
    const low = space.decode(space.axes.map(() => -1));
    expect(space.decode(space.axes.map(() => -7))).toEqual(low);
  });

  it('names every axis with a unit or its values, and a description', () => {
    for (const axis of space.axes) {
      expect(axis.description).not.toBe('');
      if (axis.kind === 'continuous') expect(axis.high).toBeGreaterThan(axis.low);
      else expect(axis.values.length).toBeGreaterThan(1);
    }
  });

  it('refuses NaN, a wrong length, an unknown axis and a value out of range, and says what it expected', () => {
    const fine = space.decode(space.axes.map(() => 0));
    const first = space.axes.find((axis) => axis.kind === 'continuous')?.name as string;
    expect(() => space.decode(space.axes.map(() => Number.NaN))).toThrow(/finite number/);
    expect(() => space.decode([])).toThrow(/coordinates/);
    expect(() => space.encode({ ...fine, moonPhase: 1 })).toThrow(/no axis named moonPhase/);
    expect(() => space.encode({ ...fine, [first]: 1e9 })).toThrow(FaultscapeError);
    expect(() => space.encode({ ...fine, [first]: 1e9 })).toThrow(/expected: a number from/);
  });
});
