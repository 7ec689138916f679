import jpeg from 'jpeg-js';
import * as THREE from 'three';
import { fileProblem } from './file-problem.ts';
import { checkSize, decodePng, isPng, type RgbImage } from './png-image.ts';

/** A picture has at most so many pixels a side. */
export const MOST_TEXTURE_PX = 4096;
/** It is shrunk to at most so many: its colours end at the corners of triangles, which are coarser. */
const KEPT_PX = 256;

type Wrap = (u: number) => number;

/** How a texture goes on beyond its edge, by glTF's number for it. An edge itself is never wrapped to the other. */
export const WRAPS: ReadonlyMap<number, Wrap> = new Map<number, Wrap>([
  [10497, (u) => (u >= 0 && u <= 1 ? u : u - Math.floor(u))],
  [33071, (u) => Math.min(1, Math.max(0, u))],
  [33648, (u) => 1 - Math.abs(1 - (u - 2 * Math.floor(u / 2)))],
]);

/** A decoded picture that tells its colour at a place. */
export interface Texture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Linear RGB; rows from the top. */
  readonly linear: Float32Array;
}

/** Linear light of an sRGB byte. */
const LINEAR = Float32Array.from({ length: 256 }, (_, byte) => {
  return new THREE.Color().setRGB(byte / 255, 0, 0, THREE.SRGBColorSpace).r;
});

/** Decodes a PNG or JPEG file and shrinks it; `place` is where the model's file holds it. */
export function readTexture(bytes: Uint8Array, file: string, place: string): Texture {
  let image: RgbImage;
  try {
    image = isPng(bytes) ? decodePng(bytes, MOST_TEXTURE_PX) : decodeJpeg(bytes);
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error);
    throw fileProblem(
      file,
      place,
      'a picture in PNG or JPEG',
      got,
      `at most ${MOST_TEXTURE_PX} pixels a side`,
    );
  }
  return shrink(image);
}

function decodeJpeg(bytes: Uint8Array): RgbImage {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new Error('it begins like neither');
  const image = jpeg.decode(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: 17,
    maxMemoryUsageInMB: 512,
  });
  checkSize(image.width, image.height, MOST_TEXTURE_PX);
  return { widthPx: image.width, heightPx: image.height, rgb: image.data };
}

/** Means of equal boxes, in linear light. */
function shrink({ widthPx, heightPx, rgb }: RgbImage): Texture {
  const [width, height] = [Math.min(KEPT_PX, widthPx), Math.min(KEPT_PX, heightPx)];
  const linear = new Float32Array(width * height * 3);
  const edge = (i: number, kept: number, all: number) => Math.floor((i * all) / kept);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [edge(y, height, heightPx), edge(y + 1, height, heightPx)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [edge(x, width, widthPx), edge(x + 1, width, widthPx)];
      for (let k = 0; k < 3; k++) {
        let sum = 0;
        for (let row = top; row < bottom; row++) {
          for (let column = left; column < right; column++) {
            sum += LINEAR[rgb[3 * (row * widthPx + column) + k] as number] as number;
          }
        }
        linear[3 * (y * width + x) + k] = sum / ((bottom - top) * (right - left));
      }
    }
  }
  return { widthPx: width, heightPx: height, linear };
}

/** Writes the colour at a place (0, 0 is the top left corner) into `into`, mixed from the four pixels about it. */
export function sampleTexture(
  { widthPx, heightPx, linear }: Texture,
  u: number,
  v: number,
  into: number[],
): void {
  const x = Math.min(widthPx - 1, Math.max(0, u * widthPx - 0.5));
  const y = Math.min(heightPx - 1, Math.max(0, v * heightPx - 0.5));
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.min(widthPx - 1, left + 1), Math.min(heightPx - 1, top + 1)];
  for (let k = 0; k < 3; k++) {
    const at = (row: number, column: number) => linear[3 * (row * widthPx + column) + k] as number;
    const upper = at(top, left) + (at(top, right) - at(top, left)) * (x - left);
    const lower = at(bottom, left) + (at(bottom, right) - at(bottom, left)) * (x - left);
    into[k] = upper + (lower - upper) * (y - top);
  }
}
