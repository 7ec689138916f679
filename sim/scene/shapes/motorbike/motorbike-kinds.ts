import type { Rng } from '../../../core/rng.ts';
import { fender } from '../parts/bike-wheel.ts';
import { BLACK, CHROME, DARK, GLASS, HEADLAMP, lacquer, STEEL } from '../parts/finishes.ts';
import { ball, beam, bothSides, box, type Point, rod, roundBox, slab } from '../parts/solids.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';
import { type MotorbikeKind, type MotorbikePlan, placesOf } from './motorbike-plan.ts';
import { engine, exhaust, guards, motorBars, roundLamp, runningGear, tailEnd, tank } from './running-gear.ts';

type Builder = (pen: ShapePen, plan: MotorbikePlan, rng: Rng) => void;

const SEAT: Finish = { colour: 0x1c1b1c, gloss: 0.12 };
const SMOKED: Finish = { colour: 0x3d4a54, gloss: 0.9 };

/** How each kind of motorbike is put together. */
export const MOTORBIKES: Readonly<Record<MotorbikeKind, Builder>> = {
  sport(pen, plan) {
    runningGear(pen, plan);
    engine(pen, plan, 'upright');
    fairing(pen, plan, true);
    const { rearX, headX } = placesOf(plan);
    tank(pen, [headX - 0.34, 0, 0.88], [0.6, 0.36, 0.32]);
    slab(
      pen,
      [
        [headX - 0.6, 0.76],
        [headX - 0.62, 0.86],
        [rearX - 0.2, 1.0],
        [rearX - 0.26, 0.97],
        [rearX + 0.2, 0.78],
      ],
      0.22,
      lacquer(pen),
      { bevel: 0.03 },
    );
    roundBox(pen, [headX - 0.74, 0, plan.seatM + 0.02], [0.36, 0.26, 0.07], 0.03, SEAT, [0, 0.15, 0]);
    motorBars(pen, plan, 'low');
    exhaust(pen, plan, [-1], 0.3, STEEL);
    guards(pen, plan, lacquer(pen));
    tailEnd(pen, rearX - 0.22, 0.92);
  },
  cruiser(pen, plan) {
    classic(pen, plan, 'vee');
    motorBars(pen, plan, 'swept');
    exhaust(pen, plan, [-1, 1], 0);
    roundLamp(pen, plan, 0.22);
    const { rearX } = placesOf(plan);
    bothSides((side) =>
      roundBox(pen, [rearX - 0.04, side * 0.22, 0.52], [0.46, 0.14, 0.3], 0.05, {
        colour: 0x3a2a1e,
        gloss: 0.2,
      }),
    );
  },
  scooter,
  'off-road'(pen, plan) {
    runningGear(pen, plan);
    engine(pen, plan, 'single');
    const { rearX, headX } = placesOf(plan);
    tank(pen, [headX - 0.26, 0, 0.96], [0.46, 0.3, 0.26]);
    bothSides((side) =>
      slab(
        pen,
        [
          [headX - 0.34, 0.9],
          [headX + 0.1, 1.0],
          [headX + 0.16, 0.86],
          [headX - 0.14, 0.66],
        ],
        0.04,
        lacquer(pen),
        { y: side * 0.19 },
      ),
    );
    roundBox(pen, [(rearX + headX) / 2 - 0.12, 0, plan.seatM], [0.72, 0.2, 0.1], 0.04, SEAT, [0, 0.06, 0]);
    slab(
      pen,
      [
        [rearX + 0.35, 0.84],
        [rearX + 0.3, 0.93],
        [rearX - 0.36, 1.02],
        [rearX - 0.36, 0.99],
      ],
      0.2,
      lacquer(pen),
      { bevel: 0.01 },
    );
    guards(pen, plan, lacquer(pen), true);
    motorBars(pen, plan, 'wide', false);
    slab(
      pen,
      [
        [headX + 0.06, 0.86],
        [headX + 0.14, 0.88],
        [headX + 0.1, 1.12],
        [headX + 0.05, 1.12],
      ],
      0.24,
      lacquer(pen),
      { bevel: 0.01 },
    );
    box(pen, [headX + 0.14, 0, 0.98], [0.02, 0.16, 0.1], HEADLAMP);
    exhaust(pen, plan, [-1], 0.42, STEEL);
  },
  roadster(pen, plan, rng) {
    classic(pen, plan, rng.float() < 0.5 ? 'vee' : 'upright');
    motorBars(pen, plan, 'wide');
    exhaust(pen, plan, [-1], 0.12);
    roundLamp(pen, plan);
  },
  tourer(pen, plan) {
    runningGear(pen, plan);
    engine(pen, plan, 'upright');
    fairing(pen, plan, false);
    const { rearX, headX } = placesOf(plan);
    tank(pen, [headX - 0.38, 0, 0.86], [0.66, 0.42, 0.34]);
    roundBox(pen, [headX - 0.78, 0, plan.seatM], [0.5, 0.36, 0.14], 0.06, SEAT);
    roundBox(pen, [headX - 1.1, 0, plan.seatM + 0.1], [0.4, 0.34, 0.14], 0.06, SEAT);
    bothSides((side) =>
      roundBox(pen, [rearX + 0.02, side * 0.34, 0.62], [0.6, 0.24, 0.4], 0.09, lacquer(pen)),
    );
    roundBox(pen, [rearX - 0.1, 0, 1.06], [0.42, 0.5, 0.32], 0.09, lacquer(pen));
    motorBars(pen, plan, 'wide');
    exhaust(pen, plan, [-1, 1], 0);
    guards(pen, plan, lacquer(pen));
    tailEnd(pen, rearX - 0.34, 0.84);
  },
  'cafe-racer'(pen, plan) {
    classic(pen, plan, 'upright');
    const { rearX, headX } = placesOf(plan);
    ball(pen, [rearX + 0.02, 0, plan.seatM + 0.06], [0.36, 0.26, 0.22], lacquer(pen));
    motorBars(pen, plan, 'low');
    exhaust(pen, plan, [-1, 1], 0.05);
    roundLamp(pen, plan, 0.21);
    ball(pen, [headX + 0.08, 0, plan.headM + 0.14], [0.24, 0.34, 0.22], SMOKED);
  },
  chopper(pen, plan) {
    classic(pen, plan, 'vee');
    motorBars(pen, plan, 'ape', false);
    exhaust(pen, plan, [-1, 1], 0.04);
    roundLamp(pen, plan, 0.16);
    const { rearX } = placesOf(plan);
    bothSides((side) =>
      rod(pen, [rearX + 0.05, side * 0.12, 0.66], [rearX - 0.14, side * 0.1, 1.2], 0.016, CHROME),
    );
    rod(pen, [rearX - 0.14, -0.1, 1.2], [rearX - 0.14, 0.1, 1.2], 0.016, CHROME);
  },
  adventure(pen, plan) {
    runningGear(pen, plan);
    engine(pen, plan, 'vee');
    const { rearX, headX } = placesOf(plan);
    tank(pen, [headX - 0.32, 0, 0.98], [0.62, 0.46, 0.36]);
    slab(
      pen,
      [
        [headX - 0.1, 0.86],
        [headX + 0.34, 0.9],
        [headX + 0.4, 0.96],
        [headX + 0.1, 1.12],
        [headX - 0.12, 1.1],
      ],
      0.24,
      lacquer(pen),
      { bevel: 0.04 },
    );
    beam(pen, [headX + 0.16, 0, 1.08], [headX, 0, 1.42], 0.025, 0.32, SMOKED);
    bothSides((side) => ball(pen, [headX + 0.3, side * 0.08, 0.97], [0.1, 0.13, 0.13], HEADLAMP));
    roundBox(pen, [headX - 0.82, 0, plan.seatM], [0.7, 0.3, 0.12], 0.05, SEAT);
    bothSides((side) =>
      roundBox(pen, [rearX + 0.02, side * 0.36, 0.72], [0.44, 0.22, 0.4], 0.03, {
        colour: 0xaeb2b6,
        gloss: 0.6,
      }),
    );
    roundBox(pen, [rearX - 0.08, 0, 1.1], [0.4, 0.44, 0.3], 0.03, { colour: 0xaeb2b6, gloss: 0.6 });
    box(pen, [rearX + 0.02, 0, 0.93], [0.5, 0.3, 0.04], DARK);
    guards(pen, plan, lacquer(pen), true);
    motorBars(pen, plan, 'wide');
    exhaust(pen, plan, [-1], 0.3, STEEL);
    tailEnd(pen, rearX - 0.28, 0.86);
  },
  moped(pen, plan) {
    runningGear(pen, plan);
    const { rearX, headX } = placesOf(plan);
    slab(
      pen,
      [
        [headX, plan.headM],
        [headX - 0.08, plan.headM - 0.24],
        [rearX + 0.55, 0.42],
        [rearX + 0.25, 0.5],
        [rearX + 0.2, 0.7],
        [rearX + 0.5, 0.64],
        [headX - 0.22, 0.62],
      ],
      0.14,
      lacquer(pen),
      { bevel: 0.03 },
    );
    roundBox(pen, [rearX + 0.46, 0, 0.34], [0.36, 0.2, 0.2], 0.06, STEEL);
    rod(pen, [rearX + 0.3, 0, 0.6], [rearX + 0.28, 0, plan.seatM - 0.03], 0.025, CHROME);
    roundBox(pen, [rearX + 0.22, 0, plan.seatM], [0.42, 0.24, 0.1], 0.045, SEAT);
    rack(pen, rearX);
    guards(pen, plan, lacquer(pen));
    motorBars(pen, plan, 'swept');
    exhaust(pen, plan, [-1], 0.02);
    roundLamp(pen, plan, 0.17);
    tailEnd(pen, rearX - 0.34, 0.6);
  },
};

