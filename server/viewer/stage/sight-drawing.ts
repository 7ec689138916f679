import type { CameraPose, CameraSpec, Picture } from '../../../sim/index.ts';
import { openBrowserRenderer, type ThreeRenderer } from '../../../sim/render/browser.ts';
import { type Channel, paintFrame } from './paint-frame.ts';

/** What the agent was shown at a step. */
export interface Sight {
  readonly picture: Picture;
  readonly pose: CameraPose;
}

const MOST_OFTEN_MS = 100;
/** Of the page's time at most one part in so many goes into this picture. */
const COST_SHARE = 5;
const TRY_AGAIN_MS = 2_000;

/**
 * Draws the agent's camera into a plain canvas: one channel, at the size of the canvas, only when
 * there is something new, at most ten times a second and less where drawing is dear. Its danger:
 * it holds a WebGL context of its own, of which a page has few; close it.
 */
export class SightDrawing {
  readonly #context: CanvasRenderingContext2D;
  readonly #onProblem: (problem: string | null) => void;
  readonly #surface: OffscreenCanvas;
  readonly #image: ImageData;
  #renderer: ThreeRenderer | null = null;
  #sight: () => Sight | null = () => null;
  #channel: Channel = 'rgb';
  #shown: Sight | null = null;
  #nextMs = 0;
  #request: number;

  constructor(context: CanvasRenderingContext2D, onProblem: (problem: string | null) => void) {
    const { width, height } = context.canvas;
    this.#context = context;
    this.#onProblem = onProblem;
    this.#surface = new OffscreenCanvas(width, height);
    this.#image = context.createImageData(width, height);
    this.#request = requestAnimationFrame(this.#tick);
  }

  /** The same object from `sight` as before means nothing new. */
  show(sight: () => Sight | null, channel: Channel): void {
    this.#sight = sight;
    this.#channel = channel;
    this.#shown = null;
    this.#nextMs = 0;
  }

  close(): void {
    cancelAnimationFrame(this.#request);
    this.#drop();
    const context = this.#surface.getContext('webgl2');
    if (context?.isContextLost() === false) context.getExtension('WEBGL_lose_context')?.loseContext();
  }

  readonly #tick = (nowMs: number): void => {
    this.#request = requestAnimationFrame(this.#tick);
    if (nowMs < this.#nextMs) return;
    const seen = this.#sight();
    if (seen === null || seen === this.#shown) return;
    const startMs = performance.now();
    try {
      this.#draw(seen);
      this.#shown = seen;
      this.#onProblem(null);
      this.#nextMs = nowMs + Math.max(MOST_OFTEN_MS, COST_SHARE * (performance.now() - startMs));
    } catch (error) {
      // Graphics that were lost may come back; a fresh renderer then starts from nothing.
      this.#drop();
      this.#nextMs = nowMs + TRY_AGAIN_MS;
      this.#onProblem(error instanceof Error ? error.message : String(error));
    }
  };

  #draw({ picture, pose }: Sight): void {
    const { width: widthPx, height: heightPx } = this.#surface;
    const channel = this.#channel;
    const spec: CameraSpec = {
      widthPx,
      heightPx,
      rgb: channel === 'rgb',
      depth: channel === 'depth',
      semantic: channel === 'semantic',
    };
    this.#renderer ??= openBrowserRenderer(this.#surface);
    paintFrame(this.#renderer.render(picture, pose, spec, 0), channel, this.#image.data);
    this.#context.putImageData(this.#image, 0, 0);
    this.#context.canvas.dataset.drawn = channel;
  }

  #drop(): void {
    this.#renderer?.close();
    this.#renderer = null;
  }
}
