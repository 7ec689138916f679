import { LAYER_Z } from '../layer-heights.ts';
import type { PatchItem, Stage, StripItem } from '../picture.ts';
import { GROUND } from '../shade/ground-material.ts';
import type { MeshBuilder, Vec3 } from './mesh-builder.ts';
import { LONGEST_M, type RibbonPoint, ribbon } from './ribbon.ts';

const UP: Vec3 = [0, 0, 1];

const SURFACES = {
  road: { z: LAYER_Z.road, hex: 0x5d5e62, semantic: 'road', ground: GROUND.road },
  pavement: { z: LAYER_Z.pavement, hex: 0xa9a49b, semantic: 'pavement', ground: GROUND.pavement },
  grass: { z: LAYER_Z.grass, hex: 0x70854c, semantic: 'terrain', ground: GROUND.grass },
  kerb: { z: LAYER_Z.kerb, hex: 0xc4c0b6, semantic: 'pavement', ground: GROUND.kerb },
} as const;

const KERB_WIDTH_M = 0.22;
const NEAR_MARGIN_M = 90;
const FAR_MARGIN_M = 700;

function take(mesh: MeshBuilder, name: keyof typeof SURFACES): number {
  const surface = SURFACES[name];
  mesh.colour(surface.hex).semantic(surface.semantic).detail(surface.ground, 0, 0, 0);
  return surface.z;
}

/** The rectangle that holds all items: [minX, minY, maxX, maxY], metres. */
export type Extent = Stage['boundsM'];

/** The meadow round all items, in cells. */
export function addNearTerrain(mesh: MeshBuilder, extent: Extent): void {
  const z = take(mesh, 'grass') - LAYER_Z.grass + LAYER_Z.terrain;
  const [minX, minY, maxX, maxY] = grown(extent, NEAR_MARGIN_M);
  const columns = Math.ceil((maxX - minX) / LONGEST_M);
  const rows = Math.ceil((maxY - minY) / LONGEST_M);
  const start = mesh.vertexCount;
  for (let j = 0; j <= rows; j++) {
    for (let i = 0; i <= columns; i++) {
      mesh.vertex([minX + ((maxX - minX) * i) / columns, minY + ((maxY - minY) * j) / rows, z], UP);
    }
  }
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const a = start + j * (columns + 1) + i;
      const b = a + columns + 1;
      mesh.triangle(a, a + 1, b + 1);
      mesh.triangle(a, b + 1, b);
    }
  }
}

/** The meadow beyond, out to the hills. */
export function addFarTerrain(mesh: MeshBuilder, extent: Extent): void {
  const z = take(mesh, 'grass') - LAYER_Z.grass + LAYER_Z.terrain;
  const [x1, y1, x2, y2] = grown(extent, NEAR_MARGIN_M);
  const [x0, y0, x3, y3] = grown(extent, NEAR_MARGIN_M + FAR_MARGIN_M);
  const piece = (ax: number, ay: number, bx: number, by: number): void =>
    mesh.polygon([
      [ax, ay, z],
      [bx, ay, z],
      [bx, by, z],
      [ax, by, z],
    ]);
  piece(x0, y0, x3, y1);
  piece(x0, y2, x3, y3);
  piece(x0, y1, x1, y2);
  piece(x2, y1, x3, y2);
}

function grown([minX, minY, maxX, maxY]: Extent, byM: number): Extent {
  return [minX - byM, minY - byM, maxX + byM, maxY + byM];
}

export function addStrip(mesh: MeshBuilder, item: StripItem): void {
  const line = ribbon(item.centre);
  const half = item.widthM / 2;
  addBand(mesh, line, -half, half, take(mesh, item.surface));
  if (item.surface === 'pavement') {
    const z = take(mesh, 'kerb');
    addBand(mesh, line, -half, -half + KERB_WIDTH_M, z);
    addBand(mesh, line, half - KERB_WIDTH_M, half, z);
  }
}

export function addPatch(mesh: MeshBuilder, item: PatchItem): void {
  const z = take(mesh, item.surface);
  const corners: Vec3[] = [];
  for (let i = 0; i + 1 < item.outline.length; i += 2) {
    corners.push([item.outline[i] as number, item.outline[i + 1] as number, z]);
  }
  mesh.polygon(signedArea(corners) < 0 ? corners.reverse() : corners);
}

/** A flat band beside a line, from one side offset to another (left positive). */
function addBand(mesh: MeshBuilder, line: readonly RibbonPoint[], from: number, to: number, z: number): void {
  const start = mesh.vertexCount;
  for (const point of line) {
    mesh.vertex([point.x + point.leftX * from, point.y + point.leftY * from, z], UP);
    mesh.vertex([point.x + point.leftX * to, point.y + point.leftY * to, z], UP);
  }
  for (let i = 0; i + 1 < line.length; i++) {
    const a = start + 2 * i;
    mesh.triangle(a, a + 2, a + 3);
    mesh.triangle(a, a + 3, a + 1);
  }
}

function signedArea(corners: readonly Vec3[]): number {
  return corners.reduce((sum, a, i) => {
    const b = corners[(i + 1) % corners.length] as Vec3;
    return sum + (a[0] * b[1] - b[0] * a[1]) / 2;
  }, 0);
}
