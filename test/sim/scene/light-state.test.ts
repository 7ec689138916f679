import fc from 'fast-check';
import type * as THREE from 'three';
import { describe, expect, it } from 'vitest';
import type { Weather } from '../../../sim/scene/picture.ts';
import { type LightState, lightState } from '../../../sim/scene/shade/light-state.ts';
import { WEATHERS } from '../../../sim/scene/weathers.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyWeather: fc.Arbitrary<Weather> = fc.record({
  sunAzimuthDeg: fc.double({ min: -180, max: 180, noNaN: true }),
  sunAltitudeDeg: fc.double({ min: -30, max: 90, noNaN: true }),
  cloud: share,
  fogDensityPerM: fc.double({ min: 0, max: 0.1, noNaN: true }),
  rain: share,
  wetness: share,
});

function brightness({ r, g, b }: THREE.Color): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function colours(light: LightState): THREE.Color[] {
  return [light.sun, light.skyAmbient, light.groundAmbient, light.zenith, light.horizon, light.fog];
}

describe('light and air of a weather', () => {
  it('stay finite, positive and displayable in any weather', () => {
    fc.assert(
      fc.property(anyWeather, (weather) => {
        const light = lightState(weather);
        expect(light.sunDirection.length()).toBeCloseTo(1, 9);
        for (const colour of colours(light)) {
          for (const channel of colour.toArray()) {
            expect(channel).toBeGreaterThanOrEqual(0);
            expect(channel).toBeLessThan(2);
          }
        }
        for (const sky of [light.zenith, light.horizon, light.fog]) {
          expect(Math.max(...sky.toArray())).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('change without steps as the sun goes down', () => {
    let last = colours(lightState({ ...WEATHERS.ClearNoon, sunAltitudeDeg: 80 }));
    for (let altitude = 79.75; altitude > -20; altitude -= 0.25) {
      const now = colours(lightState({ ...WEATHERS.ClearNoon, sunAltitudeDeg: altitude }));
      now.forEach((colour, i) => {
        const before = last[i] as THREE.Color;
        expect(Math.abs(brightness(colour) - brightness(before))).toBeLessThan(0.06);
      });
      last = now;
    }
  });

  it('fade to dusk below the horizon, never to black, while lamps come on', () => {
    const night = lightState({ ...WEATHERS.ClearNoon, sunAltitudeDeg: -20 });
    expect(brightness(night.sun)).toBe(0);
    expect(brightness(night.skyAmbient)).toBeGreaterThan(0.005);
    expect(night.lamps).toBe(1);
    expect(lightState(WEATHERS.ClearNoon).lamps).toBe(0);
  });

  it('lose the sun, and with it all shadows, under a closed sky', () => {
    expect(brightness(lightState({ ...WEATHERS.ClearNoon, cloud: 1 }).sun)).toBe(0);
    expect(brightness(lightState(WEATHERS.ClearNoon).sun)).toBeGreaterThan(0.8);
  });
});
