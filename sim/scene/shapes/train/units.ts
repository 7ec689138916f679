import type { Rng } from '../../../core/rng.ts';
import { BLACK, DARK, GLASS, HEADLAMP, lacquer } from '../parts/finishes.ts';
import { sidePanels } from '../parts/panels.ts';
import { ball, beam, bothSides, box, roundBox } from '../parts/solids.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';
import {
  type CoachPlan,
  coachBody,
  coachEnd,
  coachWindows,
  FLOOR_M,
  flatFace,
  roofGear,
  underfloor,
} from './coach.ts';
import { slopedGlass } from './engines.ts';
import { bogie, pantograph, track } from './track.ts';

const YELLOW: Finish = { colour: 0xf0c419, gloss: 0.3 };
const SECOND: readonly number[] = [0xe8e8e4, 0x20242a, 0xd8b23a, 0x8fa6b8];

/** Two coaches that drive themselves: commuter trains with many doors. */
export function multipleUnit(pen: ShapePen, rng: Rng, face: 'flat' | 'slanted'): void {
  const end = 10 * rng.range(0.95, 1.05);
  track(pen, -end - 0.6, end + 0.6);
  const widthM = 2.85;
  const second: Finish = { colour: rng.pick(SECOND), gloss: 0.4 };
  const doorFinish = rng.float() < 0.5 ? second : YELLOW;
  for (const plan of [
    { from: -end, to: -0.3, widthM, roofM: 3.9 },
    { from: 0.3, to: end, widthM, roofM: 3.9 },
  ]) {
    const front = plan.to === end;
    coachBody(pen, plan, front ? face : 'flat');
    const to = front ? plan.to - (face === 'flat' ? 0.9 : 1.7) : plan.to - 0.6;
    const length = to - plan.from;
    coachWindows(pen, plan, [plan.from + 0.6, to], 6, {
      band: face === 'slanted',
      doors: [plan.from + length * 0.26, plan.from + length * 0.76],
      doorFinish,
    });
    sidePanels(
      pen,
      widthM / 2 + 0.002,
      [[plan.from + 0.15, front && face === 'slanted' ? plan.to - 1.2 : plan.to - 0.2]],
      [FLOOR_M + 0.12, FLOOR_M + 0.42],
      second,
    );
    underfloor(pen, [[plan.from + 3.6, plan.to - 3.6]], widthM);
    for (const x of [plan.from + 1.9, plan.to - 1.9]) bogie(pen, x);
    roofGear(pen, plan.roofM, [(plan.from + plan.to) / 2]);
  }
  bellows(pen, 0, 0.62, widthM, 3.7);
  const whole = { from: -end, to: end, widthM, roofM: 3.9 };
  if (face === 'flat') {
    flatFace(pen, whole, end, YELLOW);
    flatFace(pen, whole, -end, YELLOW, -1);
  } else {
    slopedGlass(pen, end);
    coachEnd(pen, whole, -end);
  }
  if (rng.float() < 0.7) pantograph(pen, -end + 2.4, 3.9);
}

