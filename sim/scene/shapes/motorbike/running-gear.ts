import { bikeWheel, fender } from '../parts/bike-wheel.ts';
import { AMBER, BLACK, CHROME, DARK, HEADLAMP, lacquer, PLATE, STEEL, TAIL_LAMP } from '../parts/finishes.ts';
import { ball, bothSides, box, type Point, pipe, rod, roundBox } from '../parts/solids.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';
import { type MotorbikePlan, placesOf } from './motorbike-plan.ts';

const CAST: Finish = { colour: 0x6f7378, gloss: 0.5 };

/** Both wheels, brake discs, fork and swinging arm. */
export function runningGear(pen: ShapePen, plan: MotorbikePlan): void {
  const { rearX, frontX, headX } = placesOf(plan);
  const { wheelM: r, tyreM, headM } = plan;
  const wired = plan.spokes > 9;
  for (const x of [rearX, frontX]) {
    const thick = x === rearX ? 1.12 : 0.92;
    bikeWheel(pen, {
      at: [x, 0, r],
      radius: r,
      tyre: tyreM * thick,
      spokes: plan.spokes,
      spokeRadius: wired ? 0.006 : 0.02,
      rim: wired ? CHROME : CAST,
      hubWidth: 0.16,
    });
    rod(pen, [x, -0.07, r], [x, -0.06, r], r * 0.4, STEEL, { sides: 16 });
  }
  const slim = plan.kind === 'moped' ? 0.75 : 1;
  bothSides((side) => {
    const y = side * (tyreM + 0.045);
    const knee: Point = [frontX + (headX - frontX) * 0.5, y, r + (headM - r) * 0.5];
    rod(
      pen,
      [frontX, y, r],
      knee,
      0.036 * slim,
      plan.kind === 'sport' ? { colour: 0xb8922e, gloss: 0.7 } : STEEL,
    );
    rod(pen, knee, [headX - 0.02, y, headM + 0.03], 0.026 * slim, CHROME);
    rod(
      pen,
      [rearX, side * (tyreM * 1.12 + 0.03), r],
      [rearX + 0.5, side * 0.1, r + 0.08],
      0.034 * slim,
      DARK,
    );
  });
  box(pen, [headX, 0, headM], [0.09, 0.26, 0.07], DARK);
}

/** Engine with cylinders, the frame about it, foot pegs and a chain. */
export function engine(pen: ShapePen, plan: MotorbikePlan, cylinders: 'vee' | 'upright' | 'single'): void {
  const { headX, rearX } = placesOf(plan);
  const x = (rearX + headX) / 2 + 0.12;
  const z = plan.wheelM + 0.05;
  const k = cylinders === 'single' ? 0.85 : 1;
  roundBox(pen, [x - 0.05, 0, z], [0.5 * k, 0.3 * k, 0.26], 0.07, STEEL);
  rod(pen, [x - 0.12, -0.19 * k, z - 0.01], [x - 0.12, 0.19 * k, z - 0.01], 0.11, CHROME, { sides: 14 });
  const tilts = cylinders === 'vee' ? [-0.45, 0.45] : [0.2];
  for (const tilt of tilts) {
    const width = cylinders === 'upright' ? 0.4 : 0.2;
    for (let i = 0; i < 5; i++) {
      const up = 0.13 + i * 0.055;
      box(
        pen,
        [x + up * Math.sin(tilt), 0, z + up * Math.cos(tilt)],
        [0.2, width, 0.036],
        i % 2 === 0 ? STEEL : DARK,
        [0, tilt, 0],
      );
    }
  }
  bothSides((side) => {
    pipe(
      pen,
      [
        [headX - 0.03, side * 0.05, plan.headM - 0.06],
        [x + 0.3, side * 0.14, z + 0.05],
        [x + 0.1, side * 0.15, z - 0.16],
        [x - 0.4, side * 0.15, z - 0.1],
      ],
      0.022,
      DARK,
      { steps: 10, sides: 5 },
    );
    rod(pen, [x - 0.3, side * 0.15, z - 0.06], [x - 0.3, side * 0.3, z - 0.06], 0.02, BLACK);
  });
  rod(pen, [headX - 0.04, 0, plan.headM], [rearX + 0.35, 0, plan.seatM - 0.1], 0.035, DARK);
  rod(pen, [x - 0.4, 0, z], [rearX + 0.3, 0, plan.seatM - 0.08], 0.03, DARK);
  rod(pen, [x - 0.34, 0.11, z], [rearX, 0.13, plan.wheelM], 0.022, BLACK, { sides: 4 });
}

/** One or two exhaust pipes along the sides; `rise` lifts the end. */
export function exhaust(
  pen: ShapePen,
  plan: MotorbikePlan,
  sides: readonly (-1 | 1)[],
  rise: number,
  finish: Finish = CHROME,
): void {
  const { rearX, headX } = placesOf(plan);
  const z = plan.wheelM - 0.06;
  const from = (rearX + headX) / 2 + 0.24;
  for (const side of sides) {
    const y = side * 0.19;
    pipe(
      pen,
      [
        [from, side * 0.1, z + 0.26],
        [from + 0.1, y, z + 0.1],
        [from - 0.05, y, z - 0.05],
        [from - 0.4, y, z],
      ],
      0.03,
      finish,
      { steps: 10 },
    );
    rod(pen, [from - 0.4, y, z], [rearX - 0.12, y * 1.08, z + rise], 0.05, finish, {
      toRadius: 0.062,
      sides: 10,
    });
    rod(pen, [rearX - 0.12, y * 1.08, z + rise], [rearX - 0.14, y * 1.085, z + rise * 1.03], 0.045, BLACK, {
      sides: 10,
    });
  }
}

