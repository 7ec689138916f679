import type { BuildingItem } from '../picture.ts';
import { placed, type ToWorld } from './frame.ts';
import { hash01, pickBy } from './hash.ts';
import type { MeshBuilder, Vec3 } from './mesh-builder.ts';
import { addBox } from './solids.ts';

/** What `detail.w` tells the facade shader. */
const FACADE_STYLES = { render: 0, brick: 1, shop: 2 } as const;
type FacadeStyle = keyof typeof FACADE_STYLES;

const WALLS: Readonly<Record<FacadeStyle, readonly number[]>> = {
  render: [0xe3d9c3, 0xd9c7a0, 0xcfd6cf, 0xe0c4ae, 0xc9cfda, 0xe8e4da, 0xd8b98c],
  brick: [0xa45f48, 0x8f5240, 0xb27656, 0x9a6a55],
  shop: [0xd8cbb4, 0xbfc6c9, 0xcdb79c, 0xb9c2ae],
};
const TILES = [0x8e4a38, 0x7c4436, 0x9a5a40, 0x5a5f68, 0x6b5a4e] as const;
const FLAT_ROOF = 0x7d7c78;
const STOREY_M = 3;
const COLUMN_M = 2.9;
const BASE_Z = -0.1;

/** A house: four walls in the facade mesh; roof, gables, eaves and chimney in the other, whole or coarse. */
export function addBuilding(
  walls: MeshBuilder,
  { fine, coarse }: { fine: MeshBuilder; coarse: MeshBuilder },
  item: BuildingItem,
): void {
  const v = item.variant;
  const at = placed(item.xM, item.yM, item.headingRad);
  const x = item.lengthM / 2;
  const y = item.widthM / 2;
  const pitched = item.heightM < 9.5 && hash01(v, 11) < 0.72;
  const ridgeM = pitched ? Math.min(0.42 * Math.min(item.lengthM, item.widthM), 0.38 * item.heightM) : 0;
  const eaves = item.heightM - ridgeM;
  const style: FacadeStyle = pitched
    ? hash01(v, 12) < 0.35
      ? 'brick'
      : 'render'
    : pickBy(['shop', 'brick', 'shop', 'render'] as const, v, 13);
  const wall = pickBy(WALLS[style], v, 14);
  walls.colour(wall, 0.9 + 0.15 * hash01(v, 15)).semantic('building');
  const storeys = Math.max(1, Math.round(eaves / STOREY_M));
  const own = hash01(v, 16);
  const corners: readonly (readonly [number, number])[] = [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
  corners.forEach((a, i) => {
    const b = corners[(i + 1) % 4] as readonly [number, number];
    addWall(walls, at, a, b, { eaves, storeys, own: Math.floor(((own + i * 0.29) % 1) * 64) / 64, style });
  });
  for (const solids of [fine, coarse]) {
    const trim = solids === fine;
    solids.semantic('building').detail(0, 0, 0, 0);
    if (pitched) addPitchedRoof(solids, at, { x, y, eaves, ridge: item.heightM, wall, variant: v, trim });
    else addFlatRoof(solids, at, { x, y, eaves, wall, variant: v, trim });
  }
}

function addWall(
  mesh: MeshBuilder,
  at: ToWorld,
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
  look: { eaves: number; storeys: number; own: number; style: FacadeStyle },
): void {
  const lengthM = Math.hypot(bx - ax, by - ay);
  const columns = Math.max(1, Math.round(lengthM / COLUMN_M));
  const origin = at(0, 0, 0);
  const outward = at((by - ay) / lengthM, -(bx - ax) / lengthM, 0);
  const normal: Vec3 = [outward[0] - origin[0], outward[1] - origin[1], 0];
  const corner = (x: number, y: number, z: number, u: number, storey: number): number =>
    mesh.detail(u, storey, look.own, FACADE_STYLES[look.style]).vertex(at(x, y, z), normal);
  const bottom = (BASE_Z / look.eaves) * look.storeys;
  const quad = [
    corner(ax, ay, BASE_Z, 0, bottom),
    corner(bx, by, BASE_Z, columns, bottom),
    corner(bx, by, look.eaves, columns, look.storeys),
    corner(ax, ay, look.eaves, 0, look.storeys),
  ] as const;
  mesh.triangle(quad[0], quad[1], quad[2]);
  mesh.triangle(quad[0], quad[2], quad[3]);
}

interface Roof {
  /** Half length and half width of the house, metres. */
  readonly x: number;
  readonly y: number;
  readonly eaves: number;
  readonly wall: number;
  readonly variant: number;
  /** Whether to build what only matters nearby: chimneys and the like. */
  readonly trim: boolean;
}

const OVERHANG_M = 0.4;

function addPitchedRoof(mesh: MeshBuilder, place: ToWorld, roof: Roof & { readonly ridge: number }): void {
  const { eaves, ridge, variant } = roof;
  const turned = roof.y > roof.x;
  const at: ToWorld = turned ? (x, y, z) => place(-y, x, z) : place;
  const x = Math.max(roof.x, roof.y);
  const y = Math.min(roof.x, roof.y);
  const outX = x + OVERHANG_M;
  const outY = y + OVERHANG_M;
  const low = eaves - (OVERHANG_M * (ridge - eaves)) / y;
  const hip = hash01(variant, 21) < 0.4 ? Math.min(y, x * 0.6) : 0;
  const end = outX - hip;
  const tile = pickBy(TILES, variant, 22);
  mesh.colour(tile);
  mesh.polygon([at(-outX, -outY, low), at(outX, -outY, low), at(end, 0, ridge), at(-end, 0, ridge)]);
  mesh.colour(tile, 0.96);
  mesh.polygon([at(outX, outY, low), at(-outX, outY, low), at(-end, 0, ridge), at(end, 0, ridge)]);
  if (hip > 0) {
    mesh.polygon([at(outX, -outY, low), at(outX, outY, low), at(end, 0, ridge)]);
    mesh.polygon([at(-outX, outY, low), at(-outX, -outY, low), at(-end, 0, ridge)]);
  } else {
    mesh.colour(roof.wall, 0.95);
    mesh.polygon([at(x, -y, eaves), at(x, y, eaves), at(x, 0, ridge)]);
    mesh.polygon([at(-x, y, eaves), at(-x, -y, eaves), at(-x, 0, ridge)]);
  }
  if (!roof.trim) return;
  const chimneyX = (hash01(variant, 23) - 0.5) * x;
  mesh.colour(0x8a5a48);
  addBox(mesh, at, [chimneyX - 0.35, 0.3, eaves], [chimneyX + 0.35, 0.95, ridge + 0.7], { bottom: false });
}

function addFlatRoof(mesh: MeshBuilder, at: ToWorld, { x, y, eaves, wall, variant, trim }: Roof): void {
  const rim = 0.25;
  mesh.colour(wall, 0.7);
  addBox(mesh, at, [-x - rim, -y - rim, eaves - 0.25], [x + rim, y + rim, eaves + 0.3]);
  mesh.colour(FLAT_ROOF);
  const z = eaves + 0.32;
  mesh.polygon([at(-x, -y, z), at(x, -y, z), at(x, y, z), at(-x, y, z)]);
  if (trim && hash01(variant, 24) < 0.6) {
    const cx = (hash01(variant, 25) - 0.5) * x;
    mesh.colour(0x9a9a98);
    addBox(mesh, at, [cx - 1.2, -0.9, eaves], [cx + 1.2, 0.9, eaves + 1.6], { bottom: false });
  }
}
