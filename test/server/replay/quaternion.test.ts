import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Quaternion, quaternionOf, quaternionOfCamera } from '../../../server/replay/quaternion.ts';

/** Turns a vector by the rotation matrix of a quaternion. */
function turn({ x, y, z, w }: Quaternion, [a, b, c]: readonly [number, number, number]): readonly number[] {
  return [
    (1 - 2 * (y * y + z * z)) * a + 2 * (x * y - z * w) * b + 2 * (x * z + y * w) * c,
    2 * (x * y + z * w) * a + (1 - 2 * (x * x + z * z)) * b + 2 * (y * z - x * w) * c,
    2 * (x * z - y * w) * a + 2 * (y * z + x * w) * b + (1 - 2 * (x * x + y * y)) * c,
  ];
}

const angle = fc.double({ min: -1.5, max: 1.5, noNaN: true });

describe('quaternions of bodies and cameras', () => {
  it('points a body where its heading and pitch say', () => {
    fc.assert(
      fc.property(angle, angle, angle, (headingRad, pitchRad, rollRad) => {
        const forward = turn(quaternionOf({ headingRad, pitchRad, rollRad }), [1, 0, 0]);
        const level = Math.cos(pitchRad);
        const expected = [level * Math.cos(headingRad), level * Math.sin(headingRad), Math.sin(pitchRad)];
        for (let i = 0; i < 3; i++) expect(forward[i]).toBeCloseTo(expected[i] as number, 12);
      }),
    );
  });

  it('lifts the left side when rolling clockwise as seen from behind', () => {
    const left = turn(quaternionOf({ headingRad: 0, pitchRad: 0, rollRad: 0.1 }), [0, 1, 0]);
    expect(left[2]).toBeCloseTo(Math.sin(0.1), 12);
  });

  it("turns a camera's own axes (z ahead, x right, y down) to the world", () => {
    const q = quaternionOfCamera({ headingRad: 0, pitchRad: 0, rollRad: 0 });
    const rounded = (v: readonly number[]) => v.map((c) => Math.round(c) + 0);
    expect(rounded(turn(q, [0, 0, 1]))).toEqual([1, 0, 0]);
    expect(rounded(turn(q, [1, 0, 0]))).toEqual([0, -1, 0]);
    expect(rounded(turn(q, [0, 1, 0]))).toEqual([0, 0, -1]);
  });
});