/** The tank: an egg cut flat below, its nose to the front. */
export function tank(
  pen: ShapePen,
  at: Point,
  size: Point,
  finish: Finish = lacquer(pen),
  tilt = 0.12,
): void {
  ball(pen, [at[0] + size[0] * 0.08, 0, at[2]], [size[0] * 0.84, size[1], size[2]], finish, [0, tilt, 0]);
  ball(
    pen,
    [at[0] - size[0] * 0.22, 0, at[2] - size[2] * 0.08],
    [size[0] * 0.64, size[1] * 0.72, size[2] * 0.76],
    finish,
    [0, tilt, 0],
  );
  rod(
    pen,
    [at[0] + size[0] * 0.08, 0, at[2] + size[2] * 0.42],
    [at[0] + size[0] * 0.08, 0, at[2] + size[2] * 0.54],
    0.045,
    CHROME,
  );
}

export type Bars = 'low' | 'wide' | 'swept' | 'ape';

/** Handlebars with grips, levers and mirrors. */
export function motorBars(pen: ShapePen, plan: MotorbikePlan, bars: Bars, mirrors = true): void {
  const { headX } = placesOf(plan);
  const z = plan.barM;
  const x = headX - 0.05;
  const low = plan.headM + 0.03;
  bothSides((s) => {
    const ways: Readonly<Record<Bars, readonly Point[]>> = {
      low: [
        [x + 0.02, s * 0.1, z],
        [x - 0.02, s * 0.22, z],
        [x - 0.1, s * 0.33, z - 0.03],
      ],
      wide: [
        [x + 0.03, s * 0.03, low],
        [x, s * 0.16, z - 0.02],
        [x - 0.03, s * 0.28, z],
        [x - 0.1, s * 0.41, z],
      ],
      swept: [
        [x + 0.03, s * 0.03, low],
        [x, s * 0.16, z - 0.02],
        [x - 0.08, s * 0.34, z + 0.02],
        [x - 0.26, s * 0.42, z - 0.04],
      ],
      ape: [
        [x + 0.03, s * 0.03, low],
        [x + 0.04, s * 0.18, low + 0.06],
        [x + 0.02, s * 0.3, z - 0.04],
        [x - 0.16, s * 0.42, z],
      ],
    };
    const points = ways[bars];
    pipe(pen, points, 0.017, CHROME, { steps: 10, sides: 5 });
    const end = points[points.length - 1] as Point;
    const before = points[points.length - 2] as Point;
    const grip: Point = [
      before[0] + (end[0] - before[0]) * 0.3,
      before[1] + (end[1] - before[1]) * 0.3,
      before[2] + (end[2] - before[2]) * 0.3,
    ];
    rod(pen, grip, end, 0.026, BLACK);
    if (!mirrors) return;
    const glass: Point = [grip[0] + 0.02, s * 0.4, Math.max(z, low) + 0.18];
    rod(pen, grip, glass, 0.011, DARK, { sides: 5 });
    ball(pen, glass, [0.04, 0.16, 0.1], BLACK);
  });
}

/** Round headlamp on the fork, with indicators beside it. */
export function roundLamp(pen: ShapePen, plan: MotorbikePlan, size = 0.19): void {
  const { headX } = placesOf(plan);
  const z = plan.headM - 0.02;
  const x = headX + 0.13;
  rod(pen, [x - 0.1, 0, z], [x + 0.02, 0, z], size * 0.3, BLACK, { toRadius: size * 0.52, sides: 12 });
  ball(pen, [x + 0.02, 0, z], [0.07, size, size], HEADLAMP);
  bothSides((side) => ball(pen, [x - 0.04, side * 0.19, z - 0.02], [0.06, 0.07, 0.06], AMBER));
}

/** Lamp, number plate and indicators behind. */
export function tailEnd(pen: ShapePen, x: number, z: number): void {
  roundBox(pen, [x, 0, z], [0.07, 0.2, 0.08], 0.02, TAIL_LAMP);
  box(pen, [x + 0.02, 0, z - 0.17], [0.02, 0.2, 0.17], PLATE, [0, 0.25, 0]);
  rod(pen, [x + 0.06, -0.16, z - 0.04], [x + 0.06, 0.16, z - 0.04], 0.012, DARK, { sides: 5 });
  bothSides((side) => ball(pen, [x + 0.06, side * 0.17, z - 0.04], [0.06, 0.06, 0.05], AMBER));
}

/** Mudguards close to the tyres; `high` stands off the front wheel as on bikes for mud. */
export function guards(pen: ShapePen, plan: MotorbikePlan, finish: Finish, high = false): void {
  const { rearX, frontX } = placesOf(plan);
  const r = plan.wheelM;
  const width = plan.tyreM * 2 + 0.04;
  fender(pen, [rearX, 0, r], r + 0.035, [1, 2.9], width * 1.1, finish);
  if (high) fender(pen, [frontX - 0.05, 0, r + 0.02], r + 0.16, [0.55, 1.9], width, finish);
  else fender(pen, [frontX, 0, r], r + 0.03, [0.6, 2.3], width, finish);
}
