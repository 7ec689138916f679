import { MeshBuilder } from '../bake/mesh-builder.ts';
import type { ShapeItem } from '../picture.ts';
import { addShape } from './shapes.ts';

/** The smallest upright box about a shape, in its own frame (x ahead, y left, z up, metres). */
export interface ShapeBounds {
  readonly minM: readonly [number, number, number];
  readonly maxM: readonly [number, number, number];
}

/** How large one shape of the catalogue is before anything scales it; found by building it. */
export function shapeBounds({ name, instance }: Pick<ShapeItem, 'name' | 'instance'>): ShapeBounds {
  const mesh = new MeshBuilder();
  addShape(mesh, { kind: 'shape', name, instance, xM: 0, yM: 0, headingRad: 0, colour: [1, 1, 1] });
  const geometry = mesh.build();
  geometry?.computeBoundingBox();
  const box = geometry?.boundingBox;
  geometry?.dispose();
  if (box === null || box === undefined) return { minM: [0, 0, 0], maxM: [0, 0, 0] };
  return { minM: box.min.toArray(), maxM: box.max.toArray() };
}
