import type { Rng } from '../../sim/core/index.ts';
import { IMAGE } from './cil-net.ts';

/** How far training pictures are changed, each by its own draw; 0 leaves a thing as it is. */
export interface PictureNoise {
  /** Added to every value, up to this share of full scale either way. */
  readonly brightness: number;
  /** Stretch about mid-grey by a factor up to 1 + this, or its inverse. */
  readonly contrast: number;
  /** Gain of each colour channel by a factor up to 1 + this, or its inverse. */
  readonly colour: number;
  /** Uniform noise of each value, up to this share of full scale either way. */
  readonly grain: number;
  /** Chance that a rectangle of up to a third of each side is painted over. */
  readonly cutout: number;
}

export const USUAL_NOISE: PictureNoise = {
  brightness: 0.15,
  contrast: 0.3,
  colour: 0.15,
  grain: 0.05,
  cutout: 0.3,
};

const CHANNELS = 3;
const LEVELS = 256;

/** Writes picture number `index` of `images` as numbers in [-1, 1] to place `place` of `target`. */
export function normalise(images: Uint8Array, index: number, target: Float32Array, place: number): void {
  const from = index * IMAGE.values;
  const to = place * IMAGE.values;
  for (let i = 0; i < IMAGE.values; i++) target[to + i] = (images[from + i] as number) * (2 / 255) - 1;
}

/** The same with the picture changed at random; the numbers stay in [-1, 1]. */
export function normaliseWithNoise(
  images: Uint8Array,
  index: number,
  target: Float32Array,
  place: number,
  noise: PictureNoise,
  rng: Rng,
): void {
  const tables = toneTables(noise, rng);
  const [red, green, blue] = tables as [Float32Array, Float32Array, Float32Array];
  const from = index * IMAGE.values;
  const to = place * IMAGE.values;
  for (let i = 0; i < IMAGE.values; i += CHANNELS) {
    target[to + i] = red[images[from + i] as number] as number;
    target[to + i + 1] = green[images[from + i + 1] as number] as number;
    target[to + i + 2] = blue[images[from + i + 2] as number] as number;
  }
  if (noise.grain > 0) addGrain(target, to, noise.grain, rng);
  if (rng.float() < noise.cutout) cutOut(target, to, rng);
}

/** One table per channel from 8-bit level to number: brightness, contrast and colour in one look-up. */
function toneTables(noise: PictureNoise, rng: Rng): Float32Array[] {
  const shift = 2 * rng.range(-noise.brightness, noise.brightness);
  const contrast = factor(noise.contrast, rng);
  return Array.from({ length: CHANNELS }, () => {
    const gain = factor(noise.colour, rng);
    const table = new Float32Array(LEVELS);
    for (let level = 0; level < LEVELS; level++) {
      const value = (level * (2 / 255) * gain - 1) * contrast + shift;
      table[level] = Math.min(1, Math.max(-1, value));
    }
    return table;
  });
}

/** Between 1 / (1 + spread) and 1 + spread, as likely darker as brighter. */
function factor(spread: number, rng: Rng): number {
  const up = 1 + spread * rng.float();
  return rng.float() < 0.5 ? up : 1 / up;
}

/** Grain is drawn from a small generator of its own (xorshift32): 13,824 draws a picture. */
function addGrain(target: Float32Array, to: number, grain: number, rng: Rng): void {
  const strength = (2 * grain * rng.float()) / 2_147_483_648;
  let state = rng.int(0x7fffffff) + 1;
  for (let i = to; i < to + IMAGE.values; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    target[i] = Math.min(1, Math.max(-1, (target[i] as number) + state * strength));
  }
}

function cutOut(target: Float32Array, to: number, rng: Rng): void {
  const width = 2 + rng.int(Math.floor(IMAGE.widthPx / 3));
  const height = 2 + rng.int(Math.floor(IMAGE.heightPx / 3));
  const left = rng.int(IMAGE.widthPx - width);
  const top = rng.int(IMAGE.heightPx - height);
  const colour = [rng.range(-1, 1), rng.range(-1, 1), rng.range(-1, 1)];
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) target.set(colour, to + (y * IMAGE.widthPx + x) * CHANNELS);
  }
}
