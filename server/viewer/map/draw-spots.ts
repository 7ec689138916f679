import { openCanvas } from './frame.ts';
import type { Place } from './nearest.ts';
import { PixelSheet } from './pixel-sheet.ts';
import type { Spot } from './spots.ts';
import type { Sprites } from './sprites.ts';

export interface SpotLayer {
  readonly spots: readonly Spot[];
  /** Null where an episode is not shown. */
  readonly places: readonly (Place | null)[];
  /** Inside the brush; the others are pale. */
  readonly chosen: readonly boolean[];
}

/** Above this many marks they are drawn smaller. */
export const MANY_SPOTS = 2_500;

/** Draws every mark: pale ones first, then passes, then failures, which matter most. */
export function drawSpots(
  canvas: HTMLCanvasElement,
  [widthPx, heightPx]: readonly [number, number],
  { spots, places, chosen }: SpotLayer,
  sprites: Sprites,
): void {
  const context = openCanvas(canvas, widthPx, heightPx);
  if (context === null) return;
  const ratio = window.devicePixelRatio;
  const sheet = new PixelSheet(canvas.width, canvas.height);
  const putWhere = (alpha: number, keep: (spot: Spot, i: number) => boolean) =>
    spots.forEach((spot, i) => {
      const place = places[i] ?? null;
      if (place === null || !keep(spot, i)) return;
      sheet.put(sprites.stamp(spot.kind, spot.failed, alpha), place.x * ratio, place.y * ratio);
    });
  putWhere(0.13, (_, i) => chosen[i] !== true);
  putWhere(spots.length > MANY_SPOTS ? 0.3 : 0.75, (spot, i) => chosen[i] === true && !spot.failed);
  putWhere(0.92, (spot, i) => chosen[i] === true && spot.failed);
  context.putImageData(sheet.toImageData(), 0, 0);
}
