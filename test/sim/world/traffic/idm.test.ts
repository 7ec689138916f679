import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CITY_DRIVER, equilibriumGapM, idmAcceleration } from '../../../../sim/world/traffic/idm.ts';

const WISH_MPS = 8;
const STEP_S = 0.1;

/** A column behind a leader who does as told; true if nobody touches the one ahead. */
function staysApart(leaderMps: (timeS: number) => number, startGapM: number, cars: number): boolean {
  const gaps = new Array<number>(cars).fill(startGapM);
  const speeds = new Array<number>(cars).fill(leaderMps(0));
  let lead = leaderMps(0);
  for (let step = 1; step < 400; step++) {
    const before = [lead, ...speeds];
    const accelerations = speeds.map((v, i) =>
      idmAcceleration(CITY_DRIVER, v, WISH_MPS, gaps[i] as number, before[i] as number),
    );
    lead = leaderMps(step * STEP_S);
    const moved = [((before[0] as number) + lead) / 2];
    accelerations.forEach((a, i) => {
      const v = speeds[i] as number;
      speeds[i] = Math.max(0, v + a * STEP_S);
      moved.push((v + (speeds[i] as number)) / 2);
    });
    for (let i = 0; i < cars; i++) {
      gaps[i] = (gaps[i] as number) + ((moved[i] as number) - (moved[i + 1] as number)) * STEP_S;
      if ((gaps[i] as number) <= 0) return false;
    }
  }
  return true;
}

describe('the Intelligent Driver Model', () => {
  it('neither speeds up nor brakes at its equilibrium gap', () => {
    for (const speed of [1, 3, 5, 7]) {
      // s_e = (s0 + v T) / sqrt(1 - (v / v0)^4), worked out by hand for v = 5, v0 = 8: 8 / 0.920527.
      const gapM = equilibriumGapM(CITY_DRIVER, speed, WISH_MPS);
      expect(idmAcceleration(CITY_DRIVER, speed, WISH_MPS, gapM, speed)).toBeCloseTo(0, 12);
    }
    expect(equilibriumGapM(CITY_DRIVER, 5, 8)).toBeCloseTo(8 / Math.sqrt(1 - 625 / 4096), 12);
  });

  it('pulls away from rest at its own acceleration and holds the speed it wishes', () => {
    expect(idmAcceleration(CITY_DRIVER, 0, WISH_MPS, Number.POSITIVE_INFINITY, 0)).toBe(1.8);
    expect(idmAcceleration(CITY_DRIVER, WISH_MPS, WISH_MPS, Number.POSITIVE_INFINITY, 0)).toBe(0);
  });

  it('stays where it stands while it wishes no speed', () => {
    expect(idmAcceleration(CITY_DRIVER, 0, 0, Number.POSITIVE_INFINITY, 0)).toBe(0);
  });

  it('does not run into a leader who brakes as hard as tyres allow, in a column of any start', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 2, max: 8, noNaN: true }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        fc.double({ min: 1, max: 8, noNaN: true }),
        (speed, brakesAtS, brakingMps2) => {
          const leader = (t: number) => Math.max(0, speed - brakingMps2 * Math.max(0, t - brakesAtS));
          return staysApart(leader, 2 + 1.2 * speed, 8);
        },
      ),
      { numRuns: 100, seed: 1 },
    );
  });
});
