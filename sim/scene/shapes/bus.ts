import type { Rng } from '../../core/rng.ts';
import {
  bonnet,
  busBack,
  busDoors,
  busFace,
  busWheels,
  livery,
  roofBoxes,
  shell,
  windowRow,
} from './bus/bus-parts.ts';
import { BUS_KINDS, type BusKind, type BusPlan, busPlan } from './bus/bus-plan.ts';
import { AMBER, BLACK, DARK, GLASS, lacquer } from './parts/finishes.ts';
import { sidePanels } from './parts/panels.ts';
import { ball, bothSides, box, rod, roundBox } from './parts/solids.ts';
import type { Finish, ShapePen } from './shape-pen.ts';

type BusBuilder = (pen: ShapePen, plan: BusPlan, rng: Rng) => void;

const SECOND: readonly number[] = [0xf2f2ee, 0xd8b23a, 0x20242a, 0x9fb6c8, 0xc8ccd0];

const BUILDERS: Readonly<Record<BusKind, BusBuilder>> = {
  city: cityBus,
  'old-city': cityBus,
  minibus(pen, plan, rng) {
    body(pen, plan, 0.55);
    const front = plan.lengthM / 2;
    roundBox(pen, [front - 0.1, 0, 0.85], [1.1, plan.widthM * 0.9, 0.7], 0.2, lacquer(pen));
    windowRow(pen, plan, [-front + 0.35, front - 1.5], plan.glassM, plan.windows);
    windowRow(pen, plan, [front - 1.35, front - 0.4], plan.glassM, 1);
    busFace(pen, { ...plan, glassM: [1.6, 2.2] }, front, rng.float() < 0.6);
    bothSides((side) =>
      ball(pen, [front + 0.4, side * plan.widthM * 0.34, 0.92], [0.16, 0.34, 0.2], {
        colour: 0xf4f4ea,
        gloss: 0.8,
      }),
    );
    busDoors(pen, plan, [front - 2.2], plan.glassM[1] + 0.06);
  },
  coach(pen, plan, rng) {
    body(pen, plan, 0.35);
    const end = plan.lengthM / 2;
    // One dark band of glass from end to end, as coaches have.
    windowRow(pen, plan, [-end + 0.3, end - 0.55], plan.glassM, plan.windows, 0.035);
    livery(pen, plan, [plan.floorM + 0.3, plan.floorM + 0.62], second(rng));
    for (let i = 0; i < 3; i++) {
      const x = -0.08 * plan.lengthM + i * 1.35;
      sidePanels(pen, plan.widthM / 2 + 0.006, [[x, x + 0.03]], [0.5, 1.5], DARK);
    }
    busFace(pen, plan, end, rng.float() < 0.5);
    busDoors(pen, plan, [end - 1], 2.7);
  },
  'double-decker'(pen, plan, rng) {
    body(pen, plan, 0.2);
    const end = plan.lengthM / 2;
    decks(pen, plan, rng);
    const upper = [2.75, 3.75] as const;
    windowRow(pen, plan, [-end + 0.3, end - 0.4], upper, plan.windows + 1);
    for (const x of [end - 0.04, 0.02 - end]) {
      roundBox(pen, [x, 0, 3.25], [0.1, plan.widthM * 0.84, 0.95], 0.04, GLASS);
    }
  },
  'open-top'(pen, plan, rng) {
    shell(pen, [-plan.lengthM / 2, plan.lengthM / 2], plan.widthM / 2, [plan.floorM, 2.75], lacquer(pen));
    decks(pen, plan, rng);
    upperDeck(pen, plan);
  },
  school(pen, plan) {
    const end = plan.lengthM / 2;
    const front = end - 1.75;
    shell(pen, [-end, front], plan.widthM / 2, [plan.floorM, plan.heightM], lacquer(pen), 0.08);
    bonnet(pen, plan, [front, end]);
    windowRow(pen, plan, [-end + 0.4, front - 1.4], plan.glassM, plan.windows, 0.16);
    windowRow(pen, plan, [front - 1.05, front - 0.2], plan.glassM, 1);
    roundBox(pen, [front - 0.01, 0, 2.05], [0.08, plan.widthM * 0.86, 0.85], 0.03, GLASS);
    for (const z of [0.95, 1.3, 1.62])
      livery(pen, { ...plan, lengthM: plan.lengthM - 2 }, [z, z + 0.06], BLACK);
    box(pen, [front + 0.02, 0, plan.heightM - 0.2], [0.06, 1.3, 0.22], BLACK);
    bothSides((side) => {
      for (const y of [0.78, 1.02])
        ball(
          pen,
          [front + 0.03, side * y, plan.heightM - 0.2],
          [0.1, 0.2, 0.2],
          y > 1 ? AMBER : { colour: 0xc01414, gloss: 0.5 },
        );
      rod(pen, [end - 0.1, side * 0.8, 1.3], [end + 0.1, side * 1.25, 1.75], 0.025, BLACK);
      roundBox(pen, [end + 0.08, side * 1.28, 1.85], [0.1, 0.24, 0.34], 0.04, BLACK);
    });
    busDoors(pen, plan, [front - 0.75], 2.5);
    const stop = { colour: 0xc41616, gloss: 0.3 };
    rod(pen, [front - 1.6, plan.widthM / 2, 1.5], [front - 1.6, plan.widthM / 2 + 0.08, 1.5], 0.26, stop, {
      sides: 8,
    });
  },
  articulated(pen, plan, rng) {
    const end = plan.lengthM / 2;
    const joint = -0.06 * plan.lengthM;
    const z = [plan.floorM, plan.heightM] as const;
    shell(pen, [-end, joint - 0.6], plan.widthM / 2, z, lacquer(pen), 0);
    shell(pen, [joint + 0.6, end], plan.widthM / 2, z, lacquer(pen));
    for (let i = 0; i < 6; i++) {
      const k = i % 2 === 0 ? 0.97 : 0.91;
      box(
        pen,
        [joint - 0.5 + 0.2 * i, 0, (z[0] + z[1]) / 2],
        [0.2, plan.widthM * k, (z[1] - z[0]) * k],
        DARK,
      );
    }
    windowRow(pen, plan, [-end + 0.4, joint - 0.8], plan.glassM, plan.windows);
    windowRow(pen, plan, [joint + 0.8, end - 0.5], plan.glassM, plan.windows + 1);
    livery(pen, plan, [plan.floorM + 0.12, plan.floorM + 0.3], second(rng));
    busFace(pen, plan, end, true);
    busDoors(pen, plan, [end - 1, end - 4.6, -0.2 * plan.lengthM], 2.5);
    roofBoxes(pen, plan, [end - 3.5, -end + 3]);
  },
};

