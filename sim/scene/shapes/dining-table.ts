import type { Rng } from '../../core/rng.ts';
import { CHROME, DARK_GLASS, painted, STEEL, WHITE, wood } from './finishes.ts';
import type { Finish, ShapePen } from './shape-pen.ts';
import { ball, box, cushion, ellipse, plate, rod, SIDES, sweep, turned } from './strokes.ts';

const CHINA: Finish = { colour: 0xf4f4f0, gloss: 0.5 };
const CLEAR: Finish = { colour: 0xcfe0e6, gloss: 0.8 };
const FRUITS = [0xd8442c, 0xe8a02a, 0x7fae3a, 0xe0c83a] as const;

/** A table's top: half its length and width, its height, and whether it is round. */
interface Top {
  readonly a: number;
  readonly b: number;
  readonly h: number;
  readonly round: boolean;
}

function layTop(pen: ShapePen, { a, b, h, round }: Top, finish: Finish, thickM = 0.045): void {
  if (round) plate(pen, finish, ellipse(a, b, 36), { plane: 'xy', from: h - thickM, to: h, bevelM: 0.01 });
  else cushion(pen, finish, [-a, -b, h - thickM], [a, b, h], 0.012);
}

function fourLegs(pen: ShapePen, rng: Rng, { a, b, h }: Top, finish: Finish): void {
  const taper = rng.float() < 0.5;
  for (const x of SIDES) {
    for (const y of SIDES) {
      const at = [x * (a - 0.08), y * (b - 0.08)] as const;
      if (taper)
        rod(pen, finish, [at[0], at[1], 0], [at[0], at[1], h - 0.04], 0.025, { toM: 0.045, sides: 8 });
      else box(pen, finish, [at[0] - 0.04, at[1] - 0.04, 0], [at[0] + 0.04, at[1] + 0.04, h - 0.04]);
    }
  }
  for (const y of SIDES)
    box(
      pen,
      finish,
      [-a + 0.1, y * (b - 0.09) - 0.012, h - 0.14],
      [a - 0.1, y * (b - 0.09) + 0.012, h - 0.04],
    );
  for (const x of SIDES)
    box(
      pen,
      finish,
      [x * (a - 0.09) - 0.012, -b + 0.1, h - 0.14],
      [x * (a - 0.09) + 0.012, b - 0.1, h - 0.04],
    );
}

function pedestal(pen: ShapePen, rng: Rng, { h }: Top, finish: Finish): void {
  // The column tapers evenly: a bulging one under a round top was read as a vase.
  turned(
    pen,
    finish,
    [
      [0.06, 0.06],
      [0.062, 0.14],
      [0.042, 0.2],
      [0.045, 0.45],
      [0.038, h - 0.12],
      [0.06, h - 0.09],
      [0.2, h - 0.045],
    ],
    { sides: 14 },
  );
  const feet = 3 + rng.int(2);
  for (let i = 0; i < feet; i++) {
    const angle = (2 * Math.PI * (i + 0.5)) / feet;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    sweep(
      pen,
      finish,
      [
        [0, 0, 0.12],
        [0.24 * c, 0.24 * s, 0.07],
        [0.42 * c, 0.42 * s, 0.025],
      ],
      [0.035, 0.03, 0.025],
      { sides: 6 },
    );
  }
}

function trestle(pen: ShapePen, { a, b, h }: Top, finish: Finish): void {
  for (const x of SIDES) {
    const at = x * (a - 0.3);
    for (const y of SIDES)
      rod(pen, finish, [at, y * (b - 0.08), 0], [at, y * 0.08, h - 0.05], 0.035, { sides: 6 });
    box(pen, finish, [at - 0.03, -b + 0.15, h - 0.1], [at + 0.03, b - 0.15, h - 0.04]);
  }
  rod(pen, finish, [-a + 0.3, 0, 0.3], [a - 0.3, 0, 0.3], 0.03, { sides: 6 });
}

/** Plates, glasses and cutlery at each place, something in the middle. */
function setTable(pen: ShapePen, rng: Rng, top: Top, places: number): void {
  const { a, b, h } = top;
  for (let i = 0; i < places; i++) {
    const side = i % 2 === 0 ? 1 : -1;
    const along = top.round ? 0 : -a + ((Math.floor(i / 2) + 0.5) * 2 * a) / Math.ceil(places / 2);
    const angle = (2 * Math.PI * i) / places;
    const [x, y] = top.round
      ? [(a - 0.24) * Math.cos(angle), (b - 0.24) * Math.sin(angle)]
      : [along, side * (b - 0.2)];
    turned(
      pen,
      CHINA,
      [
        [0.07, h],
        [0.135, h + 0.02],
        [0.13, h + 0.024],
        [0.07, h + 0.008],
      ],
      { at: [x, y, 0], sides: 18 },
    );
    const g = top.round ? 0.62 : 1;
    const [gx, gy] = top.round ? [x * g, y * g] : [x + 0.17, y - side * 0.12];
    turned(
      pen,
      CLEAR,
      [
        [0.028, h],
        [0.032, h + 0.02],
        [0.036, h + 0.11],
      ],
      { at: [gx, gy, 0], sides: 10 },
    );
    if (!top.round)
      for (const off of SIDES)
        box(pen, STEEL, [x + off * 0.17 - 0.01, y - 0.09, h], [x + off * 0.17 + 0.01, y + 0.09, h + 0.006]);
  }
  centrepiece(pen, rng, h);
}

