import type { Rng } from '../../../core/rng.ts';
import { AMBER, BLACK, DARK, lacquer, STEEL } from '../parts/finishes.ts';
import { beam, bothSides, box, rod, roundBox } from '../parts/solids.ts';
import type { ShapePen } from '../shape-pen.ts';
import type { CarKind, CarPlan } from './car-plan.ts';

/** What only one kind of car has. */
export const CAR_EXTRAS: Partial<Record<CarKind, (pen: ShapePen, plan: CarPlan, rng: Rng) => void>> = {
  suv(pen, plan, rng) {
    cladding(pen, plan);
    roofRails(pen, plan);
    if (rng.float() < 0.5) {
      const at = [-plan.lengthM / 2 - 0.12, 0, 1] as const;
      rod(pen, [at[0] - 0.1, 0, 1], [at[0] + 0.12, 0, 1], plan.wheelRadiusM * 0.9, DARK, { sides: 18 });
    }
  },
  estate: roofRails,
  pickup(pen, plan) {
    cladding(pen, plan);
    bed(pen, plan);
  },
  sports(pen, plan, rng) {
    if (rng.float() < 0.7) wing(pen, plan);
  },
  taxi(pen, plan) {
    const [, rear, front] = plan.cabin.xs;
    roundBox(pen, [(rear + front) / 2, 0, plan.cabin.roofM + 0.12], [0.22, 0.62, 0.2], 0.04, {
      colour: 0xf6d24a,
      glow: 0.6,
    });
    chequers(pen, plan);
  },
};

function roofRails(pen: ShapePen, plan: CarPlan): void {
  const [, rear, front] = plan.cabin.xs;
  const y = (plan.roofShare * plan.widthM) / 2 - 0.06;
  const z = plan.cabin.roofM + 0.06;
  bothSides((side) => {
    rod(pen, [rear + 0.2, side * y, z], [front - 0.3, side * y, z], 0.025, STEEL);
    for (const x of [rear + 0.2, front - 0.3])
      rod(pen, [x, side * y, z], [x, side * y, z - 0.1], 0.025, STEEL);
  });
}

/** Unpainted plastic about the wheels of cars for rough roads. */
function cladding(pen: ShapePen, plan: CarPlan): void {
  const { wheelRadiusM: r, widthM } = plan;
  const steps = 8;
  for (const axle of [plan.rearAxleM, plan.frontAxleM]) {
    bothSides((side) => {
      for (let i = 0; i < steps; i++) {
        const point = (k: number) =>
          [
            axle - (r + 0.09) * Math.cos((Math.PI * k) / steps),
            side * (widthM / 2 - 0.01),
            r + (r + 0.09) * Math.sin((Math.PI * k) / steps),
          ] as const;
        beam(pen, point(i), point(i + 1), 0.09, 0.06, DARK);
      }
    });
  }
}

function bed(pen: ShapePen, plan: CarPlan): void {
  const { lengthM: l, widthM, cabin } = plan;
  const [tail, front] = [-l / 2, cabin.xs[0]];
  const top = cabin.beltM + 0.02;
  const [low, w] = [0.6, widthM / 2];
  const middle = (tail + front) / 2;
  bothSides((side) => {
    const y = side * (w - 0.06);
    roundBox(
      pen,
      [middle, y * 0.985, (top + low + 0.2) / 2],
      [front - tail, 0.1, top - low - 0.2],
      0.03,
      lacquer(pen),
    );
  });
  roundBox(
    pen,
    [tail + 0.05, 0, (top + low) / 2],
    [0.09, widthM - 0.12, top - low - 0.06],
    0.03,
    lacquer(pen),
  );
  box(pen, [middle, 0, 0.79], [front - tail - 0.1, widthM - 0.22, 0.04], BLACK);
}

function wing(pen: ShapePen, plan: CarPlan): void {
  const x = -plan.lengthM / 2 + 0.22;
  roundBox(pen, [x, 0, 1.16], [0.3, plan.widthM * 0.86, 0.05], 0.02, BLACK, [0, 0.12, 0]);
  bothSides((side) => box(pen, [x, side * 0.5, 1], [0.14, 0.04, 0.32], BLACK));
}

function chequers(pen: ShapePen, plan: CarPlan): void {
  const side = plan.widthM / 2;
  const from = plan.rearAxleM + plan.wheelRadiusM + 0.15;
  const to = plan.frontAxleM - plan.wheelRadiusM - 0.15;
  const count = 14;
  const step = (to - from) / count;
  for (let i = 0; i < count; i++) {
    for (let row = 0; row < 2; row++) {
      if ((i + row) % 2 === 0) continue;
      bothSides((s) =>
        box(pen, [from + (i + 0.5) * step, s * (side - 0.004), 0.62 + 0.07 * row], [step, 0.02, 0.07], BLACK),
      );
    }
  }
  bothSides((s) => box(pen, [plan.frontAxleM + 0.5, s * (side - 0.03), 0.6], [0.12, 0.03, 0.06], AMBER));
}
