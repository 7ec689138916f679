import type { CameraPose, Picture } from '../../../sim/index.ts';
import type { Channel } from './paint-frame.ts';
import type { SightAnswer, SightRequest } from './sight-worker.ts';

/** What the agent was shown at a step. */
export interface Sight {
  readonly picture: Picture;
  readonly pose: CameraPose;
}

const MOST_OFTEN_MS = 100;
/** Between two frames passes at least so many times what one takes: the stage needs the graphics too. */
const COST_SHARE = 3;
const TRY_AGAIN_MS = 2_000;

/**
 * Shows the agent's camera in a plain canvas: one channel, at the size of the canvas, only when
 * there is something new, at most ten times a second and less where drawing is dear. A worker
 * draws it. Its danger: the worker holds a WebGL context, of which there are few; close it.
 */
export class SightDrawing {
  readonly #context: CanvasRenderingContext2D;
  readonly #onNotice: (problem: string | null) => void;
  readonly #worker = new Worker(new URL('./sight-worker.ts', import.meta.url), { type: 'module' });
  #sight: () => Sight | null = () => null;
  #channel: Channel = 'rgb';
  #shown: Sight | null = null;
  #sentStage: Picture['stage'] | null = null;
  #asked: Channel | null = null;
  #nextMs = 0;
  #request: number;

  constructor(context: CanvasRenderingContext2D, onNotice: (notice: string | null) => void) {
    this.#context = context;
    this.#onNotice = onNotice;
    this.#worker.onmessage = ({ data }: MessageEvent<SightAnswer>) => this.#receive(data);
    this.#worker.onerror = ({ message }) => this.#receive({ problem: message || 'the worker did not start' });
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
    this.#worker.terminate();
  }

  readonly #tick = (nowMs: number): void => {
    this.#request = requestAnimationFrame(this.#tick);
    if (this.#asked !== null || nowMs < this.#nextMs) return;
    const seen = this.#sight();
    if (seen === null || seen === this.#shown) return;
    this.#shown = seen;
    this.#asked = this.#channel;
    this.#worker.postMessage(this.#ask(seen));
  };

  #ask({ picture: { stage, ...picture }, pose }: Sight): SightRequest {
    const { width: widthPx, height: heightPx } = this.#context.canvas;
    const isKnown = stage === this.#sentStage;
    this.#sentStage = stage;
    return {
      channel: this.#channel,
      widthPx,
      heightPx,
      stage: isKnown ? null : stage,
      stageKey: stage.key,
      picture,
      pose,
    };
  }

  #receive(answer: SightAnswer): void {
    const channel = this.#asked as Channel;
    this.#asked = null;
    if ('problem' in answer) {
      this.#shown = null;
      this.#sentStage = null;
      this.#nextMs = performance.now() + TRY_AGAIN_MS;
      this.#onNotice(`The camera could not be drawn: ${answer.problem}`);
      return;
    }
    const { canvas } = this.#context;
    this.#nextMs = performance.now() + Math.max(MOST_OFTEN_MS, COST_SHARE * answer.tookMs);
    this.#context.putImageData(new ImageData(answer.pixels, canvas.width, canvas.height), 0, 0);
    canvas.dataset.drawn = channel;
    this.#onNotice(null);
  }
}