function centrepiece(pen: ShapePen, rng: Rng, h: number): void {
  if (rng.float() < 0.5) {
    turned(
      pen,
      WHITE,
      [
        [0.05, h],
        [0.075, h + 0.06],
        [0.05, h + 0.15],
        [0.055, h + 0.19],
      ],
      { sides: 14 },
    );
    for (let i = 0; i < 6; i++) {
      const angle = (2 * Math.PI * i) / 6;
      const tip = [0.09 * Math.cos(angle), 0.09 * Math.sin(angle), h + 0.32 + 0.05 * (i % 2)] as const;
      rod(pen, { colour: 0x3f7a3a }, [0, 0, h + 0.15], tip, 0.006, { sides: 4 });
      ball(pen, { colour: FRUITS[i % 4] as number }, tip, 0.035, 8);
    }
  } else {
    turned(
      pen,
      CHINA,
      [
        [0.06, h],
        [0.1, h + 0.02],
        [0.15, h + 0.07],
        [0.14, h + 0.07],
        [0.08, h + 0.03],
      ],
      { sides: 18 },
    );
    for (let i = 0; i < 5; i++) {
      const angle = (2 * Math.PI * i) / 5;
      ball(
        pen,
        { colour: FRUITS[i % 4] as number, gloss: 0.3 },
        [0.06 * Math.cos(angle), 0.06 * Math.sin(angle), h + 0.08],
        0.045,
        8,
      );
    }
  }
}

/** A cloth that hangs over the edges. */
function cover(pen: ShapePen, { a, b, h, round }: Top, finish: Finish): void {
  if (round)
    turned(
      pen,
      finish,
      [
        [a + 0.05, h - 0.26],
        [a + 0.012, h + 0.003],
        [0.001, h + 0.004],
      ],
      { sides: 36 },
    );
  else {
    box(pen, finish, [-a - 0.015, -b - 0.015, h - 0.002], [a + 0.015, b + 0.015, h + 0.006]);
    for (const y of SIDES)
      box(
        pen,
        finish,
        [-a - 0.015, y * (b + 0.015) - 0.006, h - 0.24],
        [a + 0.015, y * (b + 0.015) + 0.006, h],
      );
    for (const x of SIDES)
      box(
        pen,
        finish,
        [x * (a + 0.015) - 0.006, -b - 0.015, h - 0.24],
        [x * (a + 0.015) + 0.006, b + 0.015, h],
      );
  }
}

const LEGS = ['four', 'pedestal', 'trestle', 'four', 'sled'] as const;

/** A table to eat at: square, round or oval, on legs, a pedestal or trestles; mostly laid. */
export function diningTable(pen: ShapePen, rng: Rng, instance: number): void {
  const legs = LEGS[instance % LEGS.length] as (typeof LEGS)[number];
  const round = legs === 'pedestal' || (legs === 'four' && instance % 4 === 3);
  const a = round ? rng.range(0.6, 0.75) : rng.range(0.65, 0.95);
  const b = round ? a * (rng.float() < 0.4 ? 0.75 : 1) : rng.range(0.42, 0.52);
  const top: Top = { a, b, h: rng.range(0.72, 0.77), round };
  const paint = painted(pen.paint, 0.3);
  const glassTop = instance % 9 === 4;
  layTop(pen, top, glassTop ? DARK_GLASS : paint, glassTop ? 0.02 : 0.045);
  const under = glassTop ? paint : rng.float() < 0.6 ? paint : wood(rng);
  if (legs === 'four') fourLegs(pen, rng, round ? { ...top, a: a * 0.72, b: b * 0.72 } : top, under);
  else if (legs === 'pedestal') pedestal(pen, rng, top, under);
  else if (legs === 'trestle') trestle(pen, top, under);
  else {
    for (const x of SIDES) {
      const at = x * (a - 0.15);
      sweep(
        pen,
        glassTop ? paint : CHROME,
        [
          [at, -b + 0.06, top.h - 0.04],
          [at, -b + 0.06, 0.03],
          [at, b - 0.06, 0.03],
          [at, b - 0.06, top.h - 0.04],
        ],
        0.03,
        { roundM: 0.08 },
      );
    }
  }
  if (instance % 3 === 2)
    cover(pen, top, { colour: rng.pick([0xf2efe6, 0xc94a3c, 0x3f6fa5] as const), gloss: 0.02 });
  const laid = instance % 8 !== 1;
  if (laid) setTable(pen, rng, top, round ? 4 : 4 + 2 * rng.int(2));
  else centrepiece(pen, rng, top.h);
}
