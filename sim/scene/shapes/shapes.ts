import * as THREE from 'three';
import { Rng } from '../../core/rng.ts';
import { MeshBuilder } from '../bake/mesh-builder.ts';
import { standing } from '../objects/standing.ts';
import { SHAPE_CLASSES, type ShapeClass, type ShapeItem } from '../picture.ts';
import { aeroplane } from './aeroplane.ts';
import { bench } from './bench.ts';
import { bicycle } from './bicycle.ts';
import { boat } from './boat.ts';
import { bottle } from './bottle.ts';
import { bus } from './bus.ts';
import { car } from './car.ts';
import { chair } from './chair.ts';
import { diningTable } from './dining-table.ts';
import { emptyRoom } from './forms/room.ts';
import { motorbike } from './motorbike.ts';
import { ShapePen } from './shape-pen.ts';
import { train } from './train.ts';
import { truck } from './truck.ts';

/**
 * Draws one shape of a class, standing on the ground about its middle, nose along +x. What varies among
 * instances comes from the stream and from the instance's number, in metres of a real thing of its class.
 * The number is for going round the class's kinds in turn, so that few instances show all of them.
 */
export type ShapeMaker = (pen: ShapePen, rng: Rng, instance: number) => void;

const SHAPES: Readonly<Record<ShapeClass, ShapeMaker>> = {
  aeroplane,
  bench,
  bicycle,
  boat,
  bottle,
  bus,
  car,
  chair,
  'dining-table': diningTable,
  motorbike,
  train,
  truck,
};

/** Where each shape is put together before it is placed; as large as the largest so far. */
const SKETCH = new MeshBuilder().semantic('object');

/** Adds a shape to a mesh, standing where the item says and as large as it says. */
export function addShape(mesh: MeshBuilder, item: ShapeItem): void {
  sketch(item);
  mesh.append(SKETCH, standing(item, SKETCH.bounds()));
}

/** A shape alone, standing so; its numbers in memory that `take` gives. */
export function buildShape(
  item: ShapeItem,
  take?: (bytes: number) => ArrayBuffer,
): THREE.BufferGeometry | null {
  sketch(item);
  return SKETCH.build(standing(item, SKETCH.bounds()), take);
}

function sketch({ name, instance, colour: [r, g, b] }: ShapeItem): void {
  const paint = new THREE.Color().setRGB(r, g, b, THREE.SRGBColorSpace).getHex();
  SKETCH.clear();
  emptyRoom();
  SHAPES[name](
    new ShapePen(SKETCH, new THREE.Matrix4(), paint),
    new Rng(instance, 'shape', SHAPE_CLASSES.indexOf(name)),
    instance,
  );
}
