import type { Rng } from '../../../core/rng.ts';
import { fender } from '../parts/bike-wheel.ts';
import { BLACK, CHROME, DARK, HEADLAMP, lacquer, STEEL, TAIL_LAMP } from '../parts/finishes.ts';
import { ball, bothSides, box, type Point, pipe, rod, roundBox } from '../parts/solids.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';
import type { Joints } from './bicycle-frame.ts';
import type { BicyclePlan } from './bicycle-plan.ts';

const WICKER: Finish = { colour: 0x96683a, gloss: 0.05 };

/** Saddles on their posts. */
export function saddles(pen: ShapePen, plan: BicyclePlan, { seats }: Joints, leather: Finish): void {
  const wide = plan.bars === 'swept' ? 1.25 : 1;
  for (const [x, , z] of seats) {
    const top = plan.saddleM;
    const at = x - (top - z) * 0.3;
    rod(pen, [x, 0, z], [at, 0, top - 0.03], 0.016, CHROME);
    ball(pen, [at - 0.06, 0, top], [0.18, 0.17 * wide, 0.075], leather);
    ball(pen, [at + 0.06, 0, top], [0.24, 0.075 * wide, 0.06], leather);
  }
}

/** Handlebars on their stem; a tandem has a second pair behind. */
export function handlebars(pen: ShapePen, plan: BicyclePlan, joints: Joints): void {
  const { headHigh, seats } = joints;
  const stem: Point = [headHigh[0] - (plan.barM - headHigh[2]) * 0.3 + 0.02, 0, plan.barM - 0.03];
  rod(pen, headHigh, stem, 0.017, CHROME);
  bars(pen, plan, [stem[0] + (plan.bars === 'drop' ? 0.07 : 0.03), 0, plan.barM], stem);
  const rider = seats[1];
  if (rider !== undefined)
    bars(pen, plan, [rider[0] + 0.1, 0, plan.saddleM - 0.02], [rider[0] - 0.03, 0, rider[2]]);
}

function bars(pen: ShapePen, plan: BicyclePlan, at: Point, stem: Point): void {
  const [x, , z] = at;
  rod(pen, stem, at, 0.016, CHROME);
  const tape = BLACK;
  bothSides((s) => {
    if (plan.bars === 'drop') {
      pipe(
        pen,
        [
          [x, s * 0.02, z],
          [x, s * 0.16, z],
          [x + 0.02, s * 0.2, z],
          [x + 0.11, s * 0.21, z - 0.02],
          [x + 0.12, s * 0.21, z - 0.09],
          [x + 0.06, s * 0.21, z - 0.15],
          [x - 0.04, s * 0.21, z - 0.15],
        ],
        0.018,
        tape,
        { steps: 14, sides: 5 },
      );
      rod(pen, [x + 0.1, s * 0.21, z], [x + 0.15, s * 0.21, z + 0.05], 0.018, tape, { sides: 5 });
      return;
    }
    const ends = {
      flat: [
        [x, s * 0.02, z],
        [x - 0.01, s * 0.15, z + 0.01],
        [x - 0.04, s * 0.32, z + 0.01],
      ],
      swept: [
        [x, s * 0.02, z],
        [x + 0.05, s * 0.14, z + 0.04],
        [x - 0.03, s * 0.26, z + 0.05],
        [x - 0.22, s * 0.29, z + 0.02],
      ],
      high: [
        [x, s * 0.02, z - 0.1],
        [x, s * 0.1, z - 0.08],
        [x + 0.01, s * 0.16, z + 0.07],
        [x - 0.03, s * 0.31, z + 0.08],
      ],
    } as const;
    const points: readonly Point[] = ends[plan.bars];
    pipe(pen, points, 0.014, CHROME, { steps: 10, sides: 5 });
    const [from, to] = [points[points.length - 2] as Point, points[points.length - 1] as Point];
    rod(pen, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2], to, 0.021, tape, {
      sides: 6,
    });
  });
}

