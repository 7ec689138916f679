import type { Rng } from '../../../core/rng.ts';
import { BLACK, DARK, GLASS, HEADLAMP, lacquer, STEEL } from '../parts/finishes.ts';
import { skin } from '../parts/loft.ts';
import { sidePanels, spansOf } from '../parts/panels.ts';
import { ball, beam, bothSides, box, type Point, rod, roundBox } from '../parts/solids.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';
import { coachBody, coachEnd, flatFace, roofGear } from './coach.ts';
import { bogie, buffers, pantograph, RAIL_M, track } from './track.ts';

const YELLOW: Finish = { colour: 0xf0c419, gloss: 0.3 };
const WHITE: Finish = { colour: 0xe8e8e4, gloss: 0.3 };

/** A diesel with a long hood, a cab near its front and a walkway all round, from -`end` to `end`; no track. */
export function hoodDiesel(pen: ShapePen, end: number): void {
  const deck = 1.62;
  box(pen, [0, 0, deck - 0.15], [2 * end, 2.9, 0.3], BLACK);
  const cab = [end - 4.2, end - 2] as const;
  roundBox(
    pen,
    [(cab[0] - end + 0.9) / 2, 0, deck + 1.15],
    [cab[0] + end - 0.9, 1.85, 2.3],
    0.12,
    lacquer(pen),
  );
  roundBox(pen, [(cab[0] + cab[1]) / 2, 0, deck + 1.4], [cab[1] - cab[0], 2.8, 2.75], 0.14, lacquer(pen));
  roundBox(
    pen,
    [(cab[1] + end - 0.5) / 2, 0, deck + 0.7],
    [end - 0.5 - cab[1], 1.8, 1.45],
    0.14,
    lacquer(pen),
  );
  const glass = [deck + 1.55, deck + 2.35] as const;
  sidePanels(pen, 1.4, spansOf(cab[0] + 0.25, cab[1] - 0.25, 2, 0.14), glass, GLASS);
  bothSides((side) => roundBox(pen, [cab[1], side * 0.62, deck + 2.05], [0.06, 0.95, 0.7], 0.02, GLASS));
  sidePanels(
    pen,
    0.925,
    spansOf(-end + 1.3, cab[0] - 0.4, 6, 0.25),
    [deck + 0.35, deck + 1.6],
    lacquer(pen, 0.65),
  );
  sidePanels(pen, 0.93, [[-end + 1.4, -end + 3]], [deck + 1.2, deck + 2.1], DARK);
  for (const x of [-end + 2.2, -end + 4.2])
    rod(pen, [x, 0, deck + 2.28], [x, 0, deck + 2.42], 0.55, DARK, { sides: 14 });
  roundBox(pen, [-0.6, 0, deck + 2.45], [0.8, 0.5, 0.35], 0.06, BLACK);
  bothSides((side) => {
    const y = side * 1.4;
    rod(pen, [-end + 0.1, y, deck + 1], [end - 0.1, y, deck + 1], 0.035, WHITE, { sides: 5 });
    for (let i = 0; i <= 8; i++) {
      const x = -end + 0.1 + (i * (2 * end - 0.2)) / 8;
      rod(pen, [x, y, deck], [x, y, deck + 1], 0.03, WHITE, { sides: 5 });
    }
    ball(pen, [end - 0.46, side * 0.2, deck + 1.2], [0.1, 0.28, 0.28], HEADLAMP);
    sidePanels(pen, 1.45, [[-end, end]], [deck - 0.3, deck - 0.18], YELLOW, [side]);
  });
  for (let i = -4; i <= 4; i++)
    box(pen, [end + 0.03, i * 0.32, deck - 0.3], [0.05, 0.16, 0.6], i % 2 === 0 ? YELLOW : BLACK);
  rod(pen, [-1.6, 0, 1.05], [1.6, 0, 1.05], 0.6, DARK, { sides: 14 });
  for (const x of [-end + 2.4, end - 2.4]) bogie(pen, x, 0.5, 2.6);
  rails(pen, end);
}

function rails(pen: ShapePen, end: number): void {
  for (const ahead of [-1, 1] as const) {
    box(pen, [ahead * (end + 0.25), 0, RAIL_M + 0.6], [0.5, 0.24, 0.24], DARK);
    box(pen, [ahead * (end - 0.05), 0, RAIL_M + 0.35], [0.12, 2.6, 0.4], BLACK);
  }
}

