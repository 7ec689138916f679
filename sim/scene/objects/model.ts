import * as THREE from 'three';
import { MeshBuilder } from '../bake/mesh-builder.ts';
import type { ModelItem } from '../picture.ts';
import { standing } from './standing.ts';

/** Builds a user's own shape, standing where the item says and as large as it says. */
export function buildModel(item: ModelItem): THREE.BufferGeometry | null {
  const { positions, normals, colours, painted, gloss, corners } = item.model;
  const paint = new THREE.Color().setRGB(...item.colour, THREE.SRGBColorSpace);
  const sketch = new MeshBuilder().semantic('object');
  const of = (values: ArrayLike<number>, i: number) =>
    [values[3 * i], values[3 * i + 1], values[3 * i + 2]] as [number, number, number];
  for (let i = 0; i < painted.length; i++) {
    const [r, g, b] = of(colours, i);
    if (painted[i] === 1) sketch.linear(r * paint.r, g * paint.g, b * paint.b);
    else sketch.linear(r, g, b);
    sketch.detail(gloss[i] as number, 0, 0, 0).vertex(of(positions, i), of(normals, i));
  }
  for (let i = 0; i < corners.length; i += 3) sketch.triangle(...of(corners, i / 3));
  return sketch.build(standing(item, sketch.bounds()));
}
