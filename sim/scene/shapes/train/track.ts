import { BLACK, DARK, STEEL } from '../parts/finishes.ts';
import { bothSides, box, type Point, rod, slab } from '../parts/solids.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';

/** Top of the rails above the ground. */
export const RAIL_M = 0.5;
/** Half the way between the rails. */
export const GAUGE_M = 0.75;

const BALLAST: Finish = { colour: 0x7c756c, gloss: 0 };
const TIMBER: Finish = { colour: 0x4d3a2b, gloss: 0 };
const RAIL: Finish = { colour: 0x8a7464, gloss: 0.5 };

/** A piece of track: ballast, sleepers and two rails. */
export function track(pen: ShapePen, from: number, to: number): void {
  const middle = (from + to) / 2;
  const length = to - from;
  for (const [z, width] of [
    [0.07, 3.5],
    [0.2, 3],
  ] as const)
    box(pen, [middle, 0, z], [length, width, 0.14], BALLAST);
  const sleepers = Math.round(length / 0.75);
  for (let i = 0; i < sleepers; i++) {
    box(pen, [from + ((i + 0.5) * length) / sleepers, 0, 0.31], [0.26, 2.5, 0.12], TIMBER);
  }
  bothSides((side) => box(pen, [middle, side * GAUGE_M, 0.435], [length, 0.09, 0.13], RAIL));
}

/** A bogie: two axles in a dark frame with springs. */
export function bogie(pen: ShapePen, x: number, radius = 0.44, baseM = 2.1): void {
  const z = RAIL_M + radius;
  for (const along of [-baseM / 2, baseM / 2]) {
    bothSides((side) => disc(pen, [x + along, side * (GAUGE_M + 0.02), z], radius, 0.12, STEEL));
  }
  bothSides((side) => {
    const y = side * (GAUGE_M + 0.2);
    slab(
      pen,
      [
        [x - baseM / 2 - 0.4, z + 0.02],
        [x - baseM / 2 - 0.4, z + 0.24],
        [x + baseM / 2 + 0.4, z + 0.24],
        [x + baseM / 2 + 0.4, z + 0.02],
        [x + 0.5, z - 0.14],
        [x - 0.5, z - 0.14],
      ],
      0.14,
      DARK,
      { y },
    );
    for (const along of [-baseM / 2, baseM / 2])
      box(pen, [x + along, y + side * 0.08, z], [0.3, 0.12, 0.3], BLACK);
  });
  box(pen, [x, 0, z + 0.2], [1.2, 1.4, 0.3], BLACK);
}

export function disc(pen: ShapePen, [x, y, z]: Point, radius: number, width: number, finish: Finish): void {
  rod(pen, [x, y - width / 2, z], [x, y + width / 2, z], radius, finish, { sides: 14 });
}

/** Buffers and a hook at one end; `ahead` is 1 in front and -1 behind. */
export function buffers(pen: ShapePen, x: number, ahead: -1 | 1, halfWidthM = 0.9): void {
  const z = RAIL_M + 0.6;
  bothSides((side) => {
    rod(pen, [x - 0.1 * ahead, side * halfWidthM, z], [x + 0.36 * ahead, side * halfWidthM, z], 0.09, DARK);
    rod(
      pen,
      [x + 0.36 * ahead, side * halfWidthM, z],
      [x + 0.42 * ahead, side * halfWidthM, z],
      0.23,
      STEEL,
      { sides: 12 },
    );
  });
  box(pen, [x + 0.12 * ahead, 0, z], [0.3, 0.14, 0.14], STEEL);
}

/** A pantograph: two folded arms that carry a bow to the wire. */
export function pantograph(pen: ShapePen, x: number, roofM: number, ahead: -1 | 1 = 1): void {
  const knee = 0.75 * ahead;
  const top = roofM + 1.25;
  box(pen, [x, 0, roofM + 0.12], [1.3, 1.3, 0.1], DARK);
  bothSides((side) => {
    rod(pen, [x + knee * 0.6, side * 0.5, roofM + 0.15], [x - knee, side * 0.42, roofM + 0.65], 0.05, DARK, {
      sides: 5,
    });
    rod(pen, [x - knee, side * 0.42, roofM + 0.65], [x + knee * 0.3, side * 0.3, top], 0.045, DARK, {
      sides: 5,
    });
  });
  for (const along of [-0.15, 0.15])
    rod(pen, [x + knee * 0.3 + along, -0.8, top], [x + knee * 0.3 + along, 0.8, top], 0.045, BLACK, {
      sides: 5,
    });
}
