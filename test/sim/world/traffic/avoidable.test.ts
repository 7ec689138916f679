import { describe, expect, it } from 'vitest';
import { type Approach, dangerStep, isAvoidable } from '../../../../sim/world/traffic/avoidable.ts';

const STEP_S = 0.1;
const LIMITS = { reactionS: 1, brakingMps2: 8 };
const CAR = { halfLengthM: 2.1, halfWidthM: 0.9 };
const PERSON = { halfLengthM: 0.25, halfWidthM: 0.25 };

/** A car at a steady speed towards a place where somebody appears in its way, `aheadM` before its front. */
function stepsOut(speedMps: number, aheadM: number, waitedS = 0): Approach {
  const steps = Math.round((aheadM / speedMps + waitedS) / STEP_S) + 1;
  const waited = Math.round(waitedS / STEP_S);
  const atM = speedMps * waitedS + CAR.halfLengthM + aheadM + PERSON.halfLengthM;
  const each = Array.from({ length: steps }, (_, k) => k);
  return {
    stepS: STEP_S,
    ego: each.map((k) => [k * STEP_S * speedMps, 0, 0, speedMps] as const),
    other: each.map((k) => (k < waited ? null : ([atM, 0, Math.PI / 2, 0] as const))),
    egoSize: CAR,
    otherSize: PERSON,
    seen: () => true,
  };
}

describe('whether braking would have helped', () => {
  it('is denied when somebody steps out 5 m ahead of a car at 14 m/s', () => {
    expect(isAvoidable(stepsOut(14, 5), LIMITS)).toBe(false);
  });

  it('is granted at 60 m', () => {
    expect(isAvoidable(stepsOut(14, 60), LIMITS)).toBe(true);
  });

  it('turns at the stopping distance: v t + v^2 / 2 b', () => {
    for (const speed of [6, 10, 14]) {
      const stoppingM = speed * LIMITS.reactionS + (speed * speed) / (2 * LIMITS.brakingMps2);
      expect(isAvoidable(stepsOut(speed, stoppingM - 0.3), LIMITS)).toBe(false);
      expect(isAvoidable(stepsOut(speed, stoppingM + 0.3), LIMITS)).toBe(true);
    }
  });

  it('counts from when the other could be seen', () => {
    const open = stepsOut(10, 40);
    expect(dangerStep(open)).toBe(0);
    const hidden = { ...open, seen: (step: number) => step >= 30 };
    expect(dangerStep(hidden)).toBe(30);
    expect(isAvoidable(open, LIMITS)).toBe(true);
    expect(isAvoidable(hidden, LIMITS)).toBe(false);
  });

  it('does not count time before the other was there', () => {
    expect(dangerStep(stepsOut(10, 12, 2))).toBe(20);
    expect(isAvoidable(stepsOut(10, 12, 2), LIMITS)).toBe(false);
  });

  it('is denied for one who drives into the back of the car', () => {
    const each = Array.from({ length: 31 }, (_, k) => k);
    const behind: Approach = {
      stepS: STEP_S,
      ego: each.map((k) => [k * STEP_S * 5, 0, 0, 5] as const),
      other: each.map((k) => [-19.2 + k * STEP_S * 10, 0, 0, 10] as const),
      egoSize: CAR,
      otherSize: CAR,
      seen: () => true,
    };
    expect(isAvoidable(behind, LIMITS)).toBe(false);
  });
});
