/** A small picture to be put in many places: only its pixels that show, premultiplied. */
export interface Stamp {
  /** Width and height in pixels. */
  readonly side: number;
  /** Column and row of each pixel, then its red, green, blue and alpha. */
  readonly pixels: readonly (readonly [x: number, y: number, r: number, g: number, b: number, a: number])[];
}

/** A stamp from the pixels of a square picture, made paler by `alpha`. */
export function stampOf(rgba: ArrayLike<number>, side: number, alpha: number): Stamp {
  const pixels: Stamp['pixels'][number][] = [];
  for (let i = 0; i < side * side; i++) {
    const a = Math.round((rgba[4 * i + 3] as number) * alpha);
    if (a === 0) continue;
    const channel = (c: number) => Math.round(((rgba[4 * i + c] as number) * a) / 255);
    pixels.push([i % side, Math.floor(i / side), channel(0), channel(1), channel(2), a]);
  }
  return { side, pixels };
}

/**
 * Pixels that stamps are laid over, one on the other. A canvas needs some microseconds for each
 * picture it is told to draw; twenty thousand marks have to fit into one frame.
 */
export class PixelSheet {
  readonly width: number;
  readonly height: number;
  /** Premultiplied. */
  readonly #pixels: Uint8Array;
  readonly #flat = new Map<Stamp, Int32Array>();

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#pixels = new Uint8Array(width * height * 4);
  }

  /** Lays a stamp down with its middle at a place. */
  put(stamp: Stamp, middleX: number, middleY: number): void {
    const { side } = stamp;
    const left = Math.round(middleX - side / 2);
    const top = Math.round(middleY - side / 2);
    const isInside = left >= 0 && top >= 0 && left + side <= this.width && top + side <= this.height;
    if (isInside) this.#blend(this.#flatten(stamp), 4 * (top * this.width + left));
    else this.#blend(this.#flatten(cut(stamp, left, top, this.width, this.height)), 0);
  }

  /** The sheet as a canvas wants it: not premultiplied. */
  toImageData(): ImageData {
    const image = new ImageData(this.width, this.height);
    this.copyTo(image.data);
    return image;
  }

  copyTo(rgba: Uint8ClampedArray): void {
    const from = this.#pixels;
    for (let i = 0; i < from.length; i += 4) {
      const a = from[i + 3] as number;
      if (a === 0) continue;
      const scale = 255 / a;
      rgba[i] = (from[i] as number) * scale;
      rgba[i + 1] = (from[i + 1] as number) * scale;
      rgba[i + 2] = (from[i + 2] as number) * scale;
      rgba[i + 3] = a;
    }
  }

  #blend(flat: Int32Array, start: number): void {
    const to = this.#pixels;
    for (let k = 0; k < flat.length; k += 5) {
      const i = start + (flat[k] as number);
      const a = flat[k + 4] as number;
      // Whole numbers throughout: a 256th for a 255th is off by less than one step of colour.
      const rest = 256 - a;
      to[i] = (flat[k + 1] as number) + (((to[i] as number) * rest) >> 8);
      to[i + 1] = (flat[k + 2] as number) + (((to[i + 1] as number) * rest) >> 8);
      to[i + 2] = (flat[k + 3] as number) + (((to[i + 2] as number) * rest) >> 8);
      to[i + 3] = a + (((to[i + 3] as number) * rest) >> 8);
    }
  }

  /** A stamp's pixels by their distance in the sheet; kept, since few stamps are put down many times. */
  #flatten(stamp: Stamp): Int32Array {
    const known = this.#flat.get(stamp);
    if (known !== undefined) return known;
    const flat = Int32Array.from(
      stamp.pixels.flatMap(([x, y, r, g, b, a]) => [4 * (y * this.width + x), r, g, b, a]),
    );
    this.#flat.set(stamp, flat);
    return flat;
  }
}

/** What lies on the sheet of a stamp that hangs over its edge, in places of the sheet. */
function cut(stamp: Stamp, left: number, top: number, width: number, height: number): Stamp {
  const pixels = stamp.pixels
    .map(([x, y, ...rest]) => [x + left, y + top, ...rest] as const)
    .filter(([x, y]) => x >= 0 && y >= 0 && x < width && y < height);
  return { side: stamp.side, pixels };
}