/** Engine in the open under a drop of a tank, and one saddle. */
function classic(pen: ShapePen, plan: MotorbikePlan, cylinders: 'vee' | 'upright'): void {
  runningGear(pen, plan);
  engine(pen, plan, cylinders);
  const { rearX, headX } = placesOf(plan);
  const tankX = headX - 0.36;
  const tankZ = Math.max(plan.headM - 0.04, plan.seatM + 0.06);
  tank(pen, [tankX, 0, tankZ], [0.62, 0.34, 0.28]);
  const seatFrom = tankX - 0.26;
  const length = Math.min(0.72, seatFrom - rearX + 0.05);
  roundBox(pen, [seatFrom - length / 2, 0, plan.seatM], [length, 0.28, 0.1], 0.045, SEAT);
  bothSides((side) =>
    roundBox(pen, [seatFrom - 0.06, side * 0.14, plan.wheelM + 0.26], [0.3, 0.06, 0.2], 0.03, lacquer(pen)),
  );
  bothSides((side) =>
    rod(pen, [rearX, side * 0.14, plan.wheelM], [rearX + 0.1, side * 0.13, plan.seatM - 0.06], 0.032, CHROME),
  );
  guards(pen, plan, lacquer(pen));
  tailEnd(pen, rearX - plan.wheelM * 0.85, plan.wheelM + 0.32);
}

