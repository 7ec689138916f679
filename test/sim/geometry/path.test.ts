import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locate, PathBuilder } from '../../../sim/geometry/path.ts';

describe('a path', () => {
  it('keeps its samples an even step apart along lines and arcs', () => {
    const path = new PathBuilder(0, 0, 0)
      .line(10)
      .arc(20, Math.PI / 2)
      .line(5)
      .sample(0.5);
    for (let i = 1; i < path.count; i++) {
      const dx = (path.xyM[i * 2] as number) - (path.xyM[i * 2 - 2] as number);
      const dy = (path.xyM[i * 2 + 1] as number) - (path.xyM[i * 2 - 1] as number);
      expect(Math.hypot(dx, dy)).toBeCloseTo(0.5, 3);
    }
  });

  it('ends a quarter circle where geometry says', () => {
    const path = new PathBuilder(3, 4, 0)
      .arc(10, Math.PI / 2)
      .line(1)
      .sample(0.001);
    const i = Math.round((10 * Math.PI) / 2 / 0.001);
    expect(path.xyM[i * 2]).toBeCloseTo(13, 3);
    expect(path.xyM[i * 2 + 1]).toBeCloseTo(14, 3);
    expect(path.headingRad[i]).toBeCloseTo(Math.PI / 2, 3);
  });

  it('tells how far along and how far to the left a point is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 1, max: 40, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (heading, along, left) => {
          const path = new PathBuilder(5, -2, heading).line(50).sample(0.5);
          const xM = 5 + Math.cos(heading) * along - Math.sin(heading) * left;
          const yM = -2 + Math.sin(heading) * along + Math.cos(heading) * left;
          const position = locate(path, xM, yM, { progressM: 0, offsetM: 0, index: Math.round(along / 0.5) });
          expect(position.progressM).toBeCloseTo(along, 6);
          expect(position.offsetM).toBeCloseTo(left, 6);
        },
      ),
    );
  });

  it('follows a path that crosses itself in order', () => {
    const path = new PathBuilder(0, 0, 0)
      .line(30)
      .arc(10, 1.5 * Math.PI)
      .line(30)
      .sample(0.5);
    const position = { progressM: 0, offsetM: 0, index: 0 };
    for (let i = 0; i < path.count; i++) {
      locate(path, path.xyM[i * 2] as number, path.xyM[i * 2 + 1] as number, position);
      expect(position.index).toBe(i);
    }
  });
});
