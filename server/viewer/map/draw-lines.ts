import type { Colours } from '../charts/colours.ts';
import { openCanvas } from './frame.ts';
import { markOf } from './marks.tsx';
import type { Spot } from './spots.ts';
import { Sprites } from './sprites.ts';

export interface LineLayer {
  readonly spots: readonly Spot[];
  /** Px across, per axis. */
  readonly columns: readonly number[];
  /** Px down, per axis, of each episode; null where it is not shown. */
  readonly heights: readonly (readonly number[] | null)[];
  readonly chosen: readonly boolean[];
}

/** How long one frame may draw. */
const FRAME_MS = 8;
const LINES_BETWEEN_LOOKS = 50;

/**
 * Draws a line per episode over several frames, so that many thousands of them never hold up the
 * page. Gives a way to stop, for when another drawing takes its place.
 */
export function drawLines(
  canvas: HTMLCanvasElement,
  [widthPx, heightPx]: readonly [number, number],
  layer: LineLayer,
  colours: Colours,
): () => void {
  const context = openCanvas(canvas, widthPx, heightPx);
  if (context === null) return () => {};
  const order = drawingOrder(layer);
  const sprites = new Sprites(colours, window.devicePixelRatio, 2.6);
  let next = 0;
  let request = 0;
  const drawSome = () => {
    const until = performance.now() + FRAME_MS;
    while (next < order.length) {
      for (let k = 0; k < LINES_BETWEEN_LOOKS && next < order.length; k++) {
        drawLine(context, layer, order[next++] as number, colours, sprites);
      }
      if (performance.now() > until) break;
    }
    if (next < order.length) request = requestAnimationFrame(drawSome);
  };
  drawSome();
  return () => cancelAnimationFrame(request);
}

/** Pale ones first, then passes, then failures. */
function drawingOrder({ spots, heights, chosen }: LineLayer): number[] {
  const rank = (i: number) => (chosen[i] === true ? (spots[i]?.failed === true ? 2 : 1) : 0);
  return spots
    .map((_, i) => i)
    .filter((i) => heights[i] !== null)
    .sort((a, b) => rank(a) - rank(b) || a - b);
}

function drawLine(
  context: CanvasRenderingContext2D,
  { spots, columns, heights, chosen }: LineLayer,
  i: number,
  colours: Colours,
  sprites: Sprites,
): void {
  const [spot, line] = [spots[i], heights[i]];
  if (spot === undefined || line == null) return;
  const many = spots.length > 1_000;
  context.globalAlpha = chosen[i] !== true ? 0.04 : spot.failed ? (many ? 0.45 : 0.75) : many ? 0.12 : 0.3;
  context.strokeStyle = colours[markOf(spot.kind).colour];
  context.lineWidth = spot.failed ? 1.3 : 0.8;
  context.setLineDash(spot.failed ? [] : [3, 3]);
  context.beginPath();
  line.forEach((y, k) => {
    const x = columns[k] as number;
    if (k === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.stroke();
  const sizePx = sprites.side / window.devicePixelRatio;
  const stamp = sprites.of(spot.kind, spot.failed);
  line.forEach((y, k) => {
    context.drawImage(stamp, (columns[k] as number) - sizePx / 2, y - sizePx / 2, sizePx, sizePx);
  });
}
