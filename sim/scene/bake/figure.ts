import type { ShapePen } from '../shapes/shape-pen.ts';
import { ball, loft, rod, SIDES, sweep } from '../shapes/strokes.ts';
import type { Vec3 } from './mesh-builder.ts';
import type { Person } from './person.ts';

/** Lengths of a person 1.75 m tall, metres; the legs end at the ankle. */
export const BODY = { thighM: 0.45, shinM: 0.43, ankleM: 0.08, upperArmM: 0.29, foreArmM: 0.26 } as const;

/** A limb by its joints: hip, knee and ankle, or shoulder, elbow and hand. */
export type Limb = readonly [Vec3, Vec3, Vec3];

/** Where a person's joints are; first the left limb, then the right one. */
export interface Figure {
  readonly pelvis: Vec3;
  readonly neck: Vec3;
  readonly head: Vec3;
  readonly legs: readonly [Limb, Limb];
  /** Where each foot points, from heel to toe: x and z of a unit vector. */
  readonly toes: readonly [readonly [number, number], readonly [number, number]];
  readonly arms: readonly [Limb, Limb];
}

/** Half depth and half width of the trunk, by its share of the way from pelvis to neck. */
const TRUNK = [
  [-0.12, 0.075, 0.12],
  [0.02, 0.105, 0.165],
  [0.32, 0.09, 0.145],
  [0.65, 0.115, 0.17],
  [0.88, 0.1, 0.19],
  [1, 0.055, 0.075],
] as const;

/** Draws a person in a pose: trunk, head, arms and legs with hands and shoes. */
export function addFigure(pen: ShapePen, figure: Figure, person: Person): void {
  const { pelvis, neck, head, legs, arms, toes } = figure;
  const { top, trousers, skin, shoes } = person;
  loft(
    pen,
    top,
    TRUNK.map(([share, deepM, wideM]) => ring(pelvis, neck, share, deepM, wideM * person.girth)),
  );
  if (person.coat) loft(pen, top, coatTails(pelvis, legs, person));
  rod(pen, skin, between(pelvis, neck, 0.97), between(neck, head, 0.6), 0.055, { sides: 6 });
  addHead(pen, head, person);
  for (const side of [0, 1] as const) {
    const [hip, knee, ankle] = legs[side];
    const [dx, dz] = toes[side];
    const calf = person.shorts ? skin : trousers;
    sweep(pen, trousers, [hip, between(hip, knee, 0.5), knee], [0.085, 0.078, 0.058], { sides: 7 });
    sweep(pen, calf, [knee, between(knee, ankle, 0.35), ankle], [0.057, 0.056, 0.042], { sides: 6 });
    const along = (ahead: number, up: number): Vec3 => [
      ankle[0] + dx * ahead - dz * up,
      ankle[1],
      ankle[2] + dz * ahead + dx * up,
    ];
    sweep(
      pen,
      shoes,
      [along(-0.07, -0.035), along(0.03, -0.03), along(0.18, -0.055)],
      [0.045, 0.048, 0.028],
      {
        sides: 6,
      },
    );
    const [shoulder, elbow, hand] = arms[side];
    const forearm = person.shortSleeves ? skin : top;
    sweep(pen, top, [shoulder, between(shoulder, elbow, 0.4), elbow], [0.06, 0.055, 0.043], { sides: 6 });
    rod(pen, forearm, elbow, hand, 0.042, { toM: 0.032, sides: 6 });
    ball(pen, skin, extended(elbow, hand, 0.05), [0.048, 0.035, 0.052], 5);
  }
  if (person.bag !== null) {
    const back = between(pelvis, neck, 0.6);
    ball(pen, person.bag, [back[0] - 0.17, 0, back[2]], [0.11, 0.15, 0.22], 6);
  }
}

