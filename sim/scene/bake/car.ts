import type { ToWorld } from './frame.ts';
import { hash01, pickBy } from './hash.ts';
import type { MeshBuilder } from './mesh-builder.ts';
import { addBox } from './solids.ts';

const PAINTS = [
  0xb3262b, 0x2b4f8f, 0xe6e6e4, 0x2a2d31, 0x9aa0a6, 0xd8d2c2, 0x2f6b52, 0xd9a021, 0x6b7f99,
] as const;
const GLASS = 0x1a2026;
const TYRE = 0x1b1c1d;
const RIM = 0xa8abae;

/** Half width, metres: of the sills, the shoulders and the roof. */
const SILL = 0.86;
const ROOF = 0.62;
const PAINT_GLOSS = 0.45;
const GLASS_GLOSS = 0.9;

interface Shape {
  readonly tailM: number;
  readonly noseM: number;
  readonly bonnetZ: number;
  readonly roofZ: number;
  /** Where glass meets body and roof, from tail to nose, x metres. */
  readonly rearBase: number;
  readonly rearTop: number;
  readonly frontTop: number;
  readonly frontBase: number;
}

const SALOON: Shape = {
  tailM: -2.15,
  noseM: 2.15,
  bonnetZ: 0.88,
  roofZ: 1.43,
  rearBase: -1.55,
  rearTop: -0.95,
  frontTop: 0.35,
  frontBase: 1.05,
};
const HATCHBACK: Shape = { ...SALOON, tailM: -1.95, noseM: 1.95, rearBase: -1.9, rearTop: -1.45, roofZ: 1.5 };
const ESTATE: Shape = { ...SALOON, rearBase: -2.1, rearTop: -1.75, roofZ: 1.52, bonnetZ: 0.95 };
const SHAPES = [SALOON, HATCHBACK, ESTATE, SALOON] as const;

/** A car about its origin on the ground under its centre, nose along +x. */
export function addCar(mesh: MeshBuilder, at: ToWorld, variant: number): void {
  const shape = pickBy(SHAPES, variant, 41);
  const paint = pickBy(PAINTS, variant, 42);
  mesh.semantic('vehicle');
  addBody(mesh, at, shape, paint);
  addCabin(mesh, at, shape, paint);
  addLights(mesh, at, shape);
  for (const x of [shape.tailM + 0.72, shape.noseM - 0.82]) {
    for (const side of [-1, 1]) addWheel(mesh, at, x, side);
  }
  if (hash01(variant, 43) < 0.3) {
    mesh.colour(0x3a3d40).detail(0.2, 0, 0, 0);
    addBox(
      mesh,
      at,
      [shape.rearTop, -ROOF * 0.9, shape.roofZ + 0.02],
      [shape.frontTop, -ROOF * 0.8, shape.roofZ + 0.07],
    );
    addBox(
      mesh,
      at,
      [shape.rearTop, ROOF * 0.8, shape.roofZ + 0.02],
      [shape.frontTop, ROOF * 0.9, shape.roofZ + 0.07],
    );
  }
}

/** The same car from afar and for its shadow: two boxes. */
export function addCoarseCar(mesh: MeshBuilder, at: ToWorld, variant: number): void {
  const shape = pickBy(SHAPES, variant, 41);
  mesh
    .semantic('vehicle')
    .colour(pickBy(PAINTS, variant, 42))
    .detail(PAINT_GLOSS, 0, 0, 0);
  addBox(mesh, at, [shape.tailM, -SILL, 0.2], [shape.noseM, SILL, shape.bonnetZ], { bottom: false });
  mesh.colour(GLASS).detail(GLASS_GLOSS, 0, 0, 0);
  const cabin = [shape.rearBase + 0.25, shape.frontBase - 0.35] as const;
  addBox(mesh, at, [cabin[0], -ROOF, shape.bonnetZ], [cabin[1], ROOF, shape.roofZ - 0.06], { bottom: false });
}

function addBody(mesh: MeshBuilder, at: ToWorld, s: Shape, paint: number): void {
  const low = 0.32;
  const mid = 0.62;
  mesh.colour(0x141516).detail(0, 0, 0, 0);
  addBox(mesh, at, [s.tailM + 0.25, -SILL + 0.12, 0.17], [s.noseM - 0.25, SILL - 0.12, low + 0.05], {
    bottom: false,
  });
  mesh.colour(paint).detail(PAINT_GLOSS, 0, 0, 0);
  const deck = s.bonnetZ + 0.06;
  const outline: readonly (readonly [number, number])[] = [
    [s.tailM + 0.08, low],
    [s.noseM - 0.1, low],
    [s.noseM, mid],
    [s.noseM - 0.18, s.bonnetZ - 0.14],
    [s.frontBase, s.bonnetZ + 0.04],
    [s.rearBase, deck],
    [s.tailM + 0.04, deck - 0.04],
    [s.tailM, mid],
  ];
  for (let i = 0; i < outline.length; i++) {
    const [ax, az] = outline[i] as readonly [number, number];
    const [bx, bz] = outline[(i + 1) % outline.length] as readonly [number, number];
    if (i === 0) continue;
    mesh.polygon([at(ax, -SILL, az), at(ax, SILL, az), at(bx, SILL, bz), at(bx, -SILL, bz)]);
  }
  const side = outline.map(([x, z]) => [x, z] as const);
  mesh.polygon(side.map(([x, z]) => at(x, -SILL, z)));
  mesh.polygon([...side].reverse().map(([x, z]) => at(x, SILL, z)));
}

