import { BLACK, CHROME, DARK, lacquer, STEEL } from '../parts/finishes.ts';
import { bothSides, box, type Point, pipe, rod } from '../parts/solids.ts';
import type { ShapePen } from '../shape-pen.ts';
import type { BicyclePlan } from './bicycle-plan.ts';

/** The points that the tubes run between, all in the middle plane. */
export interface Joints {
  readonly rear: Point;
  readonly front: Point;
  /** Where the pedals turn; a tandem has a second set ahead. */
  readonly cranks: readonly Point[];
  readonly seats: readonly Point[];
  readonly headLow: Point;
  readonly headHigh: Point;
}

export function jointsOf({ wheelM: r, baseM, seatTopM, headTopM, kind }: BicyclePlan): Joints {
  const [back, ahead] = [-baseM / 2, baseM / 2];
  const crankX = back + 0.42 * Math.min(1, baseM);
  const crankZ = Math.max(0.26, Math.min(r - 0.05, 0.3)) - (r < 0.25 ? 0.02 : 0);
  const lean = (z: number): number => (z - crankZ) * 0.3;
  const seat = (x: number): Point => [x - lean(seatTopM), 0, seatTopM];
  const second = crankX + 0.66;
  const tandem = kind === 'tandem';
  const headX = (z: number): number => ahead - 0.03 - (z - r) * 0.34;
  const headLow = r + 0.36 * Math.min(1, headTopM - r + 0.2);
  return {
    rear: [back, 0, r],
    front: [ahead, 0, r],
    cranks: tandem
      ? [
          [crankX, 0, crankZ],
          [second, 0, crankZ],
        ]
      : [[crankX, 0, crankZ]],
    seats: tandem ? [seat(crankX), seat(second)] : [seat(crankX)],
    headLow: [headX(headLow), 0, Math.min(headLow, headTopM - 0.1)],
    headHigh: [headX(headTopM), 0, headTopM],
  };
}

/** Tubes, stays and fork. */
export function bicycleFrame(pen: ShapePen, plan: BicyclePlan, joints: Joints): void {
  const { rear, front, cranks, seats, headLow, headHigh } = joints;
  const t = plan.tubeM;
  const paint = lacquer(pen);
  const crank = cranks[0] as Point;
  const seat = seats[0] as Point;
  for (const [i, top] of seats.entries()) rod(pen, cranks[i] as Point, top, t, paint);
  const lastCrank = cranks[cranks.length - 1] as Point;
  rod(pen, headLow, headHigh, t * 1.2, paint);
  if (plan.frame === 'diamond') {
    rod(pen, lastCrank, between(headLow, headHigh, 0.1), t * 1.15, paint);
    rod(pen, below(seat, 0.03), between(headLow, headHigh, 0.85), t, paint);
    if (cranks.length > 1) {
      rod(pen, crank, lastCrank, t, paint);
      rod(pen, below(seat, 0.05), lastCrank, t, paint);
    }
  } else if (plan.frame === 'low') {
    const mid = between(crank, seat, 0.45);
    for (const [foot, head] of [
      [crank, 0.05],
      [mid, 0.8],
    ] as const) {
      const to = between(headLow, headHigh, head);
      const sag: Point = [foot[0] + (to[0] - foot[0]) * 0.4, 0, foot[2] + (to[2] - foot[2]) * 0.22];
      pipe(pen, [foot, sag, to], t, paint, { steps: 8 });
    }
  } else if (plan.frame === 'curved') {
    const to = between(headLow, headHigh, 0.9);
    pipe(pen, [rear, [rear[0] + 0.25, 0, seat[2] - 0.16], [seat[0] + 0.1, 0, seat[2] + 0.02], to], t, paint, {
      steps: 14,
    });
    pipe(
      pen,
      [crank, [crank[0] + 0.3, 0, crank[2] + 0.12], between(headLow, headHigh, 0.1)],
      t * 1.1,
      paint,
      { steps: 8 },
    );
  } else {
    rod(pen, [rear[0] + 0.22, 0, crank[2] + 0.07], between(headLow, headHigh, 0.2), t * 1.7, paint);
    rod(pen, crank, [crank[0], 0, crank[2] + 0.1], t, paint);
  }
  const fork = plan.kind === 'mountain' ? DARK : paint;
  bothSides((side) => {
    const aside = ([x, , z]: Point, y: number): Point => [x, side * y, z];
    rod(pen, aside(rear, 0.06), aside(crank, 0.03), t * 0.62, paint);
    rod(
      pen,
      aside(rear, 0.06),
      aside(below(seat, plan.frame === 'single' ? -0.02 : 0.04), 0.02),
      t * 0.58,
      paint,
    );
    const crown: Point = [headLow[0] + 0.005, side * 0.05, headLow[2] - 0.02];
    if (plan.kind === 'mountain') {
      const knee: Point = between(crown, aside(front, 0.06), 0.45);
      rod(pen, crown, knee, t * 0.75, CHROME);
      rod(pen, knee, aside(front, 0.06), t * 1.15, fork);
    } else rod(pen, crown, aside(front, 0.055), t * 0.8, fork);
    rod(pen, aside(headLow, 0), crown, t, fork);
  });
}

/** Chain wheel, cranks, pedals and chain; on the right, as on all bicycles. */
export function bicycleDrive(pen: ShapePen, plan: BicyclePlan, { rear, cranks }: Joints): void {
  const y = -0.055;
  const small = plan.wheelM < 0.23 ? 0.7 : 1;
  for (const [i, [x, , z]] of cranks.entries()) {
    rod(pen, [x, y - 0.008, z], [x, y + 0.008, z], 0.1 * small, STEEL, { sides: 16 });
    rod(pen, [x, y - 0.01, z], [x, y + 0.01, z], 0.055 * small, DARK, { sides: 10 });
    const angle = 0.5 + 0.6 * i;
    const reach = 0.17 * small;
    for (const side of [-1, 1] as const) {
      const end: Point = [
        x - side * reach * Math.cos(angle),
        side * 0.085,
        z + side * reach * Math.sin(angle) * 0.9,
      ];
      rod(pen, [x, side * 0.075, z], end, 0.013, STEEL, { sides: 6 });
      box(pen, [end[0], side * 0.14, end[2]], [0.1, 0.09, 0.028], BLACK);
    }
    const back = i === 0 ? rear : (cranks[0] as Point);
    const cog = i === 0 ? 0.04 : 0.1;
    for (const up of [-1, 1])
      rod(pen, [back[0], y, back[2] + up * cog], [x, y, z + up * 0.098 * small], 0.008, DARK, { sides: 4 });
  }
  rod(pen, [rear[0], y - 0.02, rear[2]], [rear[0], y + 0.02, rear[2]], 0.045, STEEL, { sides: 12 });
}

export function between(a: Point, b: Point, share: number): Point {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function below([x, y, z]: Point, drop: number): Point {
  return [x + drop * 0.3, y, z - drop];
}
