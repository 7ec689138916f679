import type { Colours } from '../charts/colours.ts';
import { openCanvas } from './frame.ts';
import type { Place } from './nearest.ts';
import type { Spot } from './spots.ts';
import { Sprites } from './sprites.ts';

export interface SpotLayer {
  readonly spots: readonly Spot[];
  /** Null where an episode is not shown. */
  readonly places: readonly (Place | null)[];
  /** Inside the brush; the others are pale. */
  readonly chosen: readonly boolean[];
}

/** Above this many marks they are drawn smaller. */
const MANY = 2_500;

/** Draws every mark: pale ones first, then passes, then failures, which matter most. */
export function drawSpots(
  canvas: HTMLCanvasElement,
  [widthPx, heightPx]: readonly [number, number],
  { spots, places, chosen }: SpotLayer,
  colours: Colours,
): void {
  const context = openCanvas(canvas, widthPx, heightPx);
  if (context === null) return;
  const sprites = new Sprites(colours, window.devicePixelRatio, spots.length > MANY ? 2.6 : 4);
  const half = sprites.sizePx / 2;
  const drawWhere = (alpha: number, keep: (spot: Spot, i: number) => boolean) => {
    context.globalAlpha = alpha;
    spots.forEach((spot, i) => {
      const place = places[i] ?? null;
      if (place === null || !keep(spot, i)) return;
      const stamp = sprites.of(spot.kind, spot.failed);
      context.drawImage(stamp, place.x - half, place.y - half, sprites.sizePx, sprites.sizePx);
    });
  };
  drawWhere(0.13, (_, i) => chosen[i] !== true);
  drawWhere(spots.length > MANY ? 0.55 : 0.75, (spot, i) => chosen[i] === true && !spot.failed);
  drawWhere(0.92, (spot, i) => chosen[i] === true && spot.failed);
}
