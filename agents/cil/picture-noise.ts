import type { Rng } from '../../sim/core/index.ts';
import { addGrain, type ToneNoise, toneTables } from '../pictures/tones.ts';
import { IMAGE } from './cil-net.ts';

/** How far training pictures are changed, each by its own draw; 0 leaves a thing as it is. */
export interface PictureNoise extends ToneNoise {
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
  const [red, green, blue] = toneTables(noise, rng);
  const from = index * IMAGE.values;
  const to = place * IMAGE.values;
  for (let i = 0; i < IMAGE.values; i += CHANNELS) {
    target[to + i] = red[images[from + i] as number] as number;
    target[to + i + 1] = green[images[from + i + 1] as number] as number;
    target[to + i + 2] = blue[images[from + i + 2] as number] as number;
  }
  if (noise.grain > 0) addGrain(target, to, IMAGE.values, noise.grain, rng);
  if (rng.float() < noise.cutout) cutOut(target, to, rng);
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
