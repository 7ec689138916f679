import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strikeOf } from '../../../../sim/world/traffic/accident.ts';
import { type Body, distanceM, emptyBody, placeBody, touch } from '../../../../sim/world/traffic/body.ts';
import { TTC_HORIZON_S, timeToCollisionS } from '../../../../sim/world/traffic/time-to-collision.ts';

function box(xM: number, yM: number, headingRad: number, speedMps: number, lengthM = 4, widthM = 2): Body {
  const body = emptyBody(lengthM / 2, widthM / 2);
  placeBody(body, xM, yM, headingRad);
  body.speedMps = speedMps;
  return body;
}

describe('two boxes', () => {
  it('are as far apart as by hand', () => {
    expect(distanceM(box(0, 0, 0, 0), box(10, 0, 0, 0))).toBeCloseTo(6, 12);
    expect(distanceM(box(0, 0, 0, 0), box(7, 6, 0, 0))).toBeCloseTo(5, 12);
    expect(distanceM(box(0, 0, 0, 0), box(6, 0, Math.PI / 4, 0, 2, 2))).toBeCloseTo(4 - Math.SQRT2, 12);
    expect(distanceM(box(0, 0, 0, 0), box(1, 1, 1, 0))).toBe(0);
  });

  it('touch before they part, at a time worked out by hand', () => {
    expect(timeToCollisionS(box(0, 0, 0, 10), box(24, 0, 0, 5))).toBeCloseTo(4, 12);
    expect(timeToCollisionS(box(0, 0, 0, 10), box(24, 0, Math.PI, 10))).toBeCloseTo(1, 12);
    // Crossing from the right: it reaches the lane's edge after 4 s, the car is there from 1.7 to 2.3 s.
    expect(timeToCollisionS(box(0, 0, 0, 10), box(20, -10, Math.PI / 2, 2, 0.5, 0.5))).toBe(TTC_HORIZON_S);
    // At 5 m/s it is in the lane from 1.75 s on, and the car's front meets it after 1.775 s.
    expect(timeToCollisionS(box(0, 0, 0, 10), box(20, -10, Math.PI / 2, 5, 0.5, 0.5))).toBeCloseTo(1.775, 12);
    expect(timeToCollisionS(box(0, 0, 0, 5), box(24, 0, 0, 10))).toBe(TTC_HORIZON_S);
    expect(timeToCollisionS(box(0, 0, 0, 5), box(20, 3.5, 0, 0))).toBe(TTC_HORIZON_S);
  });

  it('touch at that time and not before, wherever they go', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        number(-30, 30),
        number(-30, 30),
        number(-3, 3),
        number(0, 10),
        number(0, 10),
        (x, y, h, v, w) => {
          const ttc = timeToCollisionS(box(0, 0, 0, v), box(x, y, h, w));
          const touchesAt = (t: number, byM: number) =>
            touch(box(v * t, 0, 0, v), box(x + Math.cos(h) * w * t, y + Math.sin(h) * w * t, h, w), byM);
          for (let t = 0; t < Math.min(ttc, TTC_HORIZON_S); t += 0.05) if (touchesAt(t, -1e-6)) return false;
          return ttc === TTC_HORIZON_S || touchesAt(ttc, 1e-6);
        },
      ),
      { numRuns: 300, seed: 2 },
    );
  });
});

describe('an accident', () => {
  it('tells who struck with the front', () => {
    const ego = box(0, 0, 0, 8);
    expect(strikeOf(ego, box(3.95, 0, 0, 2))).toEqual({ byEgo: true, byOther: false });
    expect(strikeOf(ego, box(-3.95, 0, 0, 9))).toEqual({ byEgo: false, byOther: true });
    expect(strikeOf(ego, box(3.95, 0.4, Math.PI, 9))).toEqual({ byEgo: true, byOther: true });
    expect(strikeOf(ego, box(0, -2.95, Math.PI / 2, 9))).toEqual({ byEgo: false, byOther: true });
    expect(strikeOf(ego, box(0.5, 1.98, 0, 9))).toEqual({ byEgo: false, byOther: false });
  });
});
