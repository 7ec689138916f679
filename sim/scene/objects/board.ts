import { placed } from '../bake/frame.ts';
import type { MeshBuilder } from '../bake/mesh-builder.ts';
import { addBox } from '../bake/solids.ts';
import type { BoardItem } from '../picture.ts';

const PLANK_M = 0.18;
const THICK_M = 0.05;
const WOOD = 0x9b8465;
const POST = 0x6d6258;

/** A hoarding of upright planks. */
export function addBoard(mesh: MeshBuilder, item: BoardItem): void {
  const { widthM, heightM, zM } = item;
  const at = placed(item.xM, item.yM, item.headingRad);
  const raised: typeof at = (x, y, z) => at(x, y, zM + z);
  mesh.semantic('building');
  const planks = Math.max(1, Math.round(widthM / PLANK_M));
  const plankM = widthM / planks;
  for (let k = 0; k < planks; k++) {
    const left = -widthM / 2 + k * plankM;
    mesh.colour(WOOD, 0.82 + 0.09 * ((k * 7) % 5)).detail(0, 0, 0.12, 0);
    addBox(mesh, raised, [0, left, 0], [THICK_M, left + plankM, heightM]);
  }
  const railM = 0.8 * heightM;
  mesh.colour(POST).detail(0, 0, 0, 0);
  addBox(mesh, raised, [-THICK_M, -widthM / 2, railM], [0, widthM / 2, railM + 0.1]);
}