/** Bodywork about the front: to the ground with `full`, else the upper half with a tall screen. */
function fairing(pen: ShapePen, plan: MotorbikePlan, full: boolean): void {
  const { headX } = placesOf(plan);
  const h = plan.headM;
  const nose: Point = [headX + 0.36, 0, h - 0.06];
  bothSides((side) => {
    const outline: readonly (readonly [number, number])[] = full
      ? [
          [nose[0], nose[2]],
          [headX + 0.16, h + 0.14],
          [headX - 0.16, h + 0.02],
          [headX - 0.36, h - 0.24],
          [headX - 0.66, 0.3],
          [headX - 0.1, 0.2],
          [headX + 0.06, 0.5],
          [headX + 0.16, h - 0.26],
        ]
      : [
          [nose[0], nose[2]],
          [headX + 0.2, h + 0.2],
          [headX - 0.12, h + 0.16],
          [headX - 0.24, h - 0.2],
          [headX - 0.24, 0.36],
          [headX - 0.02, 0.4],
          [headX + 0.14, h - 0.26],
        ];
    slab(pen, outline, full ? 0.07 : 0.1, lacquer(pen), { y: side * (full ? 0.19 : 0.24), bevel: 0.025 });
    ball(pen, [headX + 0.32, side * 0.13, h - 0.02], [0.14, 0.18, 0.1], HEADLAMP, [0, 0.3, -side * 0.4]);
  });
  ball(pen, [headX + 0.14, 0, h + 0.01], [0.52, full ? 0.4 : 0.54, 0.3], lacquer(pen), [0, 0.25, 0]);
  const top = full ? 0.26 : 0.52;
  beam(pen, [headX + 0.24, 0, h + 0.1], [headX - 0.06, 0, h + top], 0.02, full ? 0.26 : 0.46, SMOKED);
  if (full)
    bothSides((side) => box(pen, [headX - 0.26, side * 0.225, 0.52], [0.26, 0.02, 0.1], BLACK, [0, 0.7, 0]));
}

