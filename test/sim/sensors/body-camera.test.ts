import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyCamera } from '../../../sim/sensors/body-camera.ts';

const MOUNT = {
  forwardM: 0.1,
  leftM: 0.02,
  heightM: 0.05,
  yawDeg: 0,
  pitchDeg: 0,
  rollDeg: 0,
  horizontalFovDeg: 90,
};
const STILL = { xM: 1, yM: 2, zM: 3, headingRad: 0, pitchRad: 0, rollRad: 0 };
const angle = (most: number) => fc.double({ min: -most, max: most, noNaN: true });

describe('a camera on a body that leans', () => {
  it('looks as the body does when it is mounted straight', () => {
    fc.assert(
      fc.property(angle(3), angle(1.5), angle(3), (headingRad, pitchRad, rollRad) => {
        const pose = bodyCamera({ ...STILL, headingRad, pitchRad, rollRad }, MOUNT, 'ego');
        expect(pose.headingRad).toBeCloseTo(headingRad, 6);
        expect(pose.pitchRad).toBeCloseTo(pitchRad, 6);
        expect(pose.rollRad).toBeCloseTo(rollRad, 6);
      }),
    );
  });

  it('looks sideways into the turn when a camera tilted up rolls by a right angle', () => {
    // Left side up: the body's up points to its right, -y.
    const pose = bodyCamera({ ...STILL, rollRad: Math.PI / 2 }, { ...MOUNT, pitchDeg: 20 }, 'ego');
    expect(pose.headingRad).toBeCloseTo((-20 * Math.PI) / 180, 12);
    expect(pose.pitchRad).toBeCloseTo(0, 12);
    expect(pose.rollRad).toBeCloseTo(Math.PI / 2, 12);
  });

  it('adds its tilt to the pitch of a body that only pitches', () => {
    const pose = bodyCamera({ ...STILL, pitchRad: -0.5 }, { ...MOUNT, pitchDeg: 15 }, 'ego');
    expect(pose.pitchRad).toBeCloseTo(-0.5 + (15 * Math.PI) / 180, 12);
  });

  it('sits where the turned body carries it', () => {
    const nose = bodyCamera({ ...STILL, pitchRad: Math.PI / 2 - 1e-9 }, MOUNT, 'ego');
    expect([nose.xM, nose.yM, nose.zM].map((x) => Math.round(x * 1e6) / 1e6)).toEqual([0.95, 2.02, 3.1]);
  });
});
