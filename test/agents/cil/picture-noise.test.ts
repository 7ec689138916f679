import { describe, expect, it } from 'vitest';
import { normalise, normaliseWithNoise, type PictureNoise } from '../../../agents/cil/picture-noise.ts';
import { Rng } from '../../../sim/core/rng.ts';

const SIZE = 96 * 48 * 3;
const NONE: PictureNoise = { brightness: 0, contrast: 0, colour: 0, grain: 0, cutout: 0 };
const images = Uint8Array.from({ length: 2 * SIZE }, (_, i) => (i * 37) % 256);

function noisy(noise: Partial<PictureNoise>, seed = 1): Float32Array {
  const target = new Float32Array(2 * SIZE);
  normaliseWithNoise(images, 1, target, 1, { ...NONE, ...noise }, new Rng(seed));
  expect(target.subarray(0, SIZE).every((value) => value === 0)).toBe(true);
  return target.subarray(SIZE);
}

function plain(): Float32Array {
  const target = new Float32Array(SIZE);
  normalise(images, 1, target, 0);
  return target;
}

/** Mean of a - b over one channel. */
function meanGap(a: Float32Array, b: Float32Array, channel = 0): number {
  let sum = 0;
  for (let i = channel; i < SIZE; i += 3) sum += (a[i] as number) - (b[i] as number);
  return sum / (SIZE / 3);
}

describe('training pictures', () => {
  it('are spread over [-1, 1], and stay as they are without noise', () => {
    const values = plain();
    expect([Math.min(...values), Math.max(...values)]).toEqual([-1, 1]);
    noisy({}).forEach((value, i) => {
      expect(Math.abs(value - (values[i] as number))).toBeLessThan(1e-6);
    });
  });

  it('never leave [-1, 1], however strong the noise', () => {
    const values = noisy({ brightness: 1, contrast: 3, colour: 3, grain: 1, cutout: 1 });
    expect(values.every((value) => Math.abs(value) <= 1)).toBe(true);
  });

  it('come out the same for the same seed and differently for another', () => {
    const noise = { brightness: 0.2, contrast: 0.2, colour: 0.2, grain: 0.1, cutout: 1 };
    expect(noisy(noise)).toEqual(noisy(noise));
    expect(noisy(noise, 2)).not.toEqual(noisy(noise));
  });

  it('change as a whole with brightness, by channel with colour, and hardly in the mean with grain', () => {
    const brighter = noisy({ brightness: 0.2 });
    expect(Math.abs(meanGap(brighter, plain(), 0) - meanGap(brighter, plain(), 1))).toBeLessThan(0.01);
    const tinted = noisy({ colour: 0.5 });
    expect(Math.abs(meanGap(tinted, plain(), 0) - meanGap(tinted, plain(), 1))).toBeGreaterThan(0.02);
    expect(Math.abs(meanGap(noisy({ grain: 0.2 }), plain()))).toBeLessThan(0.02);
    expect(noisy({ grain: 0.2 })).not.toEqual(plain());
  });

  it('lose one rectangle of at most a third of each side to a cut-out', () => {
    const values = plain();
    const columns = new Set<number>();
    const rows = new Set<number>();
    noisy({ cutout: 1 }).forEach((value, i) => {
      if (Math.abs(value - (values[i] as number)) < 1e-6) return;
      columns.add(Math.floor(i / 3) % 96);
      rows.add(Math.floor(i / 288));
    });
    expect(columns.size).toBeGreaterThan(0);
    expect(columns.size).toBeLessThanOrEqual(33);
    expect(rows.size).toBeLessThanOrEqual(17);
  });
});
