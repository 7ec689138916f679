import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SolidGrid } from '../../../sim/world/solid-grid.ts';
import type { Solid } from '../../../sim/world/solids.ts';

const place = fc.double({ min: -80, max: 80, noNaN: true });
const solidArb: fc.Arbitrary<Solid> = fc.record({
  id: fc.constant('any'),
  kind: fc.constant('building'),
  shape: fc.constantFrom('box', 'cylinder'),
  xM: place,
  yM: place,
  headingRad: fc.double({ min: -4, max: 4, noNaN: true }),
  lengthM: fc.double({ min: 0.1, max: 40, noNaN: true }),
  widthM: fc.double({ min: 0.1, max: 40, noNaN: true }),
  heightM: fc.constant(3),
});

/** Distance from a place to a solid's footprint, 0 inside. */
function distance(solid: Solid, x: number, y: number): number {
  const dx = x - solid.xM;
  const dy = y - solid.yM;
  if (solid.shape === 'cylinder') return Math.max(0, Math.hypot(dx, dy) - solid.lengthM / 2);
  const c = Math.cos(solid.headingRad);
  const s = Math.sin(solid.headingRad);
  const along = Math.max(0, Math.abs(dx * c + dy * s) - solid.lengthM / 2);
  const across = Math.max(0, Math.abs(dy * c - dx * s) - solid.widthM / 2);
  return Math.hypot(along, across);
}

describe('the grid of solids', () => {
  it('misses none within its reach', () => {
    fc.assert(
      fc.property(fc.array(solidArb, { maxLength: 20 }), place, place, (solids, x, y) => {
        const grid = new SolidGrid(solids, 8);
        const found = grid.around(x, y);
        solids.forEach((solid, index) => {
          if (distance(solid, x, y) <= 8) expect(found).toContain(index);
        });
        expect([...found].sort((a, b) => a - b)).toEqual(found);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('leaves far ones out', () => {
    const solids: Solid[] = [];
    for (let i = 0; i < 400; i++) {
      const [xM, yM] = [(i % 20) * 30, Math.floor(i / 20) * 30];
      solids.push({ ...TREE, id: `${i}`, xM, yM });
    }
    expect(new SolidGrid(solids, 8).around(150, 150).length).toBeLessThan(5);
    expect(new SolidGrid(solids, 8).around(-500, 9000)).toEqual([]);
  });

  it('never says a gap is wider than it is, and never sees one where two things overlap', () => {
    const rectangle = fc.record({ x: place, y: place, heading: fc.double({ min: -4, max: 4, noNaN: true }) });
    fc.assert(
      fc.property(solidArb, rectangle, (solid, { x, y, heading }) => {
        const cos = Math.cos(heading);
        const sin = Math.sin(heading);
        const gap = new SolidGrid([solid], 8).gapM(0, x, y, cos, sin, 2.1, 0.9);
        // Points of the rectangle, edges included.
        for (let i = 0; i <= 12; i++) {
          for (let j = 0; j <= 6; j++) {
            const along = -2.1 + (4.2 * i) / 12;
            const across = -0.9 + (1.8 * j) / 6;
            const d = distance(solid, x + along * cos - across * sin, y + along * sin + across * cos);
            expect(gap).toBeLessThanOrEqual(d + 1e-9);
          }
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('measures the gap to a facing wall exactly', () => {
    const wall: Solid = { ...TREE, shape: 'box', xM: 10, lengthM: 2, widthM: 20 };
    expect(new SolidGrid([wall], 8).gapM(0, 0, 0, 1, 0, 2.1, 0.9)).toBeCloseTo(6.9, 12);
    expect(new SolidGrid([wall], 8).gapM(0, 0, 0, 0, 1, 2.1, 0.9)).toBeCloseTo(8.1, 12);
  });
});

const TREE: Solid = {
  id: 'tree',
  kind: 'tree',
  shape: 'cylinder',
  xM: 0,
  yM: 0,
  headingRad: 0,
  lengthM: 0.5,
  widthM: 0.5,
  heightM: 6,
};
