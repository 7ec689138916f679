import type { ToWorld } from './frame.ts';
import type { MeshBuilder } from './mesh-builder.ts';
import { addBox, addTurned } from './solids.ts';

const ARM_M = 0.16;

/** A quadrotor about its centre: a body, four arms in an X, and rotors under guards. */
export function addDrone(mesh: MeshBuilder, at: ToWorld, variant: number): void {
  mesh
    .semantic('drone')
    .detail(0.3, 0, 0, 0)
    .colour(variant % 2 === 0 ? 0x22262b : 0x3a2a22);
  addBox(mesh, at, [-0.09, -0.05, -0.03], [0.09, 0.05, 0.04]);
  for (const [x, y] of [
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ] as const) {
    const [cx, cy] = [x * ARM_M * Math.SQRT1_2, y * ARM_M * Math.SQRT1_2];
    const rotor: ToWorld = (u, v, w) => at(u + cx, v + cy, w);
    addBox(mesh, rotor, [-0.02, -0.02, -0.01], [0.02, 0.02, 0.03]);
    addTurned(
      mesh,
      rotor,
      [
        { radiusM: 0.07, zM: 0.03, shade: 1 },
        { radiusM: 0.075, zM: 0.045, shade: 0.8 },
        { radiusM: 0, zM: 0.045, shade: 0.8 },
      ],
      x > 0 ? 0xd8452e : 0xd9d9d6,
      { sides: 8 },
    );
  }
}