/** Mudguards, rack, basket and lamps, as the plan says; stabilisers and bags by kind. */
export function fittings(pen: ShapePen, plan: BicyclePlan, joints: Joints, rng: Rng): void {
  const { rear, front, headHigh, headLow } = joints;
  const r = plan.wheelM;
  if (plan.mudguards) {
    const finish = rng.float() < 0.5 ? lacquer(pen) : CHROME;
    const width = Math.max(0.055, plan.tyreM * 2.4);
    fender(pen, rear, r + 0.022, [0.9, 3.5], width, finish);
    fender(pen, front, r + 0.022, [0.5, 2.7], width, finish);
  }
  if (plan.rack) rack(pen, rear, r, plan.kind === 'touring', rng);
  if (plan.basket) basket(pen, [headHigh[0] + 0.03, 0, headHigh[2] + 0.03], front);
  if (plan.lamp) {
    const lamp: Point = [headLow[0] + 0.06, 0, headHigh[2] - 0.05];
    rod(pen, [headHigh[0], 0, lamp[2]], lamp, 0.014, DARK, { sides: 5 });
    ball(pen, lamp, [0.09, 0.1, 0.1], HEADLAMP);
    roundBox(pen, [rear[0] - r * 0.86, 0, r * 1.62], [0.04, 0.06, 0.08], 0.01, TAIL_LAMP);
  }
  if (plan.kind === 'kids') stabilisers(pen, rear);
  if (plan.kind === 'dutch')
    roundBox(pen, [rear[0] + 0.22, -0.06, r - 0.03], [0.5, 0.03, 0.15], 0.012, BLACK);
}

function rack(pen: ShapePen, rear: Point, r: number, bags: boolean, rng: Rng): void {
  const z = 2 * r + 0.06;
  bothSides((side) => {
    rod(pen, [rear[0] - 0.22, side * 0.06, z], [rear[0] + 0.26, side * 0.06, z], 0.01, STEEL, { sides: 5 });
    rod(pen, [rear[0], side * 0.07, r], [rear[0] - 0.12, side * 0.07, z], 0.009, STEEL, { sides: 5 });
    if (bags)
      roundBox(pen, [rear[0] - 0.02, side * 0.15, z - 0.2], [0.36, 0.15, 0.36], 0.04, {
        colour: rng.pick([0x2d4a2b, 0x23262b, 0x7a2020]),
      });
  });
  for (const x of [-0.2, 0, 0.22])
    rod(pen, [rear[0] + x, -0.06, z], [rear[0] + x, 0.06, z], 0.009, STEEL, { sides: 5 });
}

function basket(pen: ShapePen, [x, , z]: Point, hub: Point): void {
  const [length, width, height] = [0.3, 0.38, 0.24];
  const middle: Point = [x + length / 2, 0, z];
  box(pen, [middle[0], 0, z - height / 2], [length, width, 0.015], WICKER);
  bothSides((s) => {
    rod(pen, [hub[0], s * 0.06, hub[2]], [middle[0] + 0.1, s * 0.12, z - height / 2], 0.009, STEEL, {
      sides: 5,
    });
    box(pen, [middle[0], (s * width) / 2, z], [length, 0.016, height], WICKER);
    box(pen, [middle[0] + (s * length) / 2, 0, z], [0.016, width, height], WICKER);
    rod(
      pen,
      [middle[0] - length / 2, (s * width) / 2, z + height / 2],
      [middle[0] + length / 2, (s * width) / 2, z + height / 2],
      0.016,
      WICKER,
      { sides: 5 },
    );
    rod(
      pen,
      [middle[0] + (s * length) / 2, -width / 2, z + height / 2],
      [middle[0] + (s * length) / 2, width / 2, z + height / 2],
      0.016,
      WICKER,
      { sides: 5 },
    );
  });
  box(pen, [middle[0], 0, z + height / 2 - 0.05], [length - 0.02, width - 0.02, 0.01], DARK);
}

function stabilisers(pen: ShapePen, [x, , r]: Point): void {
  bothSides((side) => {
    rod(pen, [x, side * 0.04, r], [x - 0.02, side * 0.2, 0.1], 0.01, STEEL, { sides: 5 });
    rod(
      pen,
      [x - 0.02, side * 0.19, 0.065],
      [x - 0.02, side * 0.225, 0.065],
      0.065,
      { colour: 0xe8e4da },
      { sides: 12 },
    );
  });
}
