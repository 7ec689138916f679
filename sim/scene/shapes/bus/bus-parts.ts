import {
  AMBER,
  BLACK,
  CHROME,
  DARK,
  GLASS,
  HEADLAMP,
  lacquer,
  PLATE,
  STEEL,
  TAIL_LAMP,
} from '../parts/finishes.ts';
import { loft, type SectionPoint } from '../parts/loft.ts';
import { sidePanels, spansOf, wheelHollow } from '../parts/panels.ts';
import { ball, bothSides, box, rod, roundBox } from '../parts/solids.ts';
import { wheel } from '../parts/wheel.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';
import type { BusPlan } from './bus-plan.ts';

const SIGN: Finish = { colour: 0xffa41c, gloss: 0, glow: 2 };

/** A long box with rounded edges, from x to x; its front leans a little. */
export function shell(
  pen: ShapePen,
  [from, to]: readonly [number, number],
  halfWidthM: number,
  [low, high]: readonly [number, number],
  finish: Finish,
  lean = 0.12,
): void {
  const half = (w: number, top: number): SectionPoint[] => [
    [w, low],
    [w, top - 0.3],
    [w * 0.985, top - 0.14],
    [w * 0.94, top - 0.04],
    [w * 0.84, top],
    [0, top + 0.03],
  ];
  const w = halfWidthM;
  pen.part(
    loft([
      { x: from, half: half(w * 0.92, high - 0.08) },
      { x: from + 0.06, half: half(w * 0.97, high - 0.03) },
      { x: from + 0.18, half: half(w, high) },
      { x: to - 0.3, half: half(w, high) },
      { x: to - 0.1, half: half(w * 0.975, high - lean * 0.4) },
      { x: to, half: half(w * 0.92, high - lean) },
    ]),
    finish,
  );
}

/** Wheels in dark hollows at every axle. */
export function busWheels(pen: ShapePen, plan: BusPlan): void {
  const { wheelM: radius, widthM, lengthM } = plan;
  for (const share of plan.axles) {
    const x = share * lengthM;
    wheelHollow(pen, x, radius + 0.1, radius + 0.1, widthM / 2);
    bothSides((side) => {
      const at = [x, side * (widthM / 2 - 0.1), radius] as const;
      wheel(pen, { at, radius, width: 0.3, side, rim: 'truck', finish: STEEL });
    });
  }
}

/** A row of windows with pillars between, one on each side. */
export function windowRow(
  pen: ShapePen,
  plan: BusPlan,
  [from, to]: readonly [number, number],
  glass: readonly [number, number],
  count: number,
  gap = 0.1,
): void {
  sidePanels(pen, plan.widthM / 2, spansOf(from, to, count, gap), glass, GLASS);
}

/** Windscreen, lamps, bumper, mirrors and the lit sign that tells where it goes. */
export function busFace(pen: ShapePen, plan: BusPlan, x: number, sign: boolean): void {
  const { widthM: w, floorM, glassM } = plan;
  const top = plan.kind === 'double-decker' || plan.kind === 'open-top' ? 2.1 : plan.heightM - 0.52;
  const low = Math.max(0.95, glassM[0] - 0.3);
  roundBox(pen, [x - 0.02, 0, (low + top) / 2], [0.1, w * 0.86, top - low], 0.04, GLASS);
  box(pen, [x + 0.03, 0, (low + top) / 2], [0.02, 0.04, top - low - 0.04], DARK);
  if (sign) {
    roundBox(pen, [x - 0.05, 0, top + 0.2], [0.14, w * 0.74, 0.32], 0.03, BLACK);
    box(pen, [x + 0.022, 0, top + 0.2], [0.01, w * 0.5, 0.17], SIGN);
  }
  bothSides((side) => {
    ball(pen, [x - 0.03, side * w * 0.37, floorM + 0.42], [0.16, 0.34, 0.24], HEADLAMP);
    ball(pen, [x - 0.04, side * w * 0.43, floorM + 0.62], [0.12, 0.14, 0.1], AMBER);
    const [arm, at] = [top - 0.1, side * (w / 2 + 0.14)];
    rod(pen, [x - 0.1, side * w * 0.46, arm + 0.2], [x + 0.2, at, arm + 0.12], 0.03, DARK);
    roundBox(pen, [x + 0.2, at, arm - 0.12], [0.12, 0.22, 0.44], 0.04, DARK);
  });
  roundBox(pen, [x - 0.06, 0, floorM + 0.12], [0.24, w * 0.94, 0.24], 0.06, DARK);
  box(pen, [x + 0.07, 0, floorM + 0.14], [0.02, 0.5, 0.13], PLATE);
}

