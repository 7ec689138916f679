import type { ToWorld } from './frame.ts';
import type { MeshBuilder } from './mesh-builder.ts';
import { addPedestrian } from './pedestrian.ts';
import { addBox } from './solids.ts';

/** A person on a bicycle about the ground under its middle, riding along +x. */
export function addCyclist(mesh: MeshBuilder, at: ToWorld, variant: number): void {
  mesh.semantic('cyclist').detail(0.2, 0, 0, 0).colour(0x1d1f22);
  for (const x of [-0.52, 0.52]) addBox(mesh, at, [x - 0.33, -0.02, 0.02], [x + 0.33, 0.02, 0.66]);
  addBox(mesh, at, [-0.5, -0.025, 0.5], [0.5, 0.025, 0.6]);
  addPedestrian(mesh, (x, y, z) => at(x, y, z + 0.25), variant);
}
