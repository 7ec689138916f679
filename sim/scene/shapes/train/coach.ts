import { AMBER, BLACK, DARK, GLASS, HEADLAMP, lacquer, STEEL, TAIL_LAMP } from '../parts/finishes.ts';
import { loft, type SectionPoint, type Station } from '../parts/loft.ts';
import { sidePanels, spansOf } from '../parts/panels.ts';
import { ball, bothSides, box, roundBox } from '../parts/solids.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';
import { RAIL_M } from './track.ts';

export interface CoachPlan {
  readonly from: number;
  readonly to: number;
  readonly widthM: number;
  /** Top of the roof. */
  readonly roofM: number;
}

export const FLOOR_M = 1.15;

/** Section of a coach: upright walls that lean in a little, and a round roof. */
function section(widthM: number, roofM: number, width = 1, drop = 0, floor = FLOOR_M): SectionPoint[] {
  const w = (widthM / 2) * width;
  const top = roofM - drop;
  return [
    [w * 0.94, floor],
    [w, floor + 0.35],
    [w, top - 0.85],
    [w * 0.95, top - 0.5],
    [w * 0.8, top - 0.2],
    [w * 0.45, top - 0.03],
    [0, top],
  ];
}

/** A coach's body between two flat ends; `nose` makes the front of it. */
export function coachBody(
  pen: ShapePen,
  plan: CoachPlan,
  nose: 'flat' | 'slanted' | 'bullet',
  finish: Finish = lacquer(pen),
): void {
  const { from, to, widthM, roofM } = plan;
  const at = (x: number, width = 1, drop = 0, floor = FLOOR_M): Station => ({
    x,
    half: section(widthM, roofM, width, drop, floor),
  });
  const fronts: Readonly<Record<typeof nose, readonly Station[]>> = {
    flat: [at(to - 0.12), at(to, 0.95, 0.1)],
    slanted: [at(to - 1.1), at(to - 0.6, 0.97, 0.35), at(to - 0.15, 0.9, 0.95), at(to, 0.8, 1.35)],
    bullet: [
      at(to - 5),
      at(to - 3.9, 0.98, 0.22),
      at(to - 2.8, 0.92, 0.68),
      at(to - 1.7, 0.8, 1.28),
      at(to - 0.8, 0.62, 1.78),
      at(to - 0.25, 0.42, 2.05, 1.05),
      at(to, 0.2, 2.25, 1.05),
    ],
  };
  const stations = [at(from, 0.95, 0.1), at(from + 0.12), ...fronts[nose]];
  pen.part(loft(stations), finish);
  box(
    pen,
    [(from + to) / 2 - (nose === 'bullet' ? 1 : 0), 0, FLOOR_M - 0.1],
    [to - from - (nose === 'bullet' ? 4 : 0.6), widthM * 0.86, 0.34],
    DARK,
  );
}

/** A row of windows, and doors among them, on both sides. */
export function coachWindows(
  pen: ShapePen,
  { widthM }: CoachPlan,
  [from, to]: readonly [number, number],
  count: number,
  {
    band = false,
    doors = [],
    doorFinish = DARK,
  }: { readonly band?: boolean; readonly doors?: readonly number[]; readonly doorFinish?: Finish } = {},
): void {
  const glass = [FLOOR_M + 1.0, FLOOR_M + 1.85] as const;
  if (band)
    sidePanels(
      pen,
      widthM / 2 - 0.004,
      [[from - 0.15, to + 0.15]],
      [glass[0] - 0.12, glass[1] + 0.12],
      BLACK,
    );
  sidePanels(pen, widthM / 2, spansOf(from, to, count, band ? 0.12 : 0.4), glass, GLASS);
  for (const x of doors) {
    sidePanels(
      pen,
      widthM / 2 + 0.006,
      [[x - 0.65, x + 0.65]],
      [FLOOR_M + 0.12, glass[1] + 0.15],
      doorFinish,
    );
    for (const half of [
      [x - 0.5, x - 0.08],
      [x + 0.08, x + 0.5],
    ] as const)
      sidePanels(pen, widthM / 2 + 0.014, [half], [glass[0] - 0.15, glass[1]], GLASS);
  }
}

/** Windscreens and lamps on an upright end at x; `ahead` is 1 in front and -1 behind. */
export function flatFace(
  pen: ShapePen,
  { widthM, roofM }: CoachPlan,
  x: number,
  warning: Finish,
  ahead: -1 | 1 = 1,
): void {
  const w = widthM * 0.82;
  const [low, high] = [FLOOR_M + 0.95, roofM - 0.75];
  const out = (depth: number): number => x + ahead * depth;
  roundBox(pen, [out(0.01), 0, FLOOR_M + 0.5], [0.05, widthM * 0.88, 0.8], 0.02, warning);
  bothSides((side) => {
    const pane = [0.12, w / 2 - 0.06, high - low] as const;
    roundBox(pen, [x, side * (w / 4 + 0.03), (low + high) / 2], pane, 0.04, GLASS);
    ball(pen, [out(0.02), side * widthM * 0.34, FLOOR_M + 0.45], [0.12, 0.34, 0.26], HEADLAMP);
    ball(pen, [out(0.02), side * widthM * 0.34, FLOOR_M + 0.16], [0.1, 0.24, 0.18], TAIL_LAMP);
  });
  roundBox(pen, [out(0.01), 0, high + 0.2], [0.08, 0.9, 0.26], 0.03, BLACK);
  box(pen, [out(0.055), 0, high + 0.2], [0.02, 0.66, 0.13], { ...AMBER, glow: 2 });
}

/** The back of the last coach, at x: a passage closed by a door, windows beside it, red lamps. */
export function coachEnd(pen: ShapePen, { widthM }: CoachPlan, x: number): void {
  roundBox(pen, [x, 0, FLOOR_M + 1.1], [0.14, 0.95, 2.1], 0.03, DARK);
  box(pen, [x - 0.08, 0, FLOOR_M + 1.5], [0.02, 0.55, 0.8], GLASS);
  bothSides((side) => {
    roundBox(pen, [x + 0.01, side * widthM * 0.31, FLOOR_M + 1.45], [0.08, widthM * 0.2, 0.8], 0.03, GLASS);
    ball(pen, [x, side * widthM * 0.36, FLOOR_M + 0.4], [0.14, 0.3, 0.3], TAIL_LAMP);
  });
  box(pen, [x - 0.1, 0, RAIL_M + 0.55], [0.5, 0.26, 0.24], BLACK);
}

/** Boxes and a skirt below the floor. */
export function underfloor(
  pen: ShapePen,
  xs: readonly (readonly [number, number])[],
  widthM: number,
  finish: Finish = DARK,
): void {
  for (const [from, to] of xs) {
    bothSides((side) =>
      roundBox(
        pen,
        [(from + to) / 2, side * (widthM / 2 - 0.35), RAIL_M + 0.42],
        [to - from, 0.55, 0.5],
        0.05,
        finish,
      ),
    );
  }
}

/** Coolers on the roof. */
export function roofGear(pen: ShapePen, roofM: number, xs: readonly number[]): void {
  for (const x of xs) roundBox(pen, [x, 0, roofM + 0.06], [2, 1.3, 0.3], 0.08, STEEL);
}
