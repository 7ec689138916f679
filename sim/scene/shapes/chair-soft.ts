import type { Rng } from '../../core/rng.ts';
import type { Vec3 } from '../bake/mesh-builder.ts';
import { CHROME, IRON, painted, wood } from './finishes.ts';
import type { ShapePen } from './shape-pen.ts';
import { cushion, rod, SIDES, sheet, sweep, turned } from './strokes.ts';

/** Upholstered all over: a seat, a back and two arms, with wings or without. */
export function armchair(pen: ShapePen, rng: Rng): void {
  const paint = painted(pen.paint, 0.04);
  const pad = rng.float() < 0.6 ? paint : { colour: rng.pick([0xd9cdb5, 0xe9e2d0, 0x4a4340]), gloss: 0.04 };
  const legs = wood(rng);
  const [w, d, foot] = [rng.range(0.36, 0.44), 0.38, rng.range(0.08, 0.16)];
  const [arm, top] = [rng.range(0.54, 0.64), rng.range(0.82, 1.08)];
  const thick = rng.range(0.1, 0.16);
  for (const x of [-d + 0.06, d - 0.06]) {
    for (const side of SIDES)
      rod(pen, legs, [x, side * (w - 0.06), 0], [x, side * (w - 0.06), foot + 0.02], 0.02, { toM: 0.03 });
  }
  cushion(pen, paint, [-d, -w, foot], [d - 0.02, w, foot + 0.2], 0.03);
  cushion(pen, pad, [-d + 0.1, -w + thick, foot + 0.17], [d + 0.02, w - thick, foot + 0.34], 0.06);
  for (const side of SIDES) {
    const [a, b] = [side * w, side * (w - thick)];
    cushion(pen, paint, [-d, Math.min(a, b), foot], [d - 0.02, Math.max(a, b), arm], 0.05);
    if (top > 0.96) {
      cushion(
        pen,
        paint,
        [-d, Math.min(a, b), arm - 0.05],
        [-d + 0.26, Math.max(a, b) - 0.02, top - 0.04],
        0.05,
      );
    }
  }
  const back = pen.within({ at: [-d + 0.02, 0, foot], turnRad: [0, -0.14, 0] });
  cushion(back, paint, [-0.02, -w + 0.01, 0], [0.14, w - 0.01, top - foot], 0.06);
  cushion(back, pad, [0.1, -w + thick, 0.3], [0.23, w - thick, top - foot - 0.05], 0.06);
}

/** The stacking chair of one piece that stands in gardens. */
export function plasticChair(pen: ShapePen, rng: Rng): void {
  const paint = painted(pen.paint, 0.35);
  const [w, h, top] = [0.23, 0.43, rng.range(0.8, 0.95)];
  const rows = [0, 0.2, 0.5, 0.8, 1].map((t) =>
    [-1, -0.5, 0, 0.5, 1].map(
      (k): Vec3 => [0.25 - 0.46 * t, k * w * (1 - 0.1 * t), h + 0.02 - 0.03 * t - 0.02 * (1 - k * k)],
    ),
  );
  sheet(
    pen,
    paint,
    rows.map((row) => [...row].reverse()),
  );
  cushion(pen, paint, [0.235, -w, h - 0.05], [0.26, w, h + 0.025], 0.012);
  const backAt = (z: number, k: number): Vec3 => {
    const up = (z - h) / (top - h);
    return [-0.2 - 0.13 * up - 0.04 * (1 - k * k), k * w * (1 - 0.1 * up * up), z];
  };
  const slats = 5 + rng.int(3);
  for (let i = 0; i < slats; i++) {
    const k = ((i + 0.5) / slats - 0.5) * 1.7;
    const path = [h - 0.01, h + 0.15, h + 0.3, top - 0.04].map((z) => backAt(Math.min(z, top - 0.04), k));
    sweep(pen, paint, path, 0.007, { sides: 4, squash: 1 });
    rod(pen, paint, backAt(h, k), backAt(top - 0.05, k), (0.62 * w) / slats, { sides: 4 });
  }
  sweep(
    pen,
    paint,
    [-1, -0.6, -0.2, 0.2, 0.6, 1].map((k) => backAt(top - 0.03 + 0.03 * (1 - k * k), k)),
    0.02,
    {
      sides: 6,
      squash: 2,
    },
  );
  for (const side of SIDES) {
    const y = side * (w + 0.035);
    const hoop: Vec3[] = [[0.27, y, 0], [0.22, y, h + 0.2], [-0.2, y, h + 0.22], backAt(h + 0.3, side)];
    sweep(pen, paint, hoop, 0.026, { sides: 6, squash: 0.8, roundM: 0.1 });
    rod(pen, paint, [-0.28, side * (w + 0.01), 0], backAt(h + 0.02, side), 0.024, { toM: 0.03, sides: 6 });
    rod(pen, paint, backAt(h, side), backAt(top - 0.03, side), 0.018, { sides: 6 });
    rod(pen, paint, [0.24, side * w, h], [0.25, y, h - 0.04], 0.02, { sides: 6 });
  }
}

/** A moulded shell on dowels, wires or a pedestal. */
export function shellChair(pen: ShapePen, rng: Rng): void {
  const paint = painted(pen.paint, 0.4);
  const spine: readonly (readonly [number, number, number])[] = [
    [0.26, 0.41, 0.19],
    [0.22, 0.44, 0.215],
    [0.05, 0.425, 0.23],
    [-0.12, 0.42, 0.24],
    [-0.2, 0.47, 0.24],
    [-0.24, 0.58, 0.225],
    [-0.28, 0.7, 0.2],
    [-0.31, 0.8, 0.15],
  ];
  const rows = spine.map(([x, z, half], i) => {
    const curl = i < 2 ? 0.01 : i < 5 ? 0.09 : 0.03;
    return [-1, -0.75, -0.4, 0, 0.4, 0.75, 1].map((k): Vec3 => {
      const edge = k * k * k * k;
      return [x + (i > 3 ? 0.08 * k * k : 0), -k * half, z + curl * edge];
    });
  });
  sheet(pen, paint, rows);
  for (const row of [rows[0] as Vec3[], rows.at(-1) as Vec3[]]) sweep(pen, paint, row, 0.008, { sides: 5 });
  for (const k of [0, 6])
    sweep(
      pen,
      paint,
      rows.map((row) => row[k] as Vec3),
      0.008,
      { sides: 5 },
    );
  const style = rng.int(3);
  if (style === 2) {
    turned(
      pen,
      CHROME,
      [
        [0.24, 0],
        [0.24, 0.012],
        [0.04, 0.03],
        [0.03, 0.4],
        [0.1, 0.42],
      ],
      { sides: 20 },
    );
    return;
  }
  const legs = style === 0 ? wood(rng) : CHROME;
  for (const x of SIDES) {
    for (const y of SIDES) {
      rod(pen, legs, [x * 0.24, y * 0.22, 0], [x * 0.1, y * 0.12, 0.42], 0.014, {
        toM: style === 0 ? 0.022 : 0.014,
      });
      rod(pen, IRON, [x * 0.19, y * 0.18, 0.14], [-x * 0.11, y * 0.13, 0.38], 0.006, { sides: 5 });
    }
  }
  for (const x of SIDES) rod(pen, IRON, [x * 0.17, -0.16, 0.2], [x * 0.17, 0.16, 0.2], 0.007, { sides: 5 });
}
