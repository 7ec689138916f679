import type { CameraPose, CameraSpec, Picture, Stage } from '../../../sim/index.ts';
import { openBrowserRenderer, type ThreeRenderer } from '../../../sim/render/browser.ts';
import { type Channel, paintFrame } from './paint-frame.ts';

/** One frame to draw. A stage is sent once and named by its key from then on. */
export interface SightRequest {
  readonly channel: Channel;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly stage: Stage | null;
  readonly stageKey: string;
  readonly picture: Omit<Picture, 'stage'>;
  readonly pose: CameraPose;
}

export type SightAnswer =
  | { readonly pixels: Uint8ClampedArray<ArrayBuffer>; readonly tookMs: number }
  | { readonly problem: string };

/** What a worker of a page has of its own; the compiler knows only the page's window. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<SightRequest>) => void) | null;
  postMessage(answer: SightAnswer, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
let renderer: ThreeRenderer | null = null;
let stage: Stage | null = null;

/**
 * Draws the agent's camera away from the page's own thread: reading pixels back waits for the
 * graphics, and a page that waits answers nobody.
 */
scope.onmessage = ({ data }) => {
  const startMs = performance.now();
  try {
    const pixels = draw(data);
    scope.postMessage({ pixels, tookMs: performance.now() - startMs }, [pixels.buffer]);
  } catch (error) {
    // Graphics that were lost may come back; a fresh renderer then starts from nothing.
    renderer?.close();
    renderer = null;
    scope.postMessage({ problem: error instanceof Error ? error.message : String(error) }, []);
  }
};

function draw(request: SightRequest): Uint8ClampedArray<ArrayBuffer> {
  const { channel, widthPx, heightPx, pose } = request;
  if (request.stage !== null) stage = request.stage;
  if (stage === null || stage.key !== request.stageKey) throw new Error('The stage was not sent.');
  const spec: CameraSpec = {
    widthPx,
    heightPx,
    rgb: channel === 'rgb',
    depth: channel === 'depth',
    semantic: channel === 'semantic',
  };
  renderer ??= openBrowserRenderer(new OffscreenCanvas(widthPx, heightPx));
  const frame = renderer.render({ ...request.picture, stage }, pose, spec, 0);
  const pixels = new Uint8ClampedArray(widthPx * heightPx * 4);
  paintFrame(frame, channel, pixels);
  return pixels;
}