function addCabin(mesh: MeshBuilder, at: ToWorld, s: Shape, paint: number): void {
  const baseZ = s.bonnetZ + 0.05;
  const foot = SILL - 0.05;
  const corners = (side: number) => ({
    rearBase: at(s.rearBase, side * foot, baseZ),
    rearTop: at(s.rearTop, side * ROOF, s.roofZ),
    frontTop: at(s.frontTop, side * ROOF, s.roofZ),
    frontBase: at(s.frontBase, side * foot, baseZ - 0.01),
  });
  const r = corners(-1);
  const l = corners(1);
  mesh.colour(GLASS).detail(GLASS_GLOSS, 0, 0, 0);
  mesh.polygon([r.frontBase, l.frontBase, l.frontTop, r.frontTop]);
  mesh.polygon([l.rearBase, r.rearBase, r.rearTop, l.rearTop]);
  mesh.polygon([r.rearBase, r.frontBase, r.frontTop, r.rearTop]);
  mesh.polygon([l.frontBase, l.rearBase, l.rearTop, l.frontTop]);
  mesh.colour(paint).detail(PAINT_GLOSS, 0, 0, 0);
  addBox(
    mesh,
    at,
    [s.rearTop - 0.04, -ROOF - 0.02, s.roofZ - 0.05],
    [s.frontTop + 0.04, ROOF + 0.02, s.roofZ + 0.025],
    {
      bottom: false,
    },
  );
  const pillar = (s.rearTop + s.frontTop) / 2 - 0.05;
  for (const side of [-1, 1]) {
    const a = at(pillar, side * (foot + 0.012), baseZ);
    const b = at(pillar + 0.12, side * (foot + 0.012), baseZ);
    const c = at(pillar + 0.1, side * (ROOF + 0.012), s.roofZ);
    const d = at(pillar + 0.02, side * (ROOF + 0.012), s.roofZ);
    mesh.polygon(side < 0 ? [a, b, c, d] : [d, c, b, a]);
  }
}

function addLights(mesh: MeshBuilder, at: ToWorld, s: Shape): void {
  for (const side of [-1, 1]) {
    const inner = side * 0.46;
    const outer = side * 0.82;
    const left = Math.max(inner, outer);
    const right = Math.min(inner, outer);
    mesh.colour(0xf4f2e6).detail(0.5, 0.9, 0, 0);
    const front = s.noseM + 0.01;
    mesh.polygon([
      at(front, right, 0.6),
      at(front, left, 0.6),
      at(front - 0.12, left, 0.72),
      at(front - 0.12, right, 0.72),
    ]);
    mesh.colour(0xa81c1c).detail(0.4, 0.9, 0, 0);
    const back = s.tailM - 0.015;
    mesh.polygon([
      at(back, left, 0.63),
      at(back, right, 0.63),
      at(back + 0.03, right, 0.82),
      at(back + 0.03, left, 0.82),
    ]);
  }
  mesh.colour(0xe8e8e2).detail(0.1, 0, 0, 0);
  const x = s.tailM + 0.02;
  mesh.polygon([at(x, 0.26, 0.46), at(x, -0.26, 0.46), at(x - 0.03, -0.26, 0.6), at(x - 0.03, 0.26, 0.6)]);
}

function addWheel(mesh: MeshBuilder, at: ToWorld, x: number, side: number): void {
  const sides = 8;
  const radius = 0.33;
  const outer = side * (SILL + 0.02);
  const inner = side * (SILL - 0.2);
  const rim = (k: number, r: number, y: number) => {
    const angle = (2 * Math.PI * k) / sides;
    return at(x + r * Math.cos(angle), y, radius + r * Math.sin(angle));
  };
  const facing = <T>(corners: T[]): T[] => (side < 0 ? corners : corners.reverse());
  mesh.colour(TYRE).detail(0, 0, 0, 0);
  mesh.polygon(facing(Array.from({ length: sides }, (_, k) => rim(k, radius, outer))));
  for (let k = 0; k < sides; k++) {
    mesh.polygon(
      facing([
        rim(k, radius, outer),
        rim(k, radius, inner),
        rim(k + 1, radius, inner),
        rim(k + 1, radius, outer),
      ]),
    );
  }
  mesh.colour(RIM).detail(0.3, 0, 0, 0);
  mesh.polygon(facing(Array.from({ length: sides }, (_, k) => rim(k, radius * 0.58, outer + side * 0.012))));
}
