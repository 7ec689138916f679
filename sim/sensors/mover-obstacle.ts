import type { Mover, MoverKind } from '../scene/picture.ts';
import { CAR } from '../world/car.ts';
import { type Obstacle, obstacle } from './obstacle.ts';

/** Boxes about movers, upright whatever their lean; a drone's place is its centre. */
const BOXES: Readonly<
  Record<MoverKind, { lengthM: number; widthM: number; heightM: number; belowM: number }>
> = {
  car: { lengthM: CAR.lengthM, widthM: CAR.widthM, heightM: CAR.heightM, belowM: 0 },
  drone: { lengthM: 0.5, widthM: 0.5, heightM: 0.2, belowM: 0.1 },
  pedestrian: { lengthM: 0.4, widthM: 0.5, heightM: 1.75, belowM: 0 },
  cyclist: { lengthM: 1.8, widthM: 0.6, heightM: 1.75, belowM: 0 },
};

export function moverObstacle({ kind, xM, yM, zM, headingRad }: Mover): Obstacle {
  const { belowM, ...size } = BOXES[kind];
  return obstacle({ shape: 'box', xM, yM, headingRad, ...size }, zM - belowM);
}
