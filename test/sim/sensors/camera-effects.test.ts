import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../sim/index.ts';
import { withCameraEffects } from '../../../sim/sensors/camera-effects.ts';

function grey(level: number, widthPx = 64, heightPx = 64): Frame {
  const rgb = new Uint8Array(widthPx * heightPx * 3).fill(level);
  return { widthPx, heightPx, rgb, depthM: null, semantic: null };
}

function moments(values: ArrayLike<number>) {
  const list = Array.from(values);
  const mean = list.reduce((sum, x) => sum + x, 0) / list.length;
  const deviation = Math.sqrt(list.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / list.length);
  return { mean, deviation };
}

describe('sensor noise', () => {
  it('has the deviation asked for and no bias', () => {
    const noisy = withCameraEffects(grey(128), { noise: { deviation: 0.05 } }, 3);
    const { mean, deviation } = moments(noisy.rgb as Uint8Array);
    expect(mean).toBeCloseTo(128, 0);
    expect(deviation).toBeGreaterThan(0.97 * 0.05 * 255);
    expect(deviation).toBeLessThan(1.03 * 0.05 * 255);
  });

  it('is independent from pixel to pixel and from channel to channel', () => {
    const rgb = withCameraEffects(grey(128), { noise: { deviation: 0.1 } }, 3).rgb as Uint8Array;
    for (const lag of [1, 3, 64 * 3]) {
      let sum = 0;
      for (let i = lag; i < rgb.length; i++)
        sum += ((rgb[i] as number) - 128) * ((rgb[i - lag] as number) - 128);
      expect(Math.abs(sum / (rgb.length - lag) / (25.5 * 25.5))).toBeLessThan(0.04);
    }
  });

  it('is the same for the same seed and another for another', () => {
    const take = (seed: number) => withCameraEffects(grey(90), { noise: { deviation: 0.1 } }, seed).rgb;
    expect(take(5)).toEqual(take(5));
    expect(take(5)).not.toEqual(take(6));
  });
});

describe('motion blur', () => {
  it('drags a point along its direction only, and keeps the light', () => {
    const frame = grey(0);
    frame.rgb?.fill(255, (32 * 64 + 32) * 3, (32 * 64 + 32) * 3 + 3);
    const lit = (directionDeg: number) => {
      const { rgb } = withCameraEffects(frame, { motionBlur: { length: 8 / 64, directionDeg } }, 0);
      return Array.from({ length: 64 * 64 }, (_, i) => i).filter((i) => (rgb?.[i * 3] as number) > 0);
    };
    expect(lit(0).map((i) => Math.floor(i / 64))).toEqual(new Array(9).fill(32));
    expect(lit(90).map((i) => i % 64)).toEqual(new Array(9).fill(32));
    // A ninth of full light is 0.37 in sRGB code (IEC 61966-2-1).
    const { rgb } = withCameraEffects(frame, { motionBlur: { length: 8 / 64, directionDeg: 0 } }, 0);
    expect(rgb?.[(32 * 64 + 30) * 3]).toBe(Math.round(255 * (1.055 * (1 / 9) ** (1 / 2.4) - 0.055)));
  });

  it('leaves an even picture even', () => {
    const { rgb } = withCameraEffects(grey(77), { motionBlur: { length: 0.1, directionDeg: 30 } }, 0);
    expect(new Set(rgb)).toEqual(new Set([77]));
  });
});

it('writes to no frame that it was given, and returns it untouched where there is nothing to do', () => {
  const frame = grey(100);
  withCameraEffects(frame, { noise: { deviation: 0.2 }, motionBlur: { length: 0.1, directionDeg: 0 } }, 1);
  expect(new Set(frame.rgb)).toEqual(new Set([100]));
  expect(withCameraEffects(frame, {}, 1)).toBe(frame);
  expect(withCameraEffects(frame, { noise: { deviation: 0 } }, 1)).toBe(frame);
  const blind: Frame = { ...frame, rgb: null };
  expect(withCameraEffects(blind, { noise: { deviation: 1 } }, 1)).toBe(blind);
});
