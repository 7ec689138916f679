import type { PoleItem } from '../picture.ts';
import { placed, type ToWorld } from './frame.ts';
import type { MeshBuilder } from './mesh-builder.ts';
import { addBox, addTurned } from './solids.ts';

const STEEL = 0x6c7276;

/** Street furniture on a post; its arm or face points along the heading. */
export function addPole(mesh: MeshBuilder, item: PoleItem): void {
  const at = placed(item.xM, item.yM, item.headingRad);
  mesh.semantic('pole').detail(0.15, 0, 0, 0);
  if (item.style === 'lamp') addLamp(mesh, at);
  else if (item.style === 'sign') addSign(mesh, at);
  else addTrafficLight(mesh, at);
}

/** The same from afar and for its shadow. */
export function addCoarsePole(mesh: MeshBuilder, item: PoleItem): void {
  const at = placed(item.xM, item.yM, item.headingRad);
  mesh.semantic('pole').detail(0, 0, 0, 0);
  if (item.style === 'lamp') {
    addPost(mesh, at, 0.11, 6.2, 3);
    mesh.colour(STEEL);
    addBox(mesh, at, [0, -0.1, 6.12], [1.7, 0.1, 6.26], { bottom: false });
  } else if (item.style === 'sign') {
    addPost(mesh, at, 0.05, 2.6, 3);
    mesh.colour(0xc4262c);
    addBox(mesh, at, [-0.02, -0.33, 2.02], [0.05, 0.33, 2.68], { bottom: false });
  } else {
    addPost(mesh, at, 0.09, 3.6, 3);
    mesh.colour(0x23262a);
    addBox(mesh, at, [0.05, -0.19, 2.6], [0.33, 0.19, 3.65], { bottom: false });
  }
}

function addPost(mesh: MeshBuilder, at: ToWorld, radiusM: number, heightM: number, sides = 4): void {
  addTurned(
    mesh,
    at,
    [
      { radiusM, zM: -0.1, shade: 0.8 },
      { radiusM: radiusM * 0.7, zM: heightM, shade: 1 },
    ],
    STEEL,
    { sides, turnRad: Math.PI / 4 },
  );
}

function addLamp(mesh: MeshBuilder, at: ToWorld): void {
  addPost(mesh, at, 0.11, 6.2);
  mesh.colour(STEEL);
  addBox(mesh, at, [-0.05, -0.05, 6.1], [1.05, 0.05, 6.22]);
  addBox(mesh, at, [1.0, -0.16, 6.1], [1.75, 0.16, 6.28], { bottom: false });
  mesh.colour(0xffe2a8).detail(0, 1, 0, 0);
  addBox(mesh, at, [1.72, -0.14, 6.12], [1.78, 0.14, 6.2], { bottom: false });
  mesh.polygon([at(1, 0.16, 6.1), at(1.75, 0.16, 6.1), at(1.75, -0.16, 6.1), at(1, -0.16, 6.1)]);
  mesh.detail(0.15, 0, 0, 0);
}

function addSign(mesh: MeshBuilder, at: ToWorld): void {
  addPost(mesh, at, 0.05, 2.6);
  const disc = (radiusM: number, x: number): void => {
    const corners = Array.from({ length: 10 }, (_, k) => {
      const angle = (2 * Math.PI * k) / 10;
      return at(x, radiusM * Math.cos(angle), 2.35 + radiusM * Math.sin(angle));
    });
    mesh.polygon(corners);
  };
  mesh.colour(0xc4262c);
  disc(0.38, 0.07);
  mesh.colour(0xf2f2f0);
  disc(0.27, 0.085);
  mesh.colour(0x8c9094);
  const back = Array.from({ length: 10 }, (_, k) => {
    const angle = (-2 * Math.PI * k) / 10;
    return at(0.05, 0.38 * Math.cos(angle), 2.35 + 0.38 * Math.sin(angle));
  });
  mesh.polygon(back);
}

function addTrafficLight(mesh: MeshBuilder, at: ToWorld): void {
  addPost(mesh, at, 0.09, 3.6);
  mesh.colour(0x23262a);
  addBox(mesh, at, [0.05, -0.19, 2.6], [0.33, 0.19, 3.65]);
  const lamps = [
    { z: 3.44, hex: 0x4a1714, glow: 0 },
    { z: 3.12, hex: 0x4a3a12, glow: 0 },
    { z: 2.8, hex: 0x2fe08a, glow: 2 },
  ];
  for (const { z, hex, glow } of lamps) {
    mesh.colour(hex).detail(0.2, glow, 0, 0);
    mesh.polygon([
      at(0.34, -0.13, z - 0.13),
      at(0.34, 0.13, z - 0.13),
      at(0.34, 0.13, z + 0.13),
      at(0.34, -0.13, z + 0.13),
    ]);
  }
  mesh.detail(0.15, 0, 0, 0);
}