function addHead(pen: ShapePen, [x, y, z]: Vec3, { skin, hair, headgear, longHair }: Person): void {
  ball(pen, skin, [x, y, z], [0.098, 0.078, 0.118], 8);
  ball(pen, skin, [x + 0.098, y, z - 0.012], [0.02, 0.015, 0.022], 4);
  if (headgear === 'helmet') {
    ball(pen, { colour: 0xe9e9e4, gloss: 0.5 }, [x - 0.005, y, z + 0.055], [0.135, 0.1, 0.09], 8);
    return;
  }
  ball(pen, hair, [x - 0.022, y, z + 0.035], [0.1, 0.086, 0.098], 8);
  if (longHair) ball(pen, hair, [x - 0.06, y, z - 0.06], [0.06, 0.08, 0.13], 7);
  if (headgear === 'cap') {
    ball(pen, { colour: 0x2b3d5c, gloss: 0.05 }, [x, y, z + 0.062], [0.11, 0.09, 0.072], 6);
    ball(pen, { colour: 0x2b3d5c, gloss: 0.05 }, [x + 0.11, y, z + 0.045], [0.07, 0.065, 0.012], 5);
  }
}

/** A long coat's skirt, as wide as the thighs in it reach. */
function coatTails(pelvis: Vec3, legs: Figure['legs'], { girth }: Person): Vec3[][] {
  const knees = legs.map(([hip, knee]) => between(hip, knee, 0.9)) as [Vec3, Vec3];
  const ahead = Math.max(knees[0][0], knees[1][0]) + 0.09;
  const behind = Math.min(knees[0][0], knees[1][0]) - 0.09;
  const hemZ = Math.min(knees[0][2], knees[1][2]);
  const hem: Vec3 = [(ahead + behind) / 2, 0, hemZ];
  return [
    ring(hem, pelvis, 0, (ahead - behind) / 2, 0.2 * girth),
    ring(hem, pelvis, 0.55, (ahead - behind) / 4 + 0.06, 0.19 * girth),
    ring(hem, pelvis, 1.1, 0.1, 0.16 * girth),
  ];
}

const RING_SIDES = 8;

/** An oval across the line from one point to another, at a share of the way. */
function ring(from: Vec3, to: Vec3, share: number, deepM: number, wideM: number): Vec3[] {
  const [dx, dz] = [to[0] - from[0], to[2] - from[2]];
  const length = Math.sqrt(dx * dx + dz * dz);
  const [x, y, z] = between(from, to, share);
  return Array.from({ length: RING_SIDES }, (_, k): Vec3 => {
    const angle = (2 * Math.PI * k) / RING_SIDES;
    const ahead = (deepM * Math.cos(angle)) / length;
    return [x + dz * ahead, y + wideM * Math.sin(angle), z - dx * ahead];
  });
}

/** The joint between two ends of a limb of two bones, bent to the side that `toward` points to. */
export function bend(from: Vec3, to: Vec3, firstM: number, secondM: number, toward: Vec3): Vec3 {
  const [dx, dy, dz] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const apart = Math.sqrt(dx * dx + dy * dy + dz * dz);
  const reach = Math.min(apart, firstM + secondM);
  const along = (firstM * firstM - secondM * secondM + reach * reach) / (2 * reach);
  const aside = Math.sqrt(Math.max(0, firstM * firstM - along * along));
  const [ux, uy, uz] = [dx / apart, dy / apart, dz / apart];
  const dot = ux * toward[0] + uy * toward[1] + uz * toward[2];
  const [nx, ny, nz] = [toward[0] - ux * dot, toward[1] - uy * dot, toward[2] - uz * dot];
  const n = aside / Math.max(1e-9, Math.sqrt(nx * nx + ny * ny + nz * nz));
  return [from[0] + ux * along + nx * n, from[1] + uy * along + ny * n, from[2] + uz * along + nz * n];
}

/** What belongs to both sides of a body, made for each: left (1), then right (-1). */
export function both<T>(make: (side: 1 | -1) => T): readonly [T, T] {
  return [make(SIDES[0]), make(SIDES[1])];
}

export function between(a: Vec3, b: Vec3, share: number): Vec3 {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** A point beyond `to`, as seen from `from`. */
function extended(from: Vec3, to: Vec3, byM: number): Vec3 {
  return between(from, to, 1 + byM / Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]));
}
