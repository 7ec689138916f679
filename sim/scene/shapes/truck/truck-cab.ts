import { AMBER, BLACK, CHROME, DARK, GLASS, HEADLAMP, lacquer, PLATE } from '../parts/finishes.ts';
import { loft, type SectionPoint } from '../parts/loft.ts';
import { sidePanels } from '../parts/panels.ts';
import { ball, beam, bothSides, box, rod, roundBox } from '../parts/solids.ts';
import { wheel } from '../parts/wheel.ts';
import type { ShapePen } from '../shape-pen.ts';

export interface CabPlan {
  /** Its front and its back. */
  readonly frontM: number;
  readonly backM: number;
  readonly widthM: number;
  readonly heightM: number;
  readonly wheelM: number;
}

const SILL_M = 0.5;

/** A cab over the engine, flat in front. Its windscreen takes the upper half. */
export function flatCab(pen: ShapePen, { frontM: x, backM, widthM, heightM }: CabPlan): void {
  const w = widthM / 2;
  const half = (k: number, top: number): SectionPoint[] => [
    [w * k, SILL_M],
    [w * k, top * 0.62],
    [w * k * 0.97, top - 0.18],
    [w * k * 0.9, top],
    [0, top + 0.04],
  ];
  pen.part(
    loft([
      { x: backM, half: half(1, heightM) },
      { x: x - 0.45, half: half(1, heightM) },
      { x: x - 0.12, half: half(0.98, heightM - 0.12) },
      { x, half: half(0.93, heightM - 0.3) },
    ]),
    lacquer(pen),
  );
  const glassLow = SILL_M + (heightM - SILL_M) * 0.5;
  const glassHigh = heightM - 0.42;
  roundBox(
    pen,
    [x - 0.01, 0, (glassLow + glassHigh) / 2],
    [0.1, widthM * 0.86, glassHigh - glassLow],
    0.04,
    GLASS,
  );
  sidePanels(pen, w * 0.99, [[x - 1.15, x - 0.28]], [glassLow, glassHigh], GLASS);
  sidePanels(pen, w, [[x - 1.26, x - 1.24]], [SILL_M + 0.15, glassHigh + 0.1], DARK);
  const grille = glassLow - 0.2;
  roundBox(pen, [x + 0.01, 0, grille - 0.22], [0.08, widthM * 0.6, 0.5], 0.03, BLACK);
  for (let i = 0; i < 3; i++)
    box(pen, [x + 0.05, 0, grille - 0.36 + 0.14 * i], [0.03, widthM * 0.56, 0.03], CHROME);
  bumper(pen, x, widthM);
  mirrors(pen, x - 0.2, widthM, glassLow, glassHigh);
  beam(pen, [x - 0.14, -w * 0.8, heightM - 0.1], [x - 0.14, w * 0.8, heightM - 0.1], 0.28, 0.04, DARK);
}

/** A cab behind a long bonnet, as in America. */
export function longCab(pen: ShapePen, { frontM: x, backM, widthM, heightM }: CabPlan): void {
  const w = widthM / 2;
  const scuttle = x - 1.75;
  const half = (k: number, top: number): SectionPoint[] => [
    [w * k, SILL_M + 0.1],
    [w * k, top - 0.3],
    [w * k * 0.94, top - 0.08],
    [w * k * 0.75, top],
    [0, top + 0.03],
  ];
  const hood = heightM * 0.6;
  pen.part(
    loft([
      { x: scuttle - 0.05, half: half(0.78, hood) },
      { x: x - 0.3, half: half(0.64, hood - 0.15) },
      { x: x - 0.05, half: half(0.58, hood - 0.2) },
      { x, half: half(0.54, hood - 0.35) },
    ]),
    lacquer(pen),
  );
  pen.part(
    loft([
      { x: backM, half: half(0.98, heightM) },
      { x: scuttle - 0.55, half: half(0.98, heightM) },
      { x: scuttle, half: half(0.94, hood + 0.05) },
    ]),
    lacquer(pen),
  );
  const [glassLow, glassHigh] = [hood + 0.1, heightM - 0.18];
  bothSides((side) => {
    const y = side * w * 0.42;
    const slope = 0.55 / (heightM - hood - 0.05);
    const at = (z: number): number => scuttle + 0.05 - (z - hood) * slope;
    beam(pen, [at(glassLow), y, glassLow], [at(glassHigh), y, glassHigh], 0.06, w * 0.72, GLASS);
    ball(pen, [x - 0.12, side * w * 0.72, 1.12], [0.2, 0.32, 0.28], HEADLAMP);
    roundBox(pen, [x - 0.75, side * w * 0.78, 1.08], [1.35, w * 0.38, 0.22], 0.1, lacquer(pen));
    rod(
      pen,
      [scuttle - 0.75, side * (w + 0.02), 0.8],
      [scuttle - 0.75, side * (w + 0.02), heightM + 0.5],
      0.08,
      CHROME,
      { sides: 10 },
    );
    rod(pen, [scuttle - 0.2, side * (w - 0.1), 0.75], [scuttle - 1.4, side * (w - 0.1), 0.75], 0.3, CHROME, {
      sides: 12,
    });
  });
  sidePanels(pen, w * 0.98, [[scuttle - 1.25, scuttle - 0.55]], [glassLow, glassHigh - 0.1], GLASS);
  roundBox(pen, [x + 0.01, 0, hood - 0.72], [0.08, w * 0.86, 0.86], 0.04, CHROME);
  for (let i = 0; i < 5; i++)
    box(pen, [x + 0.05, (i - 2) * w * 0.16, hood - 0.72], [0.03, 0.07, 0.74], BLACK);
  bumper(pen, x + 0.12, widthM * 0.96);
  mirrors(pen, scuttle - 0.3, widthM, glassLow, glassHigh);
}

