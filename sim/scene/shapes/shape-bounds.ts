import type { ShapeItem } from '../picture.ts';
import { buildShape } from './shapes.ts';

/** The smallest upright box about a shape, in its own frame (x ahead, y left, z up, metres). */
export interface ShapeBounds {
  readonly minM: readonly [number, number, number];
  readonly maxM: readonly [number, number, number];
}

/** How large one shape of the catalogue is before anything scales it; found by building it. */
export function shapeBounds({ name, instance }: Pick<ShapeItem, 'name' | 'instance'>): ShapeBounds {
  const geometry = buildShape({
    ...{ kind: 'shape', name, instance, colour: [1, 1, 1] },
    ...{ xM: 0, yM: 0, headingRad: 0 },
  });
  geometry?.computeBoundingBox();
  const box = geometry?.boundingBox;
  geometry?.dispose();
  if (box === null || box === undefined) return { minM: [0, 0, 0], maxM: [0, 0, 0] };
  return { minM: box.min.toArray(), maxM: box.max.toArray() };
}
