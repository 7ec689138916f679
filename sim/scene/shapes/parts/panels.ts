import type { Finish, ShapePen } from '../shape-pen.ts';
import { BLACK } from './finishes.ts';
import { bothSides, box, rod } from './solids.ts';

/** How far a panel stands out of the wall it is on. */
const PROUD_M = 0.012;

/** Windows, doors or stripes on both long sides: flat panels from x to x, z to z. */
export function sidePanels(
  pen: ShapePen,
  halfWidthM: number,
  spans: readonly (readonly [number, number])[],
  [low, high]: readonly [number, number],
  finish: Finish,
  sides: readonly (-1 | 1)[] = [-1, 1],
): void {
  for (const [from, to] of spans) {
    for (const side of sides) {
      box(
        pen,
        [(from + to) / 2, side * halfWidthM, (low + high) / 2],
        [to - from, 2 * PROUD_M, high - low],
        finish,
      );
    }
  }
}

/** Cuts a run from x to x into equal panels with gaps between. */
export function spansOf(from: number, to: number, count: number, gap: number): (readonly [number, number])[] {
  const pitch = (to - from + gap) / count;
  return Array.from({ length: count }, (_, i) => [from + i * pitch, from + (i + 1) * pitch - gap] as const);
}

/** The dark hollow above a wheel, on both sides. */
export function wheelHollow(pen: ShapePen, x: number, z: number, radius: number, halfWidthM: number): void {
  bothSides((side) => {
    const y = side * (halfWidthM + 0.006);
    rod(pen, [x, y - side * 0.05, z], [x, y + side * 0.005, z], radius, BLACK, { sides: 20 });
  });
}
