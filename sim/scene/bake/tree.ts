import type { TreeItem } from '../picture.ts';
import { placed, type ToWorld } from './frame.ts';
import { hash01, pickBy } from './hash.ts';
import type { MeshBuilder } from './mesh-builder.ts';
import { addTurned } from './solids.ts';

const BARK = 0x5e4a38;
const LEAVES = [0x5f8a3a, 0x4f7a34, 0x739443, 0x88963f, 0x476f38] as const;
const NEEDLES = [0x3b5f3a, 0x35553c, 0x466841] as const;
const LEAFY = 0.85;

/** One of three kinds of tree by its variant: round broadleaf, tall broadleaf, conifer. */
export function addTree(mesh: MeshBuilder, item: TreeItem): void {
  const at = placed(item.xM, item.yM, hash01(item.variant, 31) * 6.28);
  mesh.semantic('vegetation');
  const kind = kindOf(item);
  if (kind === 'conifer') addConifer(mesh, at, item);
  else addBroadleaf(mesh, at, item, kind === 'slim');
}

/** The same tree from afar and for its shadow, within the fine one's outline. */
export function addCoarseTree(mesh: MeshBuilder, item: TreeItem): void {
  const at = placed(item.xM, item.yM, hash01(item.variant, 31) * 6.28);
  const kind = kindOf(item);
  const { heightM, variant } = item;
  mesh.semantic('vegetation');
  addTrunk(mesh, at, 0.026 * heightM, 0.4 * heightM, 3);
  mesh.detail(0, 0, LEAFY, 0);
  const ring = (radius: number, height: number, shade: number) => ({
    radiusM: radius * heightM,
    zM: height * heightM,
    shade,
  });
  if (kind === 'conifer') {
    const needles = pickBy(NEEDLES, variant, 33);
    addTurned(mesh, at, [ring(0.2, 0.2, 0.65), ring(0, 0.97, 1.1)], needles, { sides: 5 });
  } else {
    const wide = kind === 'slim' ? 0.18 : 0.28;
    const leaves = pickBy(LEAVES, variant, 34);
    const rings = [
      ring(0, 0.29, 0.5),
      ring(0.88 * wide, 0.4, 0.7),
      ring(0.86 * wide, 0.76, 1.05),
      ring(0, 0.97, 1.2),
    ];
    addTurned(mesh, at, rings, leaves, { sides: 5 });
  }
}

function kindOf({ variant }: TreeItem): 'conifer' | 'slim' | 'round' {
  const share = hash01(variant, 32);
  if (share < 0.3) return 'conifer';
  return share < 0.5 ? 'slim' : 'round';
}

function addTrunk(mesh: MeshBuilder, at: ToWorld, radiusM: number, topM: number, sides = 4): void {
  mesh.detail(0, 0, 0.3, 0);
  addTurned(
    mesh,
    at,
    [
      { radiusM: radiusM * 1.25, zM: -0.1, shade: 0.7 },
      { radiusM: radiusM * 0.75, zM: topM, shade: 1 },
    ],
    BARK,
    { sides },
  );
}

function addConifer(mesh: MeshBuilder, at: ToWorld, { heightM, variant }: TreeItem): void {
  addTrunk(mesh, at, 0.02 * heightM, 0.25 * heightM);
  const needles = pickBy(NEEDLES, variant, 33);
  mesh.detail(0, 0, LEAFY, 0);
  for (let tier = 0; tier < 3; tier++) {
    const base = heightM * (0.16 + 0.24 * tier);
    const top = tier === 2 ? heightM : base + heightM * 0.42;
    const radiusM = heightM * (0.23 - 0.055 * tier);
    addTurned(
      mesh,
      at,
      [
        { radiusM, zM: base, shade: 0.6 },
        { radiusM: 0, zM: top, shade: 1.15 },
      ],
      needles,
      { sides: 7, turnRad: tier },
    );
  }
}

function addBroadleaf(mesh: MeshBuilder, at: ToWorld, { heightM, variant }: TreeItem, slim: boolean): void {
  addTrunk(mesh, at, 0.026 * heightM, 0.5 * heightM);
  const leaves = pickBy(LEAVES, variant, 34);
  mesh.detail(0, 0, LEAFY, 0);
  const wide = slim ? 0.2 : 0.3;
  addCrown(mesh, at, leaves, { x: 0, y: 0, low: 0.26 * heightM, high: heightM, radiusM: wide * heightM });
  if (slim) return;
  const side = (0.16 + 0.06 * hash01(variant, 35)) * heightM;
  addCrown(mesh, at, leaves, {
    x: side,
    y: side * 0.3,
    low: 0.3 * heightM,
    high: 0.74 * heightM,
    radiusM: 0.2 * heightM,
    small: true,
  });
}

/** A lumpy egg of leaves: darker below, lighter on top. */
function addCrown(
  mesh: MeshBuilder,
  at: ToWorld,
  hex: number,
  crown: { x: number; y: number; low: number; high: number; radiusM: number; small?: boolean },
): void {
  const rise = crown.high - crown.low;
  const centred: ToWorld = (x, y, z) => at(crown.x + x, crown.y + y, z);
  const ring = (share: number, width: number, shade: number) => ({
    zM: crown.low + share * rise,
    radiusM: width * crown.radiusM,
    shade,
  });
  addTurned(
    mesh,
    centred,
    crown.small === true
      ? [ring(0, 0, 0.5), ring(0.3, 0.95, 0.72), ring(0.7, 0.85, 1.05), ring(1, 0, 1.2)]
      : [
          ring(0, 0, 0.45),
          ring(0.16, 0.72, 0.62),
          ring(0.45, 1, 0.85),
          ring(0.76, 0.74, 1.1),
          ring(1, 0, 1.25),
        ],
    hex,
    { sides: crown.small === true ? 5 : 7 },
  );
}
