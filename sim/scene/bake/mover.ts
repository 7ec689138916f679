import * as THREE from 'three';
import type { Mover, MoverKind, SemanticClass } from '../picture.ts';
import { ShapePen } from '../shapes/shape-pen.ts';
import { addCar } from './car.ts';
import { addCyclist } from './cyclist.ts';
import { addDrone } from './drone.ts';
import { placed, type ToWorld } from './frame.ts';
import type { MeshBuilder } from './mesh-builder.ts';
import { addPedestrian } from './pedestrian.ts';

/** How each kind of mover looks about its own origin, nose along +x. */
const LOOKS: Readonly<Record<MoverKind, (mesh: MeshBuilder, at: ToWorld, variant: number) => void>> = {
  car: addCar,
  drone: addDrone,
  pedestrian: (mesh, _at, variant) => addPedestrian(penFor(mesh, 'person'), variant),
  cyclist: (mesh, _at, variant) => addCyclist(penFor(mesh, 'cyclist'), variant),
};

export function addMover(mesh: MeshBuilder, mover: Pick<Mover, 'kind' | 'variant'>): void {
  LOOKS[mover.kind](mesh, placed(0, 0, 0), mover.variant);
}

function penFor(mesh: MeshBuilder, semantic: SemanticClass): ShapePen {
  return new ShapePen(mesh.semantic(semantic), new THREE.Matrix4(), 0);
}
