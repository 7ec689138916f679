import type { ToWorld } from './frame.ts';
import type { MeshBuilder } from './mesh-builder.ts';
import { addBox, addTurned } from './solids.ts';

const ARM_M = 0.17;
const ROTOR_M = 0.1;
/** Outer radius of the guards: with the arms they fill the box that collides. */
const GUARD_M = 0.115;
const CARBON = 0x1d2024;
const CANOPIES = [0xf06a1e, 0x2a7de0, 0x37a852, 0xc22f7a] as const;
const TURNED_RAD = [0.4, 1.3, 2.0, 2.7] as const;

/** A racing quadrotor about its centre: canopy, battery, camera, arms in an X, rotors in guards, lights fore and aft. */
export function addDrone(mesh: MeshBuilder, at: ToWorld, variant: number): void {
  const canopy = CANOPIES[variant % CANOPIES.length] ?? CANOPIES[0];
  mesh.semantic('drone').detail(0.3, 0, 0, 0).colour(CARBON);
  addBox(mesh, at, [-0.085, -0.035, -0.02], [0.085, 0.035, 0]);
  mesh.colour(0x3c4148);
  addBox(mesh, at, [-0.06, -0.024, -0.05], [0.05, 0.024, -0.02]);
  addTurned(
    mesh,
    (x, y, z) => at(1.6 * x, y, z),
    [
      { radiusM: 0.046, zM: 0, shade: 0.75 },
      { radiusM: 0.044, zM: 0.02, shade: 1 },
      { radiusM: 0.028, zM: 0.042, shade: 1.1 },
      { radiusM: 0, zM: 0.05, shade: 1.15 },
    ],
    canopy,
    { sides: 10 },
  );
  mesh.colour(0x0c0d0f);
  addBox(mesh, at, [0.07, -0.014, 0.002], [0.1, 0.014, 0.032]);
  addLights(mesh, at);
  for (const [i, [ahead, left]] of (
    [
      [1, 1],
      [1, -1],
      [-1, -1],
      [-1, 1],
    ] as const
  ).entries()) {
    const turn: ToWorld = (x, y, z) =>
      at(Math.SQRT1_2 * (ahead * x - left * y), Math.SQRT1_2 * (left * x + ahead * y), z);
    mesh.detail(0.3, 0, 0, 0).colour(CARBON);
    addBox(mesh, turn, [0.03, -0.012, -0.016], [ARM_M, 0.012, -0.002]);
    const hub: ToWorld = (x, y, z) =>
      at(x + ahead * ARM_M * Math.SQRT1_2, y + left * ARM_M * Math.SQRT1_2, z);
    addRotor(mesh, hub, ahead > 0 ? canopy : 0xe9e7e0, TURNED_RAD[i] ?? 0);
  }
}

/** White ahead, red behind, so that one sees which way it faces. */
function addLights(mesh: MeshBuilder, at: ToWorld): void {
  mesh.detail(0, 2, 0, 0).colour(0xf4f6ff);
  addBox(mesh, at, [0.085, -0.032, -0.016], [0.09, -0.018, -0.004]);
  addBox(mesh, at, [0.085, 0.018, -0.016], [0.09, 0.032, -0.004]);
  mesh.colour(0xff2418);
  addBox(mesh, at, [-0.09, -0.032, -0.016], [-0.085, 0.032, -0.004]);
}

function addRotor(mesh: MeshBuilder, hub: ToWorld, hex: number, turnedRad: number): void {
  addTurned(
    mesh,
    hub,
    [
      { radiusM: 0.019, zM: -0.02, shade: 0.8 },
      { radiusM: 0.019, zM: 0.018, shade: 1.2 },
      { radiusM: 0, zM: 0.026, shade: 1.3 },
    ],
    0x4a4f57,
    { sides: 8 },
  );
  mesh.detail(0.2, 0, 0, 0).colour(hex);
  const [cos, sin] = [Math.cos(turnedRad), Math.sin(turnedRad)];
  const blade: ToWorld = (x, y, z) => hub(cos * x - sin * y, sin * x + cos * y, z);
  addBox(mesh, blade, [-ROTOR_M, -0.011, 0.02], [ROTOR_M, 0.011, 0.024]);
  addTurned(
    mesh,
    hub,
    [
      { radiusM: GUARD_M - 0.008, zM: 0, shade: 0.7 },
      { radiusM: GUARD_M, zM: 0.002, shade: 0.8 },
      { radiusM: GUARD_M, zM: 0.036, shade: 1.1 },
      { radiusM: GUARD_M - 0.008, zM: 0.038, shade: 1.2 },
      { radiusM: GUARD_M - 0.008, zM: 0, shade: 0.7 },
    ],
    0x2b3036,
    { sides: 14 },
  );
}
