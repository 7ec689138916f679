/** RGB, 0 to 255. */
export type Colour = readonly [number, number, number];

/** An RGB picture to draw on; what lies outside it is left out. */
export class Raster {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Uint8Array;

  constructor(widthPx: number, heightPx: number, ground: Colour) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.rgb = new Uint8Array(widthPx * heightPx * 3);
    for (let i = 0; i < this.rgb.length; i += 3) this.rgb.set(ground, i);
  }

  put(xPx: number, yPx: number, colour: Colour): void {
    if (xPx < 0 || yPx < 0 || xPx >= this.widthPx || yPx >= this.heightPx) return;
    this.rgb.set(colour, (yPx * this.widthPx + xPx) * 3);
  }

  /** Another picture, each pixel of it a square of `scale`. */
  paste(
    rgb: Uint8Array,
    of: { readonly widthPx: number; readonly heightPx: number },
    at: { readonly xPx: number; readonly yPx: number; readonly scale: number },
  ): void {
    for (let y = 0; y < of.heightPx * at.scale; y++) {
      for (let x = 0; x < of.widthPx * at.scale; x++) {
        const from = (Math.floor(y / at.scale) * of.widthPx + Math.floor(x / at.scale)) * 3;
        this.put(at.xPx + x, at.yPx + y, [
          rgb[from] as number,
          rgb[from + 1] as number,
          rgb[from + 2] as number,
        ]);
      }
    }
  }

  /** The outline of a rectangle from one pixel to another, both in it. */
  frame(left: number, top: number, right: number, bottom: number, colour: Colour): void {
    for (let x = left; x <= right; x++) {
      this.put(x, top, colour);
      this.put(x, bottom, colour);
    }
    for (let y = top; y <= bottom; y++) {
      this.put(left, y, colour);
      this.put(right, y, colour);
    }
  }
}
