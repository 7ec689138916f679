import { ringForm } from '../forms/ring-form.ts';
import type { Finish, ShapePen } from '../shape-pen.ts';
import { RUBBER, STEEL } from './finishes.ts';
import { beam, type Point, rod } from './solids.ts';

export interface BikeWheelSpec {
  readonly at: Point;
  /** To the outside of the tyre. */
  readonly radius: number;
  /** Radius of the tyre's own round. */
  readonly tyre: number;
  readonly spokes: number;
  readonly spokeRadius: number;
  readonly rim?: Finish;
  readonly tread?: Finish;
  readonly hubWidth?: number;
}

/** A wheel one sees through: a round tyre, a rim, spokes and a hub; the axle lies along y. */
export function bikeWheel(pen: ShapePen, spec: BikeWheelSpec): void {
  const { at, radius, tyre, spokes, spokeRadius, rim = STEEL, tread = RUBBER, hubWidth = 0.1 } = spec;
  const [x, y, z] = at;
  const lying = { at, turnRad: [Math.PI / 2, 0, 0] } as const;
  const inner = radius - 2 * tyre;
  pen.part(ringForm(radius - tyre, tyre, 7, 28), tread, lying);
  pen.part(ringForm(inner + tyre * 0.2, Math.max(0.009, tyre * 0.45), 4, 28), rim, lying);
  rod(pen, [x, y - hubWidth / 2, z], [x, y + hubWidth / 2, z], Math.max(0.022, spokeRadius * 1.6), STEEL);
  for (let i = 0; i < spokes; i++) {
    const a = (2 * Math.PI * i) / spokes + 0.2;
    const end: Point = [x + inner * Math.cos(a), y, z + inner * Math.sin(a)];
    if (spokeRadius < 0.01) {
      rod(pen, [x, y + (i % 2 === 0 ? 0.02 : -0.02), z], end, spokeRadius, STEEL, { sides: 3 });
    } else rod(pen, [x, y, z], end, spokeRadius, rim, { sides: 5 });
  }
}

/** A strip bent over a wheel, from one angle to another (radians from ahead, up). */
export function fender(
  pen: ShapePen,
  [x, y, z]: Point,
  radius: number,
  [from, to]: readonly [number, number],
  width: number,
  finish: Finish,
): void {
  const steps = 7;
  const point = (i: number): Point => {
    const a = from + ((to - from) * i) / steps;
    return [x + radius * Math.cos(a), y, z + radius * Math.sin(a)];
  };
  for (let i = 0; i < steps; i++) beam(pen, point(i), point(i + 1), 0.016, width, finish);
}
