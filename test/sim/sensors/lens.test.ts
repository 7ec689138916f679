import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../sim/agent.ts';
import { withCameraEffects } from '../../../sim/sensors/camera-effects.ts';

const [WIDTH, HEIGHT] = [101, 61];

/** A frame of one colour, with one pixel of another. */
function dot(x: number, y: number, { ground = 0, mark = 255 } = {}): Frame {
  const rgb = new Uint8Array(WIDTH * HEIGHT * 3).fill(ground);
  rgb.fill(mark, 3 * (y * WIDTH + x), 3 * (y * WIDTH + x) + 3);
  const semantic = new Uint8Array(WIDTH * HEIGHT).fill(1);
  semantic[y * WIDTH + x] = 8;
  return { widthPx: WIDTH, heightPx: HEIGHT, rgb, depthM: null, semantic };
}

const lightOf = (code: number) => {
  const c = code / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};

describe('a lens with distortion', () => {
  const lens = { k1: -0.2, k2: 0.05, horizontalFovDeg: 90 };

  it('shows a point of radius r at r (1 + k1 r^2 + k2 r^4)', () => {
    // The focal length is half the width, 50.5 pixels, at 90 degrees.
    for (const [dx, dy] of [
      [40, 0],
      [-30, 20],
      [0, -25],
      [0, 0],
    ] as const) {
      const { semantic } = withCameraEffects(dot(50 + dx, 30 + dy), { distortion: lens }, 1);
      const r2 = (dx * dx + dy * dy) / (50.5 * 50.5);
      const scale = 1 + lens.k1 * r2 + lens.k2 * r2 * r2;
      const at = (30 + Math.round(dy * scale)) * WIDTH + 50 + Math.round(dx * scale);
      expect(semantic?.[at]).toBe(8);
    }
  });

  it('keeps an even colour, and shows black where nothing was drawn', () => {
    const even = dot(0, 0, { ground: 90, mark: 90 });
    const { rgb } = withCameraEffects(even, { distortion: lens }, 1);
    expect(rgb?.[3 * (30 * WIDTH + 50)]).toBe(90);
    expect(rgb?.[0]).toBe(0);
    expect(new Set(rgb)).toEqual(new Set([0, 90]));
  });

  it('of no distortion gives the frame back', () => {
    const frame = dot(50, 30);
    expect(withCameraEffects(frame, { distortion: { ...lens, k1: 0, k2: 0 } }, 1)).toBe(frame);
  });
});

describe('a picture out of focus', () => {
  it('spreads a point evenly over a disc and keeps its light', () => {
    const { rgb } = withCameraEffects(dot(50, 30), { defocus: { radius: 4 / WIDTH } }, 1);
    // 49 pixels have their middle within 4 pixels of another's (the lattice points of a disc).
    const lit: number[] = [];
    for (let i = 0; i < WIDTH * HEIGHT; i++) if ((rgb?.[3 * i] as number) > 0) lit.push(i);
    expect(lit).toHaveLength(49);
    for (const i of lit) {
      expect(Math.abs(lightOf(rgb?.[3 * i] as number) - 1 / 49)).toBeLessThan(0.002);
      const [dx, dy] = [(i % WIDTH) - 50, Math.floor(i / WIDTH) - 30];
      expect(dx * dx + dy * dy).toBeLessThanOrEqual(16);
    }
  });
});

describe('exposure', () => {
  it('doubles the light a stop, and cuts off what is more than full scale', () => {
    const grey = dot(1, 1, { ground: 100, mark: 250 });
    const { rgb } = withCameraEffects(grey, { exposure: { stops: 1 } }, 1);
    expect(lightOf(rgb?.[0] as number) / lightOf(100)).toBeCloseTo(2, 1);
    expect(rgb?.[3 * (WIDTH + 1)]).toBe(255);
    const darker = withCameraEffects(grey, { exposure: { stops: -2 } }, 1).rgb;
    expect(lightOf(darker?.[0] as number) / lightOf(100)).toBeCloseTo(0.25, 1);
    expect(withCameraEffects(grey, { exposure: { stops: 0 } }, 1)).toBe(grey);
  });
});
