import type { Mover, MoverKind } from '../picture.ts';
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
  pedestrian: addPedestrian,
  cyclist: addCyclist,
};

export function addMover(mesh: MeshBuilder, mover: Pick<Mover, 'kind' | 'variant'>): void {
  LOOKS[mover.kind](mesh, placed(0, 0, 0), mover.variant);
}
