import { encodeJpeg } from '../../server/encode/jpeg.ts';
import type { Box } from '../../sim/index.ts';

export interface SheetSize {
  readonly count: number;
  readonly columns: number;
  /** Side of each picture on the sheet. */
  readonly sidePx: number;
}

/** Square pictures side by side, with boxes drawn over them. */
export class PictureSheet {
  readonly #size: SheetSize;
  readonly #widthPx: number;
  readonly #heightPx: number;
  readonly #rgb: Uint8Array;

  constructor(size: SheetSize) {
    this.#size = size;
    this.#widthPx = size.columns * size.sidePx;
    this.#heightPx = Math.ceil(size.count / size.columns) * size.sidePx;
    this.#rgb = new Uint8Array(this.#widthPx * this.#heightPx * 3);
  }

  /** A picture, made smaller by the mean of the pixels that fall on one, or larger by repeating them. */
  paste(place: number, rgb: Uint8Array, widthPx: number, heightPx: number): void {
    const { sidePx } = this.#size;
    const span = (at: number, length: number): readonly [number, number] => {
      const first = Math.floor((at * length) / sidePx);
      return [first, Math.max(first + 1, Math.floor(((at + 1) * length) / sidePx))];
    };
    for (let y = 0; y < sidePx; y++) {
      const rows = span(y, heightPx);
      for (let x = 0; x < sidePx; x++) {
        const columns = span(x, widthPx);
        const sums = [0, 0, 0];
        for (let v = rows[0]; v < rows[1]; v++) {
          for (let u = columns[0]; u < columns[1]; u++) {
            for (let c = 0; c < 3; c++) {
              sums[c] = (sums[c] as number) + (rgb[(v * widthPx + u) * 3 + c] as number);
            }
          }
        }
        const count = (rows[1] - rows[0]) * (columns[1] - columns[0]);
        this.#paint(
          place,
          x,
          y,
          sums.map((sum) => sum / count),
        );
      }
    }
  }

  outline(place: number, box: Box, colour: readonly number[]): void {
    const { sidePx } = this.#size;
    const at = (share: number) => Math.min(sidePx - 1, Math.max(0, Math.round(share * sidePx)));
    const [l, t, r, b] = [at(box.left), at(box.top), at(box.right), at(box.bottom)];
    for (let x = l; x <= r; x++) for (const y of [t, b]) this.#paint(place, x, y, colour);
    for (let y = t; y <= b; y++) for (const x of [l, r]) this.#paint(place, x, y, colour);
  }

  jpeg(): Uint8Array {
    return encodeJpeg(this.#rgb, { widthPx: this.#widthPx, heightPx: this.#heightPx });
  }

  #paint(place: number, x: number, y: number, colour: readonly number[]): void {
    const { columns, sidePx } = this.#size;
    const [left, top] = [(place % columns) * sidePx, Math.floor(place / columns) * sidePx];
    this.#rgb.set(colour, ((top + y) * this.#widthPx + left + x) * 3);
  }
}
