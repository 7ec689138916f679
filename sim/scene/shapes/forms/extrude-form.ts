import * as THREE from 'three';
import type { Form } from '../../bake/mesh-builder.ts';
import { formOf } from './form-of.ts';

/** A point of an outline. */
type Point2 = readonly [number, number];

/** An outline of straight lines, which three.js need not look for among curves. */
class Outline extends THREE.Shape {
  readonly #points: THREE.Vector2[];

  constructor(points: readonly Point2[]) {
    super();
    this.#points = points
      .filter(([x, y], i) => i === 0 || x !== points[i - 1]?.[0] || y !== points[i - 1]?.[1])
      .map(([x, y]) => new THREE.Vector2(x, y));
  }

  override extractPoints(): { shape: THREE.Vector2[]; holes: THREE.Vector2[][] } {
    return { shape: this.#points, holes: [] };
  }
}

const CORNER = new THREE.Vector2();
const TOP = [CORNER, CORNER, CORNER];
const SIDE = [CORNER, CORNER, CORNER, CORNER];
/** Shapes have no textures. */
const NO_TEXTURE: THREE.UVGenerator = { generateTopUV: () => TOP, generateSideWallUV: () => SIDE };

/** An outline in x and y made `depth` thick along z from 0 on, and by a bevel's length more at both ends. */
export function extrudeForm(outline: readonly Point2[], depth: number, bevel: number): Form {
  return formOf(
    new THREE.ExtrudeGeometry(new Outline(outline), {
      depth,
      bevelEnabled: bevel > 0,
      bevelThickness: bevel,
      bevelSize: bevel,
      bevelOffset: -bevel,
      bevelSegments: 2,
      UVGenerator: NO_TEXTURE,
    }),
  );
}
