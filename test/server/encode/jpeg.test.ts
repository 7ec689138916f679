import jpeg from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { encodeJpeg } from '../../../server/encode/jpeg.ts';

const WIDTH_PX = 64;
const HEIGHT_PX = 40;

/** A smooth picture that differs in every channel and every corner. */
function slopes(): Uint8Array {
  const rgb = new Uint8Array(WIDTH_PX * HEIGHT_PX * 3);
  for (let y = 0; y < HEIGHT_PX; y++) {
    for (let x = 0; x < WIDTH_PX; x++) {
      rgb.set([x * 4, y * 6, 255 - x - y], (y * WIDTH_PX + x) * 3);
    }
  }
  return rgb;
}

function worstError(rgb: Uint8Array, quality: number): { worst: number; mean: number; bytes: number } {
  const file = encodeJpeg(rgb, { widthPx: WIDTH_PX, heightPx: HEIGHT_PX, quality });
  const { width, height, data } = jpeg.decode(file, { useTArray: true, formatAsRGBA: false });
  expect([width, height]).toEqual([WIDTH_PX, HEIGHT_PX]);
  const errors = rgb.map((value, i) => Math.abs(value - (data[i] as number)));
  return {
    worst: Math.max(...errors),
    mean: errors.reduce((a, b) => a + b, 0) / rgb.length,
    bytes: file.length,
  };
}

describe('encoding a camera frame as JPEG', () => {
  it('gives the picture back within a few levels, the right way up and in the right colours', () => {
    const { worst, mean } = worstError(slopes(), 95);
    expect(worst).toBeLessThan(12);
    expect(mean).toBeLessThan(2);
  });

  it('is smaller and coarser at a lower quality', () => {
    const [fine, coarse] = [worstError(slopes(), 95), worstError(slopes(), 20)];
    expect(coarse.bytes).toBeLessThan(fine.bytes);
    expect(coarse.mean).toBeGreaterThan(fine.mean);
  });

  it('gives the same bytes for the same picture', () => {
    const size = { widthPx: WIDTH_PX, heightPx: HEIGHT_PX };
    expect(encodeJpeg(slopes(), size)).toEqual(encodeJpeg(slopes(), size));
  });

  it('refuses values that are not a picture of that size', () => {
    expect(() => encodeJpeg(new Uint8Array(10), { widthPx: 2, heightPx: 2 })).toThrow(
      /2 x 2 RGB is 12 values, got 10/,
    );
  });
});