function bumper(pen: ShapePen, x: number, widthM: number): void {
  roundBox(pen, [x - 0.1, 0, SILL_M - 0.02], [0.3, widthM, 0.34], 0.06, DARK);
  box(pen, [x + 0.06, 0, SILL_M - 0.02], [0.02, 0.54, 0.14], PLATE);
  bothSides((side) => {
    roundBox(pen, [x + 0.02, side * widthM * 0.38, SILL_M + 0.06], [0.12, 0.4, 0.18], 0.04, HEADLAMP);
    roundBox(pen, [x, side * widthM * 0.475, SILL_M + 0.06], [0.12, 0.12, 0.16], 0.03, AMBER);
  });
}

function mirrors(pen: ShapePen, x: number, widthM: number, low: number, high: number): void {
  bothSides((side) => {
    const y = side * (widthM / 2 + 0.16);
    rod(pen, [x, side * widthM * 0.48, high], [x + 0.2, y, high], 0.025, DARK);
    roundBox(pen, [x + 0.2, y, (low + high) / 2 + 0.05], [0.12, 0.22, (high - low) * 0.85], 0.04, DARK);
  });
}

/** Two long beams, axles and wheels; doubled wheels look one wide wheel from the side. */
export function chassis(
  pen: ShapePen,
  {
    from,
    to,
    widthM,
    wheelM,
  }: { readonly from: number; readonly to: number; readonly widthM: number; readonly wheelM: number },
  axles: readonly { readonly x: number; readonly twin: boolean }[],
): void {
  bothSides((side) => box(pen, [(from + to) / 2, side * 0.42, wheelM + 0.22], [to - from, 0.12, 0.26], DARK));
  for (const { x, twin } of axles) {
    rod(pen, [x, -widthM / 2 + 0.3, wheelM], [x, widthM / 2 - 0.3, wheelM], 0.1, DARK);
    bothSides((side) => {
      const width = twin ? 0.56 : 0.32;
      // Single wheels stand out of the arch they are in.
      const at = [x, side * (widthM / 2 - width / 2 + (twin ? 0 : 0.04)), wheelM] as const;
      wheel(pen, { at, radius: wheelM, width, side, rim: 'truck', sides: axles.length > 4 ? 14 : 18 });
    });
  }
}

/** Mudguard over an axle. */
export function mudguard(pen: ShapePen, x: number, wheelM: number, widthM: number): void {
  const reach = wheelM + 0.1;
  const steps = 4;
  bothSides((side) => {
    for (let i = 0; i < steps; i++) {
      const point = (k: number) =>
        [
          x - reach * Math.cos(Math.PI * (0.1 + (0.8 * k) / steps)),
          side * (widthM / 2 - 0.2),
          wheelM + reach * Math.sin(Math.PI * (0.1 + (0.8 * k) / steps)),
        ] as const;
      beam(pen, point(i), point(i + 1), 0.04, 0.42, DARK);
    }
  });
}