/** A bus of one of eight kinds: of the city, for travelling, for school, on two decks, with a joint. */
export function bus(pen: ShapePen, rng: Rng, instance: number): void {
  const kind = BUS_KINDS[instance % BUS_KINDS.length] as BusKind;
  const plan = busPlan(kind, rng);
  BUILDERS[kind](pen, plan, rng);
  busBack(pen, plan, -plan.lengthM / 2);
  busWheels(pen, plan);
}

function cityBus(pen: ShapePen, plan: BusPlan, rng: Rng): void {
  const old = plan.kind === 'old-city';
  body(pen, plan, old ? 0.06 : 0.14);
  const end = plan.lengthM / 2;
  windowRow(pen, plan, [-end + 0.5, end - 0.5], plan.glassM, plan.windows, old ? 0.22 : 0.09);
  if (old || rng.float() < 0.6)
    livery(pen, plan, old ? [2.42, plan.heightM - 0.3] : [0.55, 0.95], second(rng));
  busFace(pen, plan, end, true);
  busDoors(pen, plan, old ? [end - 1] : [end - 1, -0.02 * plan.lengthM], plan.glassM[1] + 0.1);
  if (!old) roofBoxes(pen, plan, rng.float() < 0.5 ? [-2.5, 1.5] : [-3]);
}

function body(pen: ShapePen, plan: BusPlan, lean: number): void {
  const end = plan.lengthM / 2;
  shell(pen, [-end, end], plan.widthM / 2, [plan.floorM, plan.heightM], lacquer(pen), lean);
}

/** The lower deck of a bus with two. */
function decks(pen: ShapePen, plan: BusPlan, rng: Rng): void {
  const end = plan.lengthM / 2;
  windowRow(pen, plan, [-end + 0.9, end - 0.5], plan.glassM, plan.windows);
  livery(pen, plan, [2.3, 2.55], second(rng));
  busFace(pen, plan, end, true);
  busDoors(pen, plan, [end - 1], 2.2);
}

/** Seats in the open, behind a low wall and a small windscreen. */
function upperDeck(pen: ShapePen, plan: BusPlan): void {
  const [end, w] = [plan.lengthM / 2, plan.widthM / 2];
  bothSides((side) => {
    box(pen, [-0.1, side * (w - 0.06), 3], [plan.lengthM - 0.5, 0.08, 0.6], lacquer(pen));
    rod(pen, [-end + 0.4, side * (w - 0.06), 3.42], [end - 0.4, side * (w - 0.06), 3.42], 0.03, {
      colour: 0xd0d3d6,
      gloss: 0.8,
    });
    for (let x = -end + 1; x < end - 1.2; x += 0.95) {
      roundBox(pen, [x, side * 0.62, 3.25], [0.14, 0.9, 0.75], 0.05, { colour: 0x2c5aa0 });
      box(pen, [x + 0.28, side * 0.62, 3.0], [0.44, 0.9, 0.1], { colour: 0x2c5aa0 });
    }
  });
  box(pen, [-end + 0.2, 0, 3], [0.08, 2 * w - 0.2, 0.6], lacquer(pen));
  box(pen, [end - 0.35, 0, 3.05], [0.08, 2 * w - 0.2, 0.7], lacquer(pen));
  box(pen, [end - 0.36, 0, 3.6], [0.05, 2 * w - 0.3, 0.42], GLASS);
}

function second(rng: Rng): Finish {
  return { colour: rng.pick(SECOND), gloss: 0.5 };
}