/** A leg shield, a flat floor, a body over the rear wheel. */
function scooter(pen: ShapePen, plan: MotorbikePlan, rng: Rng): void {
  runningGear(pen, plan);
  const { rearX, frontX, headX } = placesOf(plan);
  const floor = 0.32;
  roundBox(pen, [headX - 0.34, 0, floor], [0.62, 0.36, 0.09], 0.04, lacquer(pen));
  box(pen, [headX - 0.34, 0, floor + 0.05], [0.5, 0.3, 0.02], DARK);
  beam(pen, [headX - 0.04, 0, floor], [headX - 0.1, 0, plan.headM + 0.02], 0.07, 0.44, lacquer(pen));
  ball(pen, [headX - 0.05, 0, 0.62], [0.2, 0.44, 0.66], lacquer(pen));
  for (const [k, width] of [
    [1, 0.3],
    [0.8, 0.38],
  ] as const) {
    ball(pen, [rearX + 0.1, 0, 0.54], [0.86 * k, width, 0.44 * (k + 0.1)], lacquer(pen));
  }
  roundBox(pen, [rearX + 0.36, 0, 0.55], [0.3, 0.32, 0.44], 0.1, lacquer(pen));
  roundBox(
    pen,
    [rearX + 0.16, 0, plan.seatM - 0.03],
    [0.7, 0.3, 0.12],
    0.055,
    rng.float() < 0.5 ? SEAT : { colour: 0x7a4a2a, gloss: 0.2 },
  );
  fender(pen, [frontX, 0, plan.wheelM], plan.wheelM + 0.03, [0.3, 2.6], 0.17, lacquer(pen));
  rod(pen, [headX - 0.08, 0, plan.headM], [headX - 0.1, 0, plan.barM], 0.07, lacquer(pen));
  ball(pen, [headX - 0.04, 0, plan.barM], [0.26, 0.34, 0.18], lacquer(pen));
  ball(pen, [headX + 0.07, 0, plan.barM], [0.08, 0.17, 0.15], HEADLAMP);
  motorBars(pen, { ...plan, headM: plan.barM - 0.04 }, 'wide');
  exhaust(pen, plan, [-1], 0);
  rack(pen, rearX);
  if (rng.float() < 0.5)
    roundBox(pen, [rearX - 0.32, 0, plan.seatM + 0.14], [0.34, 0.38, 0.3], 0.07, lacquer(pen));
  if (rng.float() < 0.5)
    beam(pen, [headX + 0.04, 0, plan.barM + 0.05], [headX - 0.1, 0, plan.barM + 0.42], 0.015, 0.42, GLASS);
  tailEnd(pen, rearX - 0.34, 0.62);
}

function rack(pen: ShapePen, rearX: number): void {
  for (const y of [-0.09, 0, 0.09])
    rod(pen, [rearX - 0.42, y, 0.74], [rearX - 0.02, y, 0.72], 0.013, CHROME, { sides: 5 });
  rod(pen, [rearX - 0.42, -0.09, 0.74], [rearX - 0.42, 0.09, 0.74], 0.013, CHROME, { sides: 5 });
}
