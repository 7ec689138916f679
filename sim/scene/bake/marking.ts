import { LAYER_Z } from '../layer-heights.ts';
import type { MarkingItem } from '../picture.ts';
import type { MeshBuilder, Vec3 } from './mesh-builder.ts';
import { pointAt, type RibbonPoint, ribbon } from './ribbon.ts';

const UP: Vec3 = [0, 0, 1];
const COLOURS = { white: 0xf2f1ea, yellow: 0xf0c23a } as const;

/** Paint: a strip for a solid line, one quad per dash; see shade/marking-material.ts for `detail`. */
export function addMarking(mesh: MeshBuilder, item: MarkingItem): void {
  mesh.colour(COLOURS[item.colour]).semantic('lane-marking');
  const line = ribbon(item.centre);
  const last = line[line.length - 1];
  if (line.length < 2 || last === undefined) return;
  if (item.dashM === null) {
    if (line.length === 2) addDash(mesh, line, 0, last.alongM, item.widthM / 2);
    else addSolid(mesh, line, item.widthM / 2);
    return;
  }
  const [paintM, gapM] = item.dashM;
  for (let start = 0; start < last.alongM - 1e-6; start += paintM + gapM) {
    addDash(mesh, line, start, Math.min(start + paintM, last.alongM), item.widthM / 2);
  }
}

function addDash(
  mesh: MeshBuilder,
  line: readonly RibbonPoint[],
  fromM: number,
  toM: number,
  half: number,
): void {
  const a = pointAt(line, fromM);
  const b = pointAt(line, toM);
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length < 1e-6) return;
  const dx = (b.x - a.x) / length;
  const dy = (b.y - a.y) / length;
  const corner = (end: { x: number; y: number }, side: number, along: number): number =>
    mesh
      .detail(side * half, (along * length) / 2, dx, dy)
      .vertex([end.x - dy * half * side, end.y + dx * half * side, LAYER_Z.marking], UP);
  const quad = [corner(a, -1, -1), corner(b, -1, 1), corner(b, 1, 1), corner(a, 1, -1)] as const;
  mesh.triangle(quad[0], quad[1], quad[2]);
  mesh.triangle(quad[0], quad[2], quad[3]);
}

function addSolid(mesh: MeshBuilder, line: readonly RibbonPoint[], half: number): void {
  const start = mesh.vertexCount;
  for (const point of line) {
    const length = Math.hypot(point.leftX, point.leftY);
    const dx = point.leftY / length;
    const dy = -point.leftX / length;
    for (const side of [-half, half]) {
      mesh.detail(side, 0, dx, dy);
      mesh.vertex([point.x + point.leftX * side, point.y + point.leftY * side, LAYER_Z.marking], UP);
    }
  }
  for (let i = 0; i + 1 < line.length; i++) {
    const a = start + 2 * i;
    mesh.triangle(a, a + 2, a + 3);
    mesh.triangle(a, a + 3, a + 1);
  }
}