/** A high-speed train: a long pointed nose before a smooth coach. */
export function highSpeed(pen: ShapePen, rng: Rng): void {
  const end = 11 * rng.range(0.95, 1.05);
  track(pen, -end - 0.5, end + 0.5);
  const plan: CoachPlan = { from: -end, to: end, widthM: 2.95, roofM: 3.85 };
  coachBody(pen, plan, 'bullet', rng.float() < 0.5 ? lacquer(pen) : { colour: 0xeff0ee, gloss: 0.6 });
  coachWindows(pen, plan, [-end + 1.6, end - 6.2], 9, { band: true });
  for (const [z, height] of [
    [FLOOR_M + 0.2, 0.5],
    [FLOOR_M + 2.05, 0.14],
  ] as const) {
    sidePanels(pen, plan.widthM / 2 + 0.003, [[-end + 0.15, end - 5]], [z, z + height], lacquer(pen));
  }
  bothSides((side) => {
    sidePanels(
      pen,
      plan.widthM / 2 - 0.02,
      [[-end + 0.1, end - 4.6]],
      [0.62, FLOOR_M + 0.05],
      { colour: 0x5a5e63, gloss: 0.3 },
      [side],
    );
    ball(pen, [end - 0.75, side * 0.72, FLOOR_M + 0.5], [0.8, 0.16, 0.2], HEADLAMP, [0, 0.2, -side * 0.35]);
    beam(
      pen,
      [end - 5, side * 1.47, FLOOR_M + 0.45],
      [end - 1.1, side * 1.05, FLOOR_M + 0.3],
      0.3,
      0.05,
      lacquer(pen),
    );
  });
  beam(pen, [end - 2.3, 0, 2.95], [end - 3.6, 0, 3.6], 0.14, 1.5, GLASS);
  bothSides((side) =>
    beam(pen, [end - 2.5, side * 0.86, 2.8], [end - 3.7, side * 1.02, 3.36], 0.2, 0.24, GLASS),
  );
  for (const x of [-end + 2.6, end - 6]) bogie(pen, x, 0.46, 2.4);
  roundBox(pen, [end - 1.6, 0, 0.85], [2.4, 1.7, 0.5], 0.2, DARK);
  pantograph(pen, -end + 4, 3.85);
  coachEnd(pen, plan, -end);
  roofGear(pen, 3.8, [-end + 7.5]);
}

/** A tram: low, two short cars on one joint, big windows, one pantograph. */
export function tram(pen: ShapePen, rng: Rng): void {
  const end = 8.5 * rng.range(0.95, 1.05);
  track(pen, -end - 0.5, end + 0.5);
  const widthM = 2.5;
  const roofM = 3.75;
  const second: Finish = { colour: rng.pick(SECOND), gloss: 0.4 };
  for (const [from, to] of [
    [-end, -0.3],
    [0.3, end],
  ] as const) {
    const front = to === end;
    const plan = { from, to, widthM, roofM };
    coachBody(pen, plan, front ? 'slanted' : 'flat');
    coachWindows(pen, plan, [from + 0.5, to - (front ? 1.5 : 0.5)], 4, {
      band: true,
      doors: [(from + to) / 2 - 0.3],
    });
    sidePanels(
      pen,
      widthM / 2 - 0.01,
      [[from + 0.1, to - (front ? 0.5 : 0.1)]],
      [0.66, FLOOR_M + 0.1],
      second,
    );
    bogie(pen, (from + to) / 2 + (front ? 0.6 : -0.6), 0.34, 1.7);
  }
  bellows(pen, 0, 0.62, widthM, 3.5);
  bothSides((side) => {
    beam(pen, [end - 0.08, side * 0.42, 2.3], [end - 0.62, side * 0.46, 3.36], 0.08, 0.86, GLASS);
    ball(pen, [end - 0.02, side * 0.68, 1.55], [0.16, 0.3, 0.24], HEADLAMP);
  });
  box(pen, [end - 0.55, 0, roofM - 0.16], [0.12, 1.2, 0.26], BLACK);
  box(pen, [end - 0.48, 0, roofM - 0.16], [0.02, 0.9, 0.15], { colour: 0xffa41c, glow: 2 });
  roundBox(pen, [end - 0.3, 0, 0.85], [0.8, 2, 0.5], 0.12, DARK);
  pantograph(pen, 3, roofM);
  coachEnd(pen, { from: -end, to: end, widthM, roofM }, -end);
  roofGear(pen, roofM, [-3.6]);
}

/** The folding passage between two coaches. */
function bellows(pen: ShapePen, x: number, length: number, widthM: number, top: number): void {
  for (let i = 0; i < 5; i++) {
    const k = i % 2 === 0 ? 0.86 : 0.78;
    box(
      pen,
      [x + ((i - 2) * length) / 5, 0, (FLOOR_M + top) / 2],
      [length / 5, widthM * k, (top - FLOOR_M) * k],
      i % 2 === 0 ? DARK : BLACK,
    );
  }
}
