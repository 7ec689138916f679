import type { Rng } from '../../../core/rng.ts';
import { AMBER, BLACK, CHROME, DARK, HEADLAMP, lacquer, PLATE, STEEL, TAIL_LAMP } from '../parts/finishes.ts';
import { along } from '../parts/loft.ts';
import { ball, bothSides, box, rod, roundBox } from '../parts/solids.ts';
import { wheel } from '../parts/wheel.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';
import { halfWidth } from './car-body.ts';
import type { CarPlan } from './car-plan.ts';

/** Wheels on their axles. */
export function carWheels(pen: ShapePen, plan: CarPlan, rng: Rng): void {
  const width = plan.kind === 'sports' ? 0.27 : plan.kind === 'suv' || plan.kind === 'pickup' ? 0.26 : 0.21;
  const rim = rng.float() < 0.75 ? 'spokes' : 'disc';
  const spokes = 5 + rng.int(3);
  const finish: Finish =
    rng.float() < 0.8 ? { colour: 0xb4b8bd, gloss: 0.6 } : { colour: 0x55585d, gloss: 0.5 };
  for (const x of [plan.rearAxleM, plan.frontAxleM]) {
    bothSides((side) => {
      const y = side * (halfWidth(plan, x) - width / 2 - 0.01);
      const radius = plan.wheelRadiusM;
      wheel(pen, { at: [x, y, radius], radius, width, side, rim, spokes, finish });
    });
  }
}

/** Lamps, grille, bumpers and number plates at both ends. */
export function carEnds(pen: ShapePen, plan: CarPlan, rng: Rng): void {
  const { lengthM: l, sillM, kind } = plan;
  const nose = l / 2;
  const noseTop = along(plan.top, nose);
  const lampZ = kind === 'sports' ? noseTop + 0.07 : noseTop + 0.02;
  const lampX = nose - (kind === 'sports' ? 0.22 : 0.13);
  const lampY = halfWidth(plan, lampX) - 0.2;
  const round = kind === 'city' || kind === 'cabriolet' || rng.float() < 0.15;
  bothSides((side) => {
    if (round) ball(pen, [lampX + 0.04, side * lampY, lampZ + 0.02], [0.2, 0.24, 0.24], HEADLAMP);
    else ball(pen, [lampX, side * lampY, lampZ], [0.34, 0.46, 0.17], HEADLAMP, [0, 0.25, -side * 0.5]);
    ball(
      pen,
      [nose - 0.1, side * (lampY + 0.02), sillM + 0.2],
      [0.16, 0.2, 0.09],
      kind === 'taxi' ? AMBER : STEEL,
    );
  });
  const grilleHeight = Math.max(0.1, (noseTop - sillM) * (kind === 'suv' || kind === 'pickup' ? 0.45 : 0.28));
  const grilleZ = noseTop - 0.06 - grilleHeight / 2;
  roundBox(pen, [nose - 0.03, 0, grilleZ], [0.12, plan.widthM * 0.4, grilleHeight], 0.03, BLACK);
  const chrome = rng.float() < 0.6;
  if (chrome) box(pen, [nose + 0.03, 0, grilleZ], [0.02, plan.widthM * 0.36, 0.03], CHROME);
  roundBox(pen, [nose - 0.06, 0, sillM + 0.1], [0.22, plan.widthM * 0.78, 0.16], 0.05, DARK);
  box(pen, [nose + 0.045, 0, sillM + 0.2], [0.02, 0.5, 0.11], PLATE);
  carTail(pen, plan);
}

function carTail(pen: ShapePen, plan: CarPlan): void {
  const { lengthM: l, sillM, kind, cabin } = plan;
  const tail = -l / 2;
  const upright = ['suv', 'van', 'estate', 'hatchback', 'city'].includes(kind);
  const lampZ = along(plan.top, tail) - (kind === 'pickup' ? -0.12 : upright ? 0.02 : 0.06);
  const y = halfWidth(plan, tail + 0.02) - 0.09;
  bothSides((side) => {
    const size = upright || kind === 'pickup' ? ([0.1, 0.16, 0.34] as const) : ([0.12, 0.4, 0.15] as const);
    const inward = upright || kind === 'pickup' ? 0 : 0.1;
    roundBox(pen, [tail + 0.05, side * (y - inward), lampZ], size, 0.03, TAIL_LAMP);
    rod(pen, [tail - 0.02, side * 0.5, sillM], [tail + 0.2, side * 0.5, sillM], 0.035, CHROME);
  });
  roundBox(pen, [tail + 0.05, 0, sillM + 0.1], [0.2, plan.widthM * 0.82, 0.17], 0.05, DARK);
  box(pen, [tail - 0.012, 0, Math.min(0.72, cabin.beltM - 0.25)], [0.03, 0.52, 0.12], PLATE);
}

/** Mirrors, door lines, handles and sills along the sides. */
export function carSides(pen: ShapePen, plan: CarPlan): void {
  const { cabin, sillM } = plan;
  const w = plan.widthM / 2;
  const [, , , frontLow] = cabin.xs;
  const seams = [frontLow - 0.16, ...cabin.pillars];
  if (plan.kind === 'cabriolet') seams.push(cabin.xs[0] + 0.35);
  const middle = (sillM + 0.1 + cabin.beltM) / 2;
  bothSides((side) => {
    for (const x of seams) {
      if (Math.abs(x - plan.rearAxleM) < plan.wheelRadiusM + 0.1) continue;
      box(pen, [x, side * (w - 0.006), middle], [0.022, 0.02, cabin.beltM - sillM - 0.3], DARK);
    }
    for (const x of seams.slice(1)) {
      roundBox(pen, [x + 0.17, side * w, cabin.beltM - 0.14], [0.18, 0.05, 0.04], 0.015, CHROME);
    }
    const mirrorX = frontLow - 0.28;
    rod(
      pen,
      [mirrorX, side * w * 0.9, cabin.beltM + 0.05],
      [mirrorX, side * (w + 0.1), cabin.beltM + 0.1],
      0.025,
      DARK,
    );
    roundBox(pen, [mirrorX, side * (w + 0.13), cabin.beltM + 0.13], [0.12, 0.22, 0.16], 0.05, lacquer(pen));
    box(
      pen,
      [(plan.rearAxleM + plan.frontAxleM) / 2, side * (w - 0.03), sillM + 0.03],
      [plan.frontAxleM - plan.rearAxleM - 2.4 * plan.wheelRadiusM, 0.06, 0.1],
      DARK,
    );
  });
}
