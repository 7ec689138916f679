import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GATE_BAR_M, type Gate, gateParts, gatePoint } from '../../../sim/geometry/gate.ts';
import { GateCrossing } from '../../../sim/geometry/gate-crossing.ts';
import { GateDistance } from '../../../sim/geometry/gate-distance.ts';

const HALF = 0.2;
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const gates: fc.Arbitrary<Gate> = fc.record({
  xM: number(-20, 20),
  yM: number(-20, 20),
  zM: number(2, 6),
  headingRad: number(-Math.PI, Math.PI),
  rollRad: number(-0.5, 0.5),
  openingM: number(1, 4),
});
type Point = readonly [number, number, number];

function test(gate: Gate, from: Point, to: Point) {
  return new GateCrossing(gate).test(...from, ...to, HALF, HALF);
}

/** A straight move that meets the gate's plane at a place left and up of its middle. */
function moveThrough(
  gate: Gate,
  left: number,
  up: number,
  skew: readonly [number, number],
  ahead = 1,
): [Point, Point] {
  const at = (k: number): Point => gatePoint(gate, k * ahead, left + k * skew[0], up + k * skew[1]);
  return [at(-0.7), at(1.3)];
}

describe('a gate crossing', () => {
  const skews = fc.tuple(number(-2, 2), number(-2, 2));

  it('is through when the body fits in the opening, whatever the gate and the direction of the move', () => {
    fc.assert(
      fc.property(gates, skews, number(-0.99, 0.99), number(-0.99, 0.99), (gate, skew, a, b) => {
        const room = gate.openingM / 2 - HALF;
        const [from, to] = moveThrough(gate, a * room, b * room, skew);
        expect(test(gate, from, to)).toBe('through');
        expect(test(gate, to, from)).toBe('back');
      }),
    );
  });

  it('is at the frame when the body does not fit, and outside beyond it', () => {
    fc.assert(
      fc.property(
        gates,
        skews,
        number(0.01, 0.99),
        number(-1, 1),
        fc.boolean(),
        (gate, skew, share, other, onSide) => {
          const inner = gate.openingM / 2 - HALF;
          const outer = gate.openingM / 2 + GATE_BAR_M + HALF;
          const place = (off: number): [number, number] =>
            onSide ? [off, other * inner] : [other * inner, off];
          const touching = moveThrough(gate, ...place(inner + share * (outer - inner)), skew);
          expect(test(gate, ...touching)).toBe('frame');
          const clear = moveThrough(gate, ...place(outer + 0.01 + share), skew);
          expect(test(gate, ...clear)).toBe('outside');
        },
      ),
    );
  });

  it('is none while a move stays on one side', () => {
    fc.assert(
      fc.property(gates, number(0.01, 5), number(0.01, 5), skews, (gate, near, far, [left, up]) => {
        for (const side of [-1, 1]) {
          const from = gatePoint(gate, side * near, left, up);
          const to = gatePoint(gate, side * far, -left, up / 2);
          expect(test(gate, from, to)).toBe('none');
        }
      }),
    );
  });

  it('happens once, however the way is cut into moves', () => {
    fc.assert(
      fc.property(gates, fc.array(number(0.01, 0.99), { maxLength: 6 }), (gate, cuts) => {
        const [from, to] = moveThrough(gate, 0, 0, [0.3, -0.2]);
        const along = (k: number) => from.map((x, i) => x + k * ((to[i] as number) - x)) as unknown as Point;
        const stops = [0, ...cuts.sort((a, b) => a - b), 1].map(along);
        const crossing = new GateCrossing(gate);
        const met = stops
          .slice(1)
          .map((stop, i) => crossing.test(...(stops[i] as Point), ...stop, HALF, HALF))
          .filter((how) => how !== 'none');
        expect(met).toEqual(['through']);
      }),
    );
  });

  it('tells where the plane was met', () => {
    fc.assert(
      fc.property(gates, number(-3, 3), number(-3, 3), skews, (gate, left, up, skew) => {
        const crossing = new GateCrossing(gate);
        const [from, to] = moveThrough(gate, left, up, skew);
        crossing.test(...from, ...to, HALF, HALF);
        expect(crossing.leftM).toBeCloseTo(left, 8);
        expect(crossing.upM).toBeCloseTo(up, 8);
      }),
    );
  });
});

describe('a gate distance', () => {
  /** The true distance from a point to the nearest of the gate's boxes. */
  function trueDistance(gate: Gate, point: Point): number {
    return Math.min(
      ...gateParts(gate).map((part) => {
        const [dx, dy, dz] = [point[0] - part.xM, point[1] - part.yM, point[2] - part.zM];
        const ahead = dx * Math.cos(part.headingRad) + dy * Math.sin(part.headingRad);
        const side = dy * Math.cos(part.headingRad) - dx * Math.sin(part.headingRad);
        const left = side * Math.cos(part.rollRad) + dz * Math.sin(part.rollRad);
        const up = dz * Math.cos(part.rollRad) - side * Math.sin(part.rollRad);
        return Math.hypot(
          Math.max(0, Math.abs(ahead) - part.lengthM / 2),
          Math.max(0, Math.abs(left) - part.widthM / 2),
          Math.max(0, Math.abs(up) - part.heightM / 2),
        );
      }),
    );
  }

  it('never leaves out a gate that is nearer than the limit', () => {
    fc.assert(
      fc.property(
        gates,
        number(-5, 5),
        number(-5, 5),
        number(0, 8),
        number(0.05, 2),
        (gate, dx, dy, z, limit) => {
          const point: Point = [gate.xM + dx, gate.yM + dy, z];
          if (trueDistance(gate, point) < limit - 1e-9) {
            expect(new GateDistance(gate).below(...point, limit)).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('leaves out a gate while one is in the middle of its opening, or well away', () => {
    const gate: Gate = { xM: 0, yM: 0, zM: 4, headingRad: 1, rollRad: 0.2, openingM: 2 };
    const distance = new GateDistance(gate);
    expect(distance.below(0, 0, 4, 0.99)).toBe(false);
    expect(distance.below(0, 0, 4, 1.01)).toBe(true);
    expect(distance.below(10, 0, 4, 1)).toBe(false);
  });
});
