import type { Rng } from '../../../core/rng.ts';
import { BLACK, CHROME, DARK, GLASS, HEADLAMP, lacquer, STEEL } from '../parts/finishes.ts';
import { sidePanels } from '../parts/panels.ts';
import { ball, beam, bothSides, box, rod, roundBox, slab, turned } from '../parts/solids.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';
import { bogie, buffers, disc, GAUGE_M, RAIL_M, track } from './track.ts';

const BRASS: Finish = { colour: 0xc79a3a, gloss: 0.8 };
const RED: Finish = { colour: 0xa31818, gloss: 0.3 };

/** A steam locomotive with its tender, or a short one that carries its water in tanks at its side. */
export function steam(pen: ShapePen, rng: Rng, small: boolean): void {
  const length = small ? 9 : 15.5;
  track(pen, -length / 2 - 0.6, length / 2 + 0.6);
  const front = length / 2 - 0.4;
  const cabBack = small ? -length / 2 + 0.5 : front - 9.4;
  const cabFront = cabBack + 2;
  const axis = 2.75;
  const radius = small ? 0.72 : 0.82;
  rod(pen, [cabFront - 0.1, 0, axis], [front - 2, 0, axis], radius, lacquer(pen), { sides: 18 });
  rod(pen, [front - 2, 0, axis], [front - 0.8, 0, axis], radius * 1.02, BLACK, { sides: 18 });
  rod(pen, [front - 0.8, 0, axis], [front - 0.72, 0, axis], radius * 0.8, DARK, { sides: 16 });
  ball(pen, [front - 0.74, 0, axis], [0.22, radius * 1.3, radius * 1.3], DARK);
  rod(pen, [front - 0.66, -0.4, axis], [front - 0.6, 0.4, axis], 0.04, STEEL);
  for (let x = cabFront + 0.6; x < front - 2; x += 1.3) {
    rod(pen, [x, 0, axis], [x + 0.09, 0, axis], radius * 1.015, BRASS, { sides: 18 });
  }
  chimney(pen, front - 1.4, axis + radius, rng);
  for (const [x, finish] of [
    [front - 3.2, BRASS],
    [front - 4.7, lacquer(pen)],
  ] as const) {
    if (x < cabFront + 0.6) continue;
    rod(pen, [x, 0, axis + radius - 0.1], [x, 0, axis + radius + 0.3], 0.36, finish, { sides: 14 });
    ball(pen, [x, 0, axis + radius + 0.3], [0.72, 0.72, 0.5], finish);
  }
  cab(pen, cabBack, cabFront);
  box(pen, [(front + cabBack) / 2, 0, 1.72], [front - cabBack, 2.5, 0.1], lacquer(pen, 0.8));
  box(pen, [(front + cabBack) / 2, 0, 1.35], [front - cabBack - 0.4, 1.0, 0.7], BLACK);
  drivers(pen, cabFront - 0.6, front - 2.4, small);
  if (small) {
    bothSides((side) =>
      roundBox(
        pen,
        [(cabFront + front - 2.4) / 2, side * 1.02, 2.35],
        [front - 2.4 - cabFront, 0.5, 1.2],
        0.06,
        lacquer(pen),
      ),
    );
    buffers(pen, cabBack, -1);
  } else {
    tender(pen, -length / 2 + 0.45, cabBack - 0.3);
    for (const x of [front - 0.5, front - 1.6])
      bothSides((side) => disc(pen, [x, side * GAUGE_M, RAIL_M + 0.42], 0.42, 0.12, RED));
  }
  box(pen, [front + 0.05, 0, RAIL_M + 0.66], [0.16, 2.5, 0.5], RED);
  buffers(pen, front + 0.1, 1);
  if (!small && rng.float() < 0.6) cowcatcher(pen, front + 0.1);
  rod(pen, [front - 0.7, 0, axis + radius + 0.1], [front - 0.4, 0, axis + radius + 0.1], 0.2, BLACK, {
    sides: 12,
  });
  ball(pen, [front - 0.4, 0, axis + radius + 0.1], [0.1, 0.36, 0.36], HEADLAMP);
  bothSides((side) => ball(pen, [front + 0.1, side * 0.9, RAIL_M + 1.15], [0.16, 0.26, 0.26], HEADLAMP));
}

function chimney(pen: ShapePen, x: number, z: number, rng: Rng): void {
  const flared = rng.float() < 0.5 ? 0.4 : 0.34;
  rod(pen, [x, 0, z - 0.15], [x, 0, z + 0.75], 0.27, BLACK, { toRadius: flared * 0.9, sides: 14 });
  rod(pen, [x, 0, z + 0.72], [x, 0, z + 0.9], flared, BRASS, { sides: 14 });
  rod(pen, [x, 0, z + 0.9], [x, 0, z + 0.91], flared * 0.75, BLACK, { sides: 14 });
}

