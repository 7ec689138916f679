import type { GateItem } from '../picture.ts';
import type { ToWorld } from './frame.ts';
import type { MeshBuilder } from './mesh-builder.ts';
import { addBox } from './solids.ts';

/** Width and depth of the frame's bars. */
export const GATE_BAR_M = 0.25;

/** A square frame about its opening. */
export function addGate(mesh: MeshBuilder, item: GateItem): void {
  const at = posed(item);
  const inner = item.openingM / 2;
  const outer = inner + GATE_BAR_M;
  const deep = GATE_BAR_M / 2;
  mesh.semantic('gate').detail(0.15, 0, 0, 0).colour(0xe8641b);
  addBox(mesh, at, [-deep, -outer, inner], [deep, outer, outer]);
  addBox(mesh, at, [-deep, -outer, -outer], [deep, outer, -inner]);
  addBox(mesh, at, [-deep, inner, -inner], [deep, outer, inner]);
  addBox(mesh, at, [-deep, -outer, -inner], [deep, -inner, inner]);
}

/** The gate's own frame: x along its heading, y left, z up, turned by its roll. */
function posed({ xM, yM, zM, headingRad, rollRad }: GateItem): ToWorld {
  const [ch, sh] = [Math.cos(headingRad), Math.sin(headingRad)];
  const [cr, sr] = [Math.cos(rollRad), Math.sin(rollRad)];
  return (x, y, z) => {
    const left = y * cr - z * sr;
    const up = y * sr + z * cr;
    return [xM + ch * x - sh * left, yM + sh * x + ch * left, zM + up];
  };
}
