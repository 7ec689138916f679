import type { Colours } from '../charts/colours.ts';
import { markOf } from './marks.tsx';

/** Drawn once per kind and outcome, then stamped: a stamp costs a tenth of a path. */
export class Sprites {
  readonly #colours: Colours;
  readonly #ratio: number;
  readonly #radiusPx: number;
  readonly #made = new Map<string, HTMLCanvasElement>();

  constructor(colours: Colours, ratio: number, radiusPx: number) {
    this.#colours = colours;
    this.#ratio = ratio;
    this.#radiusPx = radiusPx;
  }

  /** Width and height of a stamp, in css px. */
  get sizePx(): number {
    return Math.ceil(this.#radiusPx * 3.2 + 2);
  }

  of(kind: string, failed: boolean): HTMLCanvasElement {
    const key = `${failed ? 'f' : 'p'}${kind}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = this.#draw(kind, failed);
    this.#made.set(key, made);
    return made;
  }

  #draw(kind: string, failed: boolean): HTMLCanvasElement {
    const { path, halo, colour } = markOf(kind);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(this.sizePx * this.#ratio);
    canvas.height = canvas.width;
    const context = canvas.getContext('2d');
    if (context === null) return canvas;
    const scale = this.#radiusPx * this.#ratio;
    context.translate(canvas.width / 2, canvas.height / 2);
    context.scale(scale, scale);
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
    return canvas;
  }
}