function cab(pen: ShapePen, back: number, front: number): void {
  const middle = (back + front) / 2;
  roundBox(pen, [middle, 0, 2.75], [front - back, 2.5, 2.1], 0.05, lacquer(pen));
  sidePanels(pen, 1.25, [[middle - 0.55, middle + 0.55]], [2.75, 3.5], GLASS);
  bothSides((side) => box(pen, [front + 0.02, side * 0.95, 3.3], [0.03, 0.42, 0.5], GLASS));
  slab(
    pen,
    [
      [back - 0.3, 3.8],
      [front + 0.25, 3.8],
      [front + 0.25, 3.92],
      [back - 0.3, 3.92],
    ],
    2.75,
    BLACK,
  );
  box(pen, [middle, 0, 3.98], [front - back, 1.6, 0.12], BLACK);
}

/** Great spoked wheels, joined by rods, and the cylinder that turns them. */
function drivers(pen: ShapePen, from: number, to: number, small: boolean): void {
  const radius = small ? 0.62 : 0.8;
  const count = 3;
  const z = RAIL_M + radius;
  const xs = Array.from({ length: count }, (_, i) => from + ((to - from - 1.1) * i) / (count - 1) + 0.2);
  bothSides((side) => {
    for (const x of xs) {
      const y = side * (GAUGE_M + 0.08);
      turned(
        pen,
        [x, y, z],
        [
          [radius * 0.82, -0.07],
          [radius, -0.07],
          [radius, 0.07],
          [radius * 0.82, 0.07],
        ],
        STEEL,
        20,
      );
      disc(pen, [x, y - side * 0.05, z], radius * 0.84, 0.04, BLACK);
      for (let k = 0; k < 5; k++) {
        const a = (Math.PI * k) / 5;
        const [dx, dz] = [radius * 0.84 * Math.cos(a), radius * 0.84 * Math.sin(a)];
        rod(pen, [x - dx, y, z - dz], [x + dx, y, z + dz], 0.045, RED, { sides: 4 });
      }
      disc(pen, [x, y, z], radius * 0.2, 0.18, RED);
    }
    const y = side * (GAUGE_M + 0.24);
    beam(
      pen,
      [(xs[0] as number) - 0.1, y, z - 0.3],
      [(xs[count - 1] as number) + 0.1, y, z - 0.3],
      0.13,
      0.07,
      CHROME,
    );
    beam(
      pen,
      [xs[1] as number, y + side * 0.08, z - 0.3],
      [to + 0.3, y + side * 0.08, z + 0.1],
      0.11,
      0.06,
      CHROME,
    );
    rod(pen, [to + 0.2, side * 1.05, z + 0.1], [to + 1.25, side * 1.05, z + 0.1], 0.34, lacquer(pen), {
      sides: 14,
    });
    rod(pen, [to + 1.25, side * 1.05, z + 0.1], [to + 1.3, side * 1.05, z + 0.1], 0.27, CHROME, {
      sides: 12,
    });
  });
}

function tender(pen: ShapePen, back: number, front: number): void {
  const middle = (back + front) / 2;
  roundBox(pen, [middle, 0, 2.35], [front - back, 2.5, 1.4], 0.05, lacquer(pen));
  bothSides((side) => box(pen, [middle, side * 1.2, 3.12], [front - back, 0.08, 0.25], lacquer(pen)));
  for (let i = 0; i < 3; i++) {
    const x = back + 0.9 + ((front - back - 1.8) * i) / 2;
    ball(pen, [x, i % 2 === 0 ? 0.3 : -0.3, 3.05], [1.7, 1.9, 0.7], { colour: 0x121214, gloss: 0.25 });
  }
  box(pen, [middle, 0, 1.55], [front - back + 0.4, 2.2, 0.2], BLACK);
  bogie(pen, middle - 1.1, 0.44, 1.3);
  bogie(pen, middle + 1.1, 0.44, 1.3);
  buffers(pen, back, -1);
}

function cowcatcher(pen: ShapePen, x: number): void {
  for (let i = -3; i <= 3; i++) {
    beam(
      pen,
      [x + 0.75 - 0.17 * Math.abs(i), i * 0.12, RAIL_M + 0.08],
      [x, i * 0.36, RAIL_M + 0.62],
      0.06,
      0.1,
      RED,
    );
  }
}
