import type { Colours } from '../charts/colours.ts';
import { markOf } from './marks.tsx';
import { type Stamp, stampOf } from './pixel-sheet.ts';

/** The marks in one set of colours and one size, as small pictures that are each drawn once. */
export class Sprites {
  /** Width and height of a picture, in pixels of the screen. */
  readonly side: number;
  readonly #colours: Colours;
  readonly #radiusPx: number;
  readonly #scale: number;
  readonly #made = new Map<string, OffscreenCanvas>();
  readonly #stamps = new Map<string, Stamp>();

  constructor(colours: Colours, ratio: number, radiusPx: number) {
    this.#colours = colours;
    this.#radiusPx = radiusPx;
    this.#scale = radiusPx * ratio;
    this.side = Math.ceil((radiusPx * 3.2 + 2) * ratio);
  }

  of(kind: string, failed: boolean): OffscreenCanvas {
    const key = `${failed ? 'f' : 'p'}${kind}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = new OffscreenCanvas(this.side, this.side);
    this.#draw(
      made.getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D,
      kind,
      failed,
    );
    this.#made.set(key, made);
    return made;
  }

  /** The same picture for a PixelSheet, made paler by `alpha`. */
  stamp(kind: string, failed: boolean, alpha: number): Stamp {
    const key = `${alpha}${failed ? 'f' : 'p'}${kind}`;
    const known = this.#stamps.get(key);
    if (known !== undefined) return known;
    const context = this.of(kind, failed).getContext('2d') as OffscreenCanvasRenderingContext2D;
    const { data } = context.getImageData(0, 0, this.side, this.side);
    const made = stampOf(data, this.side, alpha);
    this.#stamps.set(key, made);
    return made;
  }

  #draw(context: OffscreenCanvasRenderingContext2D, kind: string, failed: boolean): void {
    const { path, halo, colour } = markOf(kind);
    context.translate(this.side / 2, this.side / 2);
    context.scale(this.#scale, this.#scale);
    context.strokeStyle = this.#colours[colour];
    context.fillStyle = this.#colours[colour];
    context.lineWidth = 1.2 / this.#radiusPx;
    if (halo !== null) context.stroke(new Path2D(halo));
    const body = new Path2D(path);
    if (failed) context.fill(body);
    // A rim of the ground keeps filled neighbours apart.
    if (failed) context.strokeStyle = this.#colours['--panel'];
    if (failed) context.lineWidth = 0.7 / this.#radiusPx;
    context.stroke(body);
  }
}
