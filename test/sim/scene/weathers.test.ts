import { describe, expect, it } from 'vitest';
import { WEATHER_NAMES, WEATHERS } from '../../../sim/scene/weathers.ts';

describe('the named weathers', () => {
  it('are the six of the published attack, each complete and in range', () => {
    expect(Object.keys(WEATHERS)).toEqual([...WEATHER_NAMES]);
    expect(WEATHER_NAMES).toHaveLength(6);
    for (const weather of Object.values(WEATHERS)) {
      expect(Math.abs(weather.sunAzimuthDeg)).toBeLessThanOrEqual(180);
      expect(weather.sunAltitudeDeg).toBeGreaterThan(0);
      expect(weather.sunAltitudeDeg).toBeLessThanOrEqual(90);
      expect(weather.fogDensityPerM).toBeGreaterThanOrEqual(0);
      expect(weather.fogDensityPerM).toBeLessThan(0.05);
      for (const share of [weather.cloud, weather.rain, weather.wetness]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
    }
  });

  it('mean what they are called', () => {
    for (const name of WEATHER_NAMES) {
      const weather = WEATHERS[name];
      expect(weather.sunAltitudeDeg > 40).toBe(name.includes('Noon'));
      expect(weather.sunAltitudeDeg < 15).toBe(name.includes('Sunset'));
      expect(weather.rain > 0).toBe(name.includes('Rain'));
      expect(weather.wetness > 0).toBe(!name.includes('Clear'));
    }
    expect(WEATHERS.HardRainNoon.rain).toBeGreaterThan(WEATHERS.SoftRainSunset.rain);
    expect(WEATHERS.WetCloudyNoon.cloud).toBeGreaterThan(WEATHERS.WetNoon.cloud);
  });
});
