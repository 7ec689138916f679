import { ringForm } from '../forms/ring-form.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';
import { CHROME, DARK, RUBBER, STEEL } from './finishes.ts';
import { box, type Point, rod, turned } from './solids.ts';

export interface WheelSpec {
  /** The middle of the hub; the axle lies along y. */
  readonly at: Point;
  readonly radius: number;
  readonly width: number;
  /** Which way its face looks: 1 left, -1 right. */
  readonly side: -1 | 1;
  readonly rim: 'spokes' | 'disc' | 'truck';
  readonly spokes?: number;
  readonly finish?: Finish;
  /** Corners of its round, an even number, so that one is on the ground; where wheels are many, few do. */
  readonly sides?: number;
}

/** A wheel of a car, a bus or a truck: tyre, rim, and a face of spokes, a disc or a bolted hub. */
export function wheel(pen: ShapePen, spec: WheelSpec): void {
  const { at, radius: r, width: w, side, rim, spokes = 5, finish = STEEL, sides = 18 } = spec;
  const h = w / 2;
  const inner = rim === 'truck' ? 0.62 : 0.66;
  turned(
    pen,
    at,
    [
      [inner * r, -h * 0.8],
      [0.93 * r, -h],
      [r, -0.72 * h],
      [r, 0.72 * h],
      [0.93 * r, h],
      [inner * r, h * 0.8],
    ],
    RUBBER,
    sides,
  );
  const [x, y, z] = at;
  const face = (depth: number): number => y + side * h * depth;
  if (rim === 'spokes') {
    disc(pen, [x, face(0.3), z], inner * r, 0.5 * h, DARK);
    for (let i = 0; i < spokes; i++) {
      const a = (2 * Math.PI * i) / spokes + 0.3;
      const reach = inner * r * 0.52;
      box(
        pen,
        [x + reach * Math.cos(a), face(0.66), z + reach * Math.sin(a)],
        [inner * r * 0.98, h * 0.24, (1.5 * r) / (spokes + 2.5)],
        finish,
        [0, -a, 0],
      );
    }
    rimRing(pen, [x, face(0.72), z], inner * r, h, finish);
    disc(pen, [x, face(0.68), z], 0.17 * r, 0.34 * h, finish);
    return;
  }
  disc(pen, [x, face(0.62), z], inner * r, 0.3 * h, finish, sides - 4);
  if (rim === 'disc') {
    disc(pen, [x, face(0.74), z], 0.36 * r, 0.24 * h, CHROME);
    return;
  }
  disc(pen, [x, face(0.78), z], 0.42 * r, 0.1 * h, DARK, sides - 4);
  if (sides > 14) disc(pen, [x, face(0.85), z], 0.24 * r, 0.4 * h, finish);
}

function disc(pen: ShapePen, at: Point, radius: number, width: number, finish: Finish, sides = 14): void {
  rod(pen, [at[0], at[1] - width / 2, at[2]], [at[0], at[1] + width / 2, at[2]], radius, finish, {
    sides,
  });
}

function rimRing(pen: ShapePen, at: Point, radius: number, h: number, finish: Finish): void {
  pen.part(ringForm(radius * 0.95, h * 0.14, 3, 16), finish, {
    at,
    turnRad: [Math.PI / 2, 0, 0],
  });
}
