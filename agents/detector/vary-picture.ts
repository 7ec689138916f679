import type { Rng } from '../../sim/core/index.ts';
import { addGrain, type ToneNoise, toneTables } from '../pictures/tones.ts';
import { IMAGE } from './detector-net.ts';
import { boxOf, type LabelledBox, type LabelledPictures } from './labelled-pictures.ts';

/** How far training pictures are changed, each by its own draw. */
export interface PictureVariety extends ToneNoise {
  /** Chance that it is zoomed, in or out, by a factor up to 1 + `zoom`. */
  readonly zoomed: number;
  readonly zoom: number;
  /** Moved by up to this share of the picture's side, either way and up or down. */
  readonly shift: number;
  /** Chance that it is mirrored. */
  readonly mirror: number;
}

export const USUAL_VARIETY: PictureVariety = {
  brightness: 0.12,
  contrast: 0.3,
  colour: 0.12,
  grain: 0.04,
  zoomed: 0.5,
  zoom: 0.25,
  shift: 0.15,
  mirror: 0.5,
};

const SIDE = IMAGE.sidePx;

/** Writes a picture as numbers in [-1, 1] to place `place` of `target`. */
export function normalise(rgb: Uint8Array, from: number, target: Float32Array, place: number): void {
  const to = place * IMAGE.values;
  for (let i = 0; i < IMAGE.values; i++) target[to + i] = (rgb[from + i] as number) * (2 / 255) - 1;
}

/**
 * The same with the picture moved, zoomed, mirrored and its tones changed at random; returns its box where
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
  const up = 1 + (rng.float() < variety.zoomed ? variety.zoom * rng.float() : 0);
  const scale = rng.float() < 0.5 ? up : 1 / up;
  const mirrored = rng.float() < variety.mirror;
  const shiftX = SIDE * rng.range(-variety.shift, variety.shift);
  const shiftY = SIDE * rng.range(-variety.shift, variety.shift);
  const tables = toneTables(variety, rng);
  // A new pixel at u, from the middle of the picture, shows the old one at scale x u + shift.
  const columns = sources(mirrored ? -scale : scale, shiftX);
  const rows = sources(scale, shiftY);
  const from = index * IMAGE.values;
  const to = place * IMAGE.values;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const source = from + ((rows[y] as number) * SIDE + (columns[x] as number)) * 3;
      const at = to + (y * SIDE + x) * 3;
      for (let c = 0; c < 3; c++) {
        target[at + c] = (tables[c] as Float32Array)[pictures.images[source + c] as number] as number;
      }
    }
  }
  if (variety.grain > 0) addGrain(target, to, IMAGE.values, variety.grain, rng);
  const box = boxOf(pictures, index);
  return box === null ? null : movedBox(box, { scale, mirrored, shiftX, shiftY });
}

/** The old column (or row) that each new one shows. */
function sources(scale: number, shift: number): Int32Array {
  return Int32Array.from({ length: SIDE }, (_, i) => {
    const old = scale * (i + 0.5 - SIDE / 2) + shift + SIDE / 2;
    return Math.min(SIDE - 1, Math.max(0, Math.floor(old)));
  });
}

function movedBox(
  { leftPx, topPx, rightPx, bottomPx, classIndex }: LabelledBox,
  { scale, mirrored, shiftX, shiftY }: { scale: number; mirrored: boolean; shiftX: number; shiftY: number },
): LabelledBox | null {
  const place = (px: number, shift: number) => (px - SIDE / 2 - shift) / scale;
  const kept = (px: number) => Math.min(SIDE, Math.max(0, px + SIDE / 2));
  const sides = [place(leftPx, shiftX), place(rightPx, shiftX)].map((x) => (mirrored ? -x : x));
  const moved = {
    leftPx: kept(Math.min(...sides)),
    rightPx: kept(Math.max(...sides)),
    topPx: kept(place(topPx, shiftY)),
    bottomPx: kept(place(bottomPx, shiftY)),
    classIndex,
  };
  return moved.rightPx - moved.leftPx < 1 || moved.bottomPx - moved.topPx < 1 ? null : moved;
}
