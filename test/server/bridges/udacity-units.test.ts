import fc from 'fast-check';
import jpeg from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import type { Sight } from '../../../agents/index.ts';
import { actionOf, controlOf, telemetryOf, UDACITY_CAMERA } from '../../../server/bridges/udacity-units.ts';
import { CAR } from '../../../sim/world/car.ts';

const UDACITY_LOCK_RAD = (25 * Math.PI) / 180;
const unit = fc.double({ min: -1, max: 1, noNaN: true });

function sight(rgb: Uint8Array, speedMps: number): Sight {
  const { widthPx, heightPx } = UDACITY_CAMERA;
  const frame = { widthPx, heightPx, rgb, depthM: null, semantic: null };
  return { episode: 'e', step: 0, timeS: 0, speedMps, command: 'follow', frame, truth: null, route: null };
}

const GREY = new Uint8Array(320 * 160 * 3).fill(128);

describe('a steer of a Udacity program', () => {
  it('turns the front wheels by the angle it would turn them by there, to the same side', () => {
    fc.assert(
      fc.property(unit, unit, (steering, throttle) => {
        const [steer = 0, gas = 0, brake = 0] = actionOf({ steering, throttle }).action;
        // Positive is right there and left here.
        expect(steer * CAR.maxWheelAngleRad).toBeCloseTo(-steering * UDACITY_LOCK_RAD, 12);
        expect(gas - brake).toBeCloseTo(throttle, 12);
        expect(Math.min(gas, brake)).toBe(0);
      }),
    );
  });

  it('is read from the text Python writes, and from numbers, clipped to the range', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), fc.boolean(), (value, asText) => {
        const wire = asText ? String(value) : value;
        const clipped = expect.closeTo(Math.min(1, Math.max(-1, value)), 12) as number;
        expect(controlOf({ steering_angle: wire, throttle: wire })).toEqual({
          steering: clipped,
          throttle: clipped,
        });
      }),
    );
    expect(controlOf({ steering_angle: '1e-05', throttle: ' .5 ' })).toEqual({
      steering: 1e-5,
      throttle: 0.5,
    });
  });

  it('is never read from text that is no number', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const control = controlOf({ steering_angle: value, throttle: '0' });
        if ('fault' in control) return;
        expect(control.steering).toBeCloseTo(Math.min(1, Math.max(-1, Number(value))), 12);
      }),
    );
    for (const text of ['', ' ', '0,5', '1,000.0', '0x10', 'Infinity', '[[0.1]]', '1 2']) {
      expect(controlOf({ steering_angle: text, throttle: '0' })).toHaveProperty('fault');
    }
  });
});

describe('telemetry for a Udacity program', () => {
  it('gives degrees, gas and miles an hour as text with four decimals and a point', () => {
    const { image: _, ...values } = telemetryOf(sight(GREY, 10), { steering: -0.2, throttle: -0.5 });
    expect(values).toEqual({ steering_angle: '-5.0000', throttle: '0.0000', speed: '22.3694' });
  });

  it('never writes a minus before zero', () => {
    const { steering_angle, speed } = telemetryOf(sight(GREY, -1e-9), { steering: -1e-9, throttle: 0 });
    expect([steering_angle, speed]).toEqual(['0.0000', '0.0000']);
  });

  it('holds the picture as a JPEG in base64', () => {
    const rgb = new Uint8Array(320 * 160 * 3);
    for (let i = 0; i < rgb.length; i += 3) rgb.set(i < rgb.length / 2 ? [200, 30, 30] : [30, 30, 200], i);
    const { image } = telemetryOf(sight(rgb, 0), { steering: 0, throttle: 0 });
    const { width, height, data } = jpeg.decode(Buffer.from(image, 'base64'), { useTArray: true });
    expect([width, height]).toEqual([320, 160]);
    expect([...data.slice(0, 3)].map((value) => Math.round(value / 10))).toEqual([20, 3, 3]);
    expect([...data.slice(-4, -1)].map((value) => Math.round(value / 10))).toEqual([3, 3, 20]);
  });
});
