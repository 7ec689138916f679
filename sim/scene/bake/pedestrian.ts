import type { ToWorld } from './frame.ts';
import { pickBy } from './hash.ts';
import type { MeshBuilder } from './mesh-builder.ts';
import { addBox, addTurned } from './solids.ts';

const COATS = [0x7a2f2f, 0x2f4f7a, 0x3c5a3a, 0x8a7a4a, 0x444a55] as const;

/** A person on foot about the ground between the feet, facing +x. */
export function addPedestrian(mesh: MeshBuilder, at: ToWorld, variant: number): void {
  mesh.semantic('person').detail(0.05, 0, 0, 0).colour(0x2a2d33);
  addBox(mesh, at, [-0.09, 0.03, 0], [0.09, 0.18, 0.85]);
  addBox(mesh, at, [-0.09, -0.18, 0], [0.09, -0.03, 0.85]);
  mesh.colour(pickBy(COATS, variant, 71));
  addBox(mesh, at, [-0.13, -0.23, 0.8], [0.13, 0.23, 1.45]);
  addTurned(
    mesh,
    at,
    [
      { radiusM: 0.07, zM: 1.45, shade: 0.9 },
      { radiusM: 0.11, zM: 1.6, shade: 1 },
      { radiusM: 0.08, zM: 1.73, shade: 0.7 },
      { radiusM: 0, zM: 1.76, shade: 0.6 },
    ],
    0xc79a78,
    { sides: 8 },
  );
}
