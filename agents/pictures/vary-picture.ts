import type { Rng } from '../../sim/core/index.ts';
import { boxOf, type LabelledBox, type LabelledPictures } from './labelled-pictures.ts';
import { IMAGE } from './still-image.ts';
import { addGrain, type ToneNoise, toneTables } from './tones.ts';

/** How far training pictures are changed, each by its own draw. */
export interface PictureVariety extends ToneNoise {
  /** Moved by up to this share of the picture's side, either way and up or down. */
  readonly shift: number;
  /** Chance that it is mirrored. */
  readonly mirror: number;
}

/** Mild on purpose: every round has pictures of its own, so there is little to guard against. */
export const USUAL_VARIETY: PictureVariety = {
  brightness: 0.06,
  contrast: 0.15,
  colour: 0.06,
  grain: 0.02,
  shift: 0.1,
  mirror: 0.5,
};

const SIDE = IMAGE.sidePx;

/** Writes a picture as numbers in [-1, 1] to place `place` of `target`. */
export function normalise(rgb: Uint8Array, from: number, target: Float32Array, place: number): void {
  const to = place * IMAGE.values;
  for (let i = 0; i < IMAGE.values; i++) target[to + i] = (rgb[from + i] as number) * (2 / 255) - 1;
}

/**
 * The same with the picture moved, mirrored and its tones changed at random; returns its box where
 * it is then. Where the source ends, its border goes on.
 */
export function normaliseVaried(
  pictures: LabelledPictures,
  index: number,
  target: Float32Array,
  place: number,
  variety: PictureVariety,
  rng: Rng,
): LabelledBox | null {
  const mirrored = rng.float() < variety.mirror;
  const shiftX = Math.round(SIDE * rng.range(-variety.shift, variety.shift));
  const shiftY = Math.round(SIDE * rng.range(-variety.shift, variety.shift));
  const [red, green, blue] = toneTables(variety, rng);
  const columns = sources(shiftX, mirrored);
  const rows = sources(shiftY, false);
  const { images } = pictures;
  const from = index * IMAGE.values;
  const to = place * IMAGE.values;
  for (let y = 0, at = to; y < SIDE; y++) {
    const row = from + (rows[y] as number) * SIDE * 3;
    for (let x = 0; x < SIDE; x++, at += 3) {
      const source = row + (columns[x] as number) * 3;
      target[at] = red[images[source] as number] as number;
      target[at + 1] = green[images[source + 1] as number] as number;
      target[at + 2] = blue[images[source + 2] as number] as number;
    }
  }
  if (variety.grain > 0) addGrain(target, to, IMAGE.values, variety.grain, rng);
  const box = boxOf(pictures, index);
  return box === null ? null : movedBox(box, shiftX, shiftY, mirrored);
}

/** The old column (or row) that each new one shows. */
function sources(shiftPx: number, mirrored: boolean): Int32Array {
  return Int32Array.from({ length: SIDE }, (_, i) => {
    const old = (mirrored ? SIDE - 1 - i : i) + shiftPx;
    return Math.min(SIDE - 1, Math.max(0, old));
  });
}

function movedBox(
  { leftPx, topPx, rightPx, bottomPx, classIndex }: LabelledBox,
  shiftX: number,
  shiftY: number,
  mirrored: boolean,
): LabelledBox | null {
  const kept = (px: number) => Math.min(SIDE, Math.max(0, px));
  const [left, right] = [leftPx - shiftX, rightPx - shiftX];
  const moved = {
    leftPx: kept(mirrored ? SIDE - right : left),
    topPx: kept(topPx - shiftY),
    rightPx: kept(mirrored ? SIDE - left : right),
    bottomPx: kept(bottomPx - shiftY),
    classIndex,
  };
  return moved.rightPx - moved.leftPx < 1 || moved.bottomPx - moved.topPx < 1 ? null : moved;
}
