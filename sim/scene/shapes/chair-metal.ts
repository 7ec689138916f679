import type { Rng } from '../../core/rng.ts';
import type { Vec3 } from '../bake/mesh-builder.ts';
import { CHROME, IRON, painted, RUBBER, wood } from './finishes.ts';
import type { ShapePen } from './shape-pen.ts';
import { box, cushion, rod, SIDES, sweep, turned } from './strokes.ts';

/** A swivel chair on five castors, with or without arms, with a low or a high back. */
export function officeChair(pen: ShapePen, rng: Rng): void {
  const paint = painted(pen.paint, 0.08);
  const base = rng.float() < 0.5 ? CHROME : IRON;
  const h = rng.range(0.44, 0.52);
  for (let i = 0; i < 5; i++) {
    const angle = (2 * Math.PI * (i + 0.25)) / 5;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    rod(pen, base, [0, 0, 0.13], [0.3 * c, 0.3 * s, 0.085], 0.03, { toM: 0.02, sides: 6 });
    const castor = pen.within({ at: [0.3 * c, 0.3 * s, 0.035], turnRad: [0, 0, angle + 0.7] });
    for (const side of SIDES) {
      turned(
        castor,
        RUBBER,
        [
          [0.035, -0.012],
          [0.035, 0.012],
        ],
        { axis: 'y', at: [0, side * 0.018, 0], sides: 10 },
      );
    }
    rod(castor, IRON, [0, 0, 0.03], [0, 0, 0.07], 0.014, { sides: 6 });
  }
  turned(
    pen,
    base,
    [
      [0.045, 0.09],
      [0.04, 0.16],
      [0.025, 0.17],
      [0.025, h - 0.05],
    ],
    { sides: 10 },
  );
  box(pen, IRON, [-0.16, -0.1, h - 0.06], [0.12, 0.1, h - 0.02]);
  cushion(pen, paint, [-0.24, -0.25, h - 0.03], [0.26, 0.25, h + 0.06], 0.045);
  const high = rng.range(0.45, 0.72);
  sweep(
    pen,
    IRON,
    [
      [-0.1, 0, h - 0.04],
      [-0.3, 0, h - 0.02],
      [-0.33, 0, h + 0.3],
    ],
    0.028,
    { roundM: 0.1, sides: 6 },
  );
  const back = pen.within({ at: [-0.27, 0, h + 0.1], turnRad: [0, -0.16, 0] });
  cushion(back, paint, [-0.04, -0.23, 0], [0.04, 0.23, high], 0.038);
  if (high > 0.62) cushion(back, paint, [-0.035, -0.14, high + 0.02], [0.035, 0.14, high + 0.17], 0.034);
  if (rng.float() < 0.75) {
    for (const side of SIDES) {
      const y = side * 0.29;
      sweep(
        pen,
        base,
        [
          [-0.05, side * 0.2, h - 0.03],
          [-0.05, y, h - 0.02],
          [-0.04, y, h + 0.2],
        ],
        0.018,
        { roundM: 0.05 },
      );
      cushion(pen, IRON, [-0.17, y - 0.035, h + 0.19], [0.12, y + 0.035, h + 0.225], 0.015);
    }
  }
}

/** One bent tube that springs: no hind legs. Seat and back of cloth, leather or cane. */
export function cantileverChair(pen: ShapePen, rng: Rng): void {
  const paint = painted(pen.paint, 0.25);
  const tube = rng.float() < 0.7 ? CHROME : IRON;
  const [w, h, top] = [rng.range(0.22, 0.25), 0.45, rng.range(0.82, 0.92)];
  for (const side of SIDES) {
    const y = side * w;
    const path: Vec3[] = [
      [-0.26, 0, 0.016],
      [-0.26, y, 0.016],
      [0.26, y, 0.016],
      [0.24, y, h - 0.02],
      [-0.2, y, h - 0.03],
      [-0.3, y, top],
    ];
    sweep(pen, tube, path, 0.016, { roundM: 0.09 });
  }
  const slung = rng.float() < 0.5;
  cushion(
    pen,
    paint,
    [-0.2, -w - (slung ? 0.02 : -0.016), h - 0.02],
    [0.25, w + (slung ? 0.02 : -0.016), h + (slung ? 0.01 : 0.05)],
    0.02,
  );
  const back = pen.within({ at: [-0.235, 0, h + 0.13], turnRad: [0, -0.2, 0] });
  cushion(back, paint, [-0.025, -w - 0.02, 0], [0.025, w + 0.02, top - h - 0.1], 0.02);
  if (rng.float() < 0.45) {
    for (const side of SIDES) {
      const y = side * (w + 0.03);
      sweep(
        pen,
        tube,
        [
          [-0.26, y, h + 0.22],
          [0.16, y, h + 0.22],
          [0.2, y, h - 0.02],
        ],
        0.014,
        { roundM: 0.08 },
      );
      cushion(pen, wood(rng), [-0.2, y - 0.025, h + 0.225], [0.12, y + 0.025, h + 0.25], 0.01);
    }
  }
}

/** Crossed legs, a seat and a back of slats or of one board. */
export function foldingChair(pen: ShapePen, rng: Rng): void {
  const paint = painted(pen.paint, 0.25);
  const frame = rng.pick([paint, CHROME, wood(rng)]);
  const [w, h, top] = [0.21, 0.45, rng.range(0.8, 0.9)];
  const slatted = rng.float() < 0.6;
  for (const side of SIDES) {
    const y = side * w;
    rod(pen, frame, [0.26, y, 0.012], [-0.26, y, top], 0.017, { sides: 6 });
    rod(pen, frame, [-0.3, side * (w - 0.035), 0.012], [0.2, side * (w - 0.035), h], 0.016, { sides: 6 });
    rod(pen, frame, [0.21, side * (w - 0.03), h - 0.012], [-0.19, side * (w - 0.03), h - 0.012], 0.012, {
      sides: 6,
    });
  }
  rod(pen, frame, [0.2, -w, 0.1], [0.2, w, 0.1], 0.012, { sides: 6 });
  rod(pen, frame, [-0.23, -w, 0.07], [-0.23, w, 0.07], 0.012, { sides: 6 });
  if (slatted) {
    for (let i = 0; i < 6; i++) {
      const x = -0.19 + i * 0.075;
      box(pen, paint, [x, -w - 0.01, h], [x + 0.055, w + 0.01, h + 0.02]);
    }
  } else cushion(pen, paint, [-0.2, -w + 0.02, h - 0.005], [0.24, w - 0.02, h + 0.025], 0.014);
  const backAt = (z: number) => 0.26 - (0.52 * z) / top;
  const lean = -Math.atan2(0.52, top);
  for (let i = 0; i < (slatted ? 3 : 1); i++) {
    const z = slatted ? top - 0.05 - i * 0.1 : top - 0.1;
    const slat = pen.within({ at: [backAt(z) + 0.02, 0, z], turnRad: [0, lean, 0] });
    const half = slatted ? 0.035 : 0.1;
    cushion(slat, paint, [-0.01, -w - 0.015, -half], [0.012, w + 0.015, half], 0.01);
  }
}
