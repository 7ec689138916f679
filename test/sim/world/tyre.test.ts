import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tyre, type TyreSpec } from '../../../sim/world/tyre.ts';

const SPEC: TyreSpec = {
  radiusM: 0.31,
  inertiaKgM2: 1.2,
  slipStiffness: 30,
  corneringStiffness: 25,
  relaxationM: 0.25,
  dampingS: 0.04,
};
const LOAD_N = 3000;
const FRICTION = 0.8;

/** A free-rolling tyre dragged sideways at a slip angle until the force has settled. */
function settled(slipAngleRad: number, speedMps: number, stepS: number): Tyre {
  const tyre = new Tyre(SPEC, speedMps * Math.cos(slipAngleRad));
  const count = Math.round(2 / stepS);
  for (let i = 0; i < count; i++) {
    const forward = speedMps * Math.cos(slipAngleRad);
    tyre.update(forward, -speedMps * Math.sin(slipAngleRad), LOAD_N, FRICTION, 0, 0, stepS);
  }
  return tyre;
}

/** Brush model in closed form (Pacejka 2012, eq. 3.11 with 3.8), force over load. */
function brush(slip: number, stiffness: number, friction: number): number {
  const pull = stiffness * slip;
  const excess = pull / friction;
  if (excess >= 3) return friction;
  return pull - pull * (excess / 3) + pull * ((excess * excess) / 27);
}

describe('a tyre', () => {
  it('follows the brush model in steady cornering, at any speed and step', () => {
    for (const slipAngle of [0.01, 0.03, 0.06, 0.09, 0.2]) {
      const expected = LOAD_N * brush(Math.tan(slipAngle), SPEC.corneringStiffness, FRICTION);
      for (const speedMps of [2, 10, 25]) {
        for (const stepS of [1 / 60, 1 / 120, 1 / 240]) {
          expect(settled(slipAngle, speedMps, stepS).leftN / expected).toBeCloseTo(1, 3);
        }
      }
    }
  });

  it('brakes at the friction limit once its wheel is locked', () => {
    const tyre = new Tyre(SPEC, 15);
    for (let i = 0; i < 60; i++) tyre.update(15, 0, LOAD_N, FRICTION, 0, 5000, 1 / 120);
    expect(tyre.spinRadps).toBe(0);
    expect(tyre.forwardN).toBeCloseTo(-FRICTION * LOAD_N, 6);
    expect(tyre.leftN).toBeCloseTo(0, 9);
  });

  it('slides against the direction of sliding', () => {
    const tyre = new Tyre(SPEC, 0);
    for (let i = 0; i < 240; i++) tyre.update(6, 8, LOAD_N, FRICTION, 0, 5000, 1 / 120);
    expect(Math.hypot(tyre.forwardN, tyre.leftN)).toBeCloseTo(FRICTION * LOAD_N, 6);
    expect(tyre.forwardN).toBeLessThan(0);
    expect(tyre.leftN).toBeLessThan(0);
  });

  it('never leaves the friction circle', () => {
    const speed = fc.double({ min: -25, max: 25, noNaN: true });
    const step = fc.record({
      forward: speed,
      left: speed,
      load: fc.double({ min: 0, max: 9000, noNaN: true }),
      drive: fc.double({ min: -800, max: 800, noNaN: true }),
      hold: fc.double({ min: 0, max: 4000, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0.05, max: 1.5, noNaN: true }),
        (steps, friction) => {
          const tyre = new Tyre(SPEC, 10);
          for (const { forward, left, load, drive, hold } of steps) {
            tyre.update(forward, left, load, friction, drive, hold, 1 / 120);
            expect(Math.hypot(tyre.forwardN, tyre.leftN)).toBeLessThanOrEqual(friction * load + 1e-6);
            expect(Number.isFinite(tyre.spinRadps)).toBe(true);
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('rolls along without force and without losing spin', () => {
    const tyre = new Tyre(SPEC, 12);
    for (let i = 0; i < 1200; i++) tyre.update(12, 0, LOAD_N, FRICTION, 0, 0, 1 / 120);
    expect(tyre.spinRadps).toBeCloseTo(12 / SPEC.radiusM, 9);
    expect(tyre.forwardN).toBeCloseTo(0, 6);
  });

  it('passes the engine on to the road in full while it grips', () => {
    const tyre = new Tyre(SPEC, 5);
    for (let i = 0; i < 240; i++) tyre.update(5, 0, LOAD_N, FRICTION, 300, 0, 1 / 120);
    expect(tyre.forwardN).toBeCloseTo(300 / SPEC.radiusM, 1);
  });

  it('spins up when the engine asks for more than the road gives', () => {
    const tyre = new Tyre(SPEC, 5);
    for (let i = 0; i < 120; i++) tyre.update(5, 0, LOAD_N, 0.1, 400, 0, 1 / 120);
    expect(tyre.forwardN).toBeCloseTo(0.1 * LOAD_N, 6);
    // What the road does not take accelerates the wheel for one second.
    const expected = 5 / SPEC.radiusM + (400 - 0.1 * LOAD_N * SPEC.radiusM) / SPEC.inertiaKgM2;
    expect(tyre.spinRadps / expected).toBeCloseTo(1, 1);
  });

  it('carries no force without load', () => {
    const tyre = new Tyre(SPEC, 5);
    tyre.update(9, 4, 0, FRICTION, 0, 0, 1 / 120);
    expect(Math.hypot(tyre.forwardN, tyre.leftN)).toBe(0);
  });
});