/** A locomotive that is one box with a cab at both ends: electric with pantographs, or diesel with grilles. */
export function boxEngine(pen: ShapePen, rng: Rng, electric: boolean): void {
  const end = 7.5 * rng.range(0.95, 1.06);
  track(pen, -end - 0.8, end + 0.8);
  const plan = { from: -end, to: end, widthM: 2.95, roofM: 4 };
  coachBody(pen, plan, electric ? 'flat' : 'slanted');
  box(pen, [0, 0, 1.15], [2 * end - 0.4, 2.8, 0.3], BLACK);
  const band: Finish = rng.float() < 0.5 ? WHITE : YELLOW;
  sidePanels(pen, 1.476, [[-end + 0.4, end - (electric ? 0.4 : 1.3)]], [1.55, 1.85], band);
  sidePanels(
    pen,
    1.48,
    [
      [-end + 0.55, -end + 1.3],
      [end - 2.2, end - 1.35],
    ],
    [2.35, 3.05],
    GLASS,
  );
  sidePanels(
    pen,
    1.48,
    spansOf(-end + 2.6, end - 3, electric ? 4 : 6, 0.35),
    [2.3, 3.05],
    electric ? STEEL : DARK,
  );
  if (electric) {
    flatFace(pen, plan, end, YELLOW);
    flatFace(pen, plan, -end, YELLOW, -1);
    pantograph(pen, 3.6, plan.roofM);
    pantograph(pen, -3.6, plan.roofM, -1);
    roofGear(pen, plan.roofM, [-0.9, 1.1]);
  } else {
    slopedGlass(pen, end);
    coachEnd(pen, plan, -end);
    for (const x of [-3, 0.5])
      rod(pen, [x, 0, plan.roofM - 0.05], [x, 0, plan.roofM + 0.12], 0.7, DARK, { sides: 14 });
  }
  for (const x of [-end + 2.6, end - 2.6]) bogie(pen, x, 0.55, 2.7);
  rod(pen, [-1.6, -0.6, 1.02], [1.6, -0.6, 1.02], 0.4, DARK, { sides: 10 });
  rod(pen, [-1.6, 0.6, 1.02], [1.6, 0.6, 1.02], 0.4, DARK, { sides: 10 });
  for (const ahead of [-1, 1] as const) buffers(pen, ahead * (end - 0.05), ahead);
}

/** Windows on a leaning front, and lamps low beside the coupling. */
export function slopedGlass(pen: ShapePen, end: number): void {
  bothSides((side) => {
    beam(pen, [end - 0.1, side * 0.56, 2.82], [end - 0.64, side * 0.58, 3.66], 0.07, 1, GLASS);
    ball(pen, [end, side * 0.85, 1.75], [0.16, 0.32, 0.28], HEADLAMP);
    box(pen, [end + 0.02, side * 0.62, 2.2], [0.06, 0.9, 0.12], YELLOW);
  });
}

export type Wagon = 'hopper' | 'tank' | 'box';

/** A freight wagon on two bogies. */
export function wagon(pen: ShapePen, kind: Wagon, from: number, to: number): void {
  const middle = (from + to) / 2;
  box(pen, [middle, 0, 1.3], [to - from, 2.4, 0.28], BLACK);
  for (const x of [from + 1.5, to - 1.5]) bogie(pen, x, 0.42, 1.5);
  if (kind === 'tank') {
    rod(pen, [from + 0.5, 0, 2.65], [to - 0.5, 0, 2.65], 1.25, lacquer(pen, 0.85), { sides: 18 });
    for (const x of [from + 0.5, to - 0.5]) ball(pen, [x, 0, 2.65], [0.7, 2.5, 2.5], lacquer(pen, 0.85));
    rod(pen, [middle, 0, 3.8], [middle, 0, 4.1], 0.4, DARK, { sides: 12 });
  } else if (kind === 'box') {
    roundBox(pen, [middle, 0, 2.75], [to - from - 0.2, 2.7, 2.6], 0.08, { colour: 0x7c3b24, gloss: 0.1 });
    sidePanels(pen, 1.35, spansOf(from + 0.3, to - 0.3, 7, 0.7), [1.6, 3.9], {
      colour: 0x5c2a18,
      gloss: 0.1,
    });
    sidePanels(pen, 1.36, [[middle - 1.1, middle + 1.1]], [1.5, 3.8], lacquer(pen, 0.9));
  } else {
    const ring = (z: number, k: number, x: number): Point[] => [
      [from + x, -1.35 * k, z],
      [to - x, -1.35 * k, z],
      [to - x, 1.35 * k, z],
      [from + x, 1.35 * k, z],
    ];
    pen.part(skin([ring(1.45, 0.6, 1.3), ring(2.3, 1, 0.2), ring(3.3, 1, 0.1)]), lacquer(pen, 0.85));
    for (let i = 0; i < 6; i++) {
      const x = from + 0.4 + (i * (to - from - 0.8)) / 5;
      bothSides((side) => rod(pen, [x, side * 1.36, 2.3], [x, side * 1.36, 3.3], 0.06, DARK, { sides: 4 }));
    }
    for (let i = 0; i < 4; i++)
      ball(pen, [from + 0.9 + (i * (to - from - 1.8)) / 3, 0, 3.25], [2, 2.3, 0.7], {
        colour: 0x17171a,
        gloss: 0.2,
      });
  }
}
