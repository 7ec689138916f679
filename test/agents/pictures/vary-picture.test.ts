import { describe, expect, it } from 'vitest';
import { IMAGE } from '../../../agents/pictures/index.ts';
import { normalise, normaliseVaried, USUAL_VARIETY } from '../../../agents/pictures/vary-picture.ts';
import { Rng } from '../../../sim/core/index.ts';

const SIDE = IMAGE.sidePx;

/** A white rectangle on black, with a red left edge. */
function rectangle(left: number, top: number, right: number, bottom: number) {
  const images = new Uint8Array(IMAGE.values);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      images.set(x < left + 4 ? [255, 0, 0] : [255, 255, 255], (y * SIDE + x) * 3);
    }
  }
  return { count: 1, images, boxes: Float32Array.of(left, top, right, bottom), classes: Int8Array.of(3) };
}

function boundsOf(pixels: Float32Array) {
  let [left, top, right, bottom]: [number, number, number, number] = [SIDE, SIDE, 0, 0];
  for (let i = 0; i < SIDE * SIDE; i++) {
    if ((pixels[3 * i] as number) < 0) continue;
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    [left, top, right, bottom] = [
      Math.min(left, x),
      Math.min(top, y),
      Math.max(right, x + 1),
      Math.max(bottom, y + 1),
    ];
  }
  return { left, top, right, bottom };
}

describe('training pictures that are varied', () => {
  it('keep their box round the thing, however they are moved and mirrored', () => {
    const picture = rectangle(30, 40, 62, 58);
    const pixels = new Float32Array(IMAGE.values);
    let mirrored = 0;
    for (let seed = 0; seed < 60; seed++) {
      const quiet = { ...USUAL_VARIETY, brightness: 0, contrast: 0, colour: 0, grain: 0 };
      const box = normaliseVaried(picture, 0, pixels, 0, quiet, new Rng(seed, 'variety'));
      const seen = boundsOf(pixels);
      expect(Math.abs((box?.leftPx ?? 0) - seen.left)).toBe(0);
      expect(Math.abs((box?.topPx ?? 0) - seen.top)).toBe(0);
      expect(Math.abs((box?.rightPx ?? 0) - seen.right)).toBe(0);
      expect(Math.abs((box?.bottomPx ?? 0) - seen.bottom)).toBe(0);
      expect(box?.classIndex).toBe(3);
      const middle = Math.floor((seen.top + seen.bottom) / 2);
      const leftIsRed = (pixels[(middle * SIDE + seen.left) * 3 + 1] as number) < 0;
      if (!leftIsRed) mirrored++;
    }
    expect(mirrored).toBeGreaterThan(15);
    expect(mirrored).toBeLessThan(45);
  });

  it('lose the box of a thing that is moved out of sight', () => {
    const corner = rectangle(0, 0, 6, 6);
    const far = { ...USUAL_VARIETY, shift: 0.5 };
    const boxes = Array.from({ length: 40 }, (_, seed) =>
      normaliseVaried(corner, 0, new Float32Array(IMAGE.values), 0, far, new Rng(seed, 'far')),
    );
    expect(boxes).toContain(null);
    expect(boxes.some((box) => box !== null)).toBe(true);
  });

  it('are the pictures themselves, from -1 to 1, where nothing is varied', () => {
    const picture = rectangle(10, 10, 20, 20);
    const none = { brightness: 0, contrast: 0, colour: 0, grain: 0, shift: 0, mirror: 0 };
    const [plain, varied] = [new Float32Array(IMAGE.values), new Float32Array(IMAGE.values)];
    normalise(picture.images, 0, plain, 0);
    normaliseVaried(picture, 0, varied, 0, none, new Rng(1, 'none'));
    expect(varied).toEqual(plain);
    expect([plain[0], plain[(15 * SIDE + 15) * 3]]).toEqual([-1, 1]);
  });
});