/** Lamps, window, number plate and engine grille behind. */
export function busBack(pen: ShapePen, plan: BusPlan, x: number): void {
  const { widthM: w, floorM, heightM } = plan;
  const windowZ = Math.min(heightM - 0.85, 2.1);
  roundBox(pen, [x + 0.02, 0, windowZ], [0.08, w * 0.74, 0.7], 0.03, GLASS);
  box(pen, [x - 0.01, 0, floorM + 0.75], [0.04, w * 0.5, 0.42], DARK);
  box(pen, [x - 0.02, 0, floorM + 0.35], [0.04, 0.5, 0.13], PLATE);
  bothSides((side) =>
    roundBox(pen, [x + 0.01, side * w * 0.41, floorM + 0.8], [0.08, 0.16, 0.6], 0.03, TAIL_LAMP),
  );
  roundBox(pen, [x + 0.06, 0, floorM + 0.1], [0.22, w * 0.92, 0.2], 0.05, DARK);
}

/** Folding doors on the pavement's side: glass leaves in a dark frame. */
export function busDoors(pen: ShapePen, plan: BusPlan, xs: readonly number[], high: number): void {
  const low = plan.floorM + 0.08;
  for (const x of xs) {
    sidePanels(pen, plan.widthM / 2 + 0.004, [[x - 0.65, x + 0.65]], [low, high], DARK, [-1]);
    const leaves = [
      [x - 0.58, x - 0.05],
      [x + 0.05, x + 0.58],
    ] as const;
    sidePanels(pen, plan.widthM / 2 + 0.01, leaves, [low + 0.12, high - 0.08], GLASS, [-1]);
  }
}

/** Boxes on the roof: cooling, batteries or gas. */
export function roofBoxes(pen: ShapePen, plan: BusPlan, xs: readonly number[]): void {
  for (const x of xs) {
    roundBox(pen, [x, 0, plan.heightM + 0.1], [1.9, plan.widthM * 0.6, 0.3], 0.08, {
      colour: 0xd8dadc,
      gloss: 0.3,
    });
  }
}

/** A stripe in another colour along both sides. */
export function livery(pen: ShapePen, plan: BusPlan, z: readonly [number, number], finish: Finish): void {
  sidePanels(pen, plan.widthM / 2 - 0.004, [[-plan.lengthM / 2 + 0.25, plan.lengthM / 2 - 0.35]], z, finish);
}

/** The bonnet of a bus whose engine stands before the driver. */
export function bonnet(pen: ShapePen, plan: BusPlan, [from, to]: readonly [number, number]): void {
  const w = plan.widthM * 0.4;
  const half = (k: number, top: number): SectionPoint[] => [
    [w * k, plan.floorM],
    [w * k, top - 0.25],
    [w * k * 0.93, top - 0.07],
    [w * k * 0.7, top],
    [0, top + 0.03],
  ];
  pen.part(
    loft([
      { x: from - 0.1, half: half(1.06, 1.62) },
      { x: to - 0.25, half: half(0.96, 1.45) },
      { x: to - 0.05, half: half(0.9, 1.36) },
      { x: to, half: half(0.84, 1.2) },
    ]),
    lacquer(pen),
  );
  roundBox(pen, [to, 0, 1.02], [0.08, w * 1.15, 0.46], 0.03, BLACK);
  for (let i = 0; i < 3; i++) box(pen, [to + 0.045, 0, 0.9 + 0.12 * i], [0.02, w * 1.1, 0.03], CHROME);
  bothSides((side) => {
    ball(pen, [to - 0.03, side * w * 0.74, 1.08], [0.14, 0.26, 0.26], HEADLAMP);
    roundBox(pen, [from + 0.45, side * w * 1.05, 1.05], [1.15, w * 0.4, 0.2], 0.08, lacquer(pen));
  });
  roundBox(pen, [to + 0.05, 0, plan.floorM + 0.12], [0.16, plan.widthM * 0.94, 0.26], 0.05, BLACK);
}
