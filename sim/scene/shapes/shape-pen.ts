import * as THREE from 'three';
import type { Form, MeshBuilder } from '../bake/mesh-builder.ts';

/** A part's place in its shape's frame (x ahead, y left, z up, metres), turned about x, then y, then z. */
export interface Placing {
  readonly at?: readonly [number, number, number];
  readonly turnRad?: readonly [number, number, number];
  readonly scale?: number | readonly [number, number, number];
}

/** What a part is made of: its colour (sRGB 0xrrggbb), how it shines, and how it glows. */
export interface Finish {
  readonly colour: number;
  /** 0 dull to 1 mirror; 0.2 where not given. */
  readonly gloss?: number;
  /** Up to 1: burns with the street lamps; 2: always. */
  readonly glow?: number;
  /** Multiplies the colour in linear light. */
  readonly shade?: number;
}

/**
 * Puts forms together into one shape. `paint` is the scene's colour for the shape's main parts; everything
 * else brings its own. Its one danger: forms share normals and corners, so none may be written to.
 */
export class ShapePen {
  /** The colour that the scene chose for the shape's main parts. */
  readonly paint: number;
  readonly #mesh: MeshBuilder;
  readonly #place: THREE.Matrix4;

  /** `place` takes the shape's own frame to the world's. */
  constructor(mesh: MeshBuilder, place: THREE.Matrix4, paint: number) {
    this.#mesh = mesh;
    this.#place = place;
    this.paint = paint;
  }

  /** A pen whose frame stands so in this one: for parts that are turned or repeated as a whole. */
  within(placing: Placing): ShapePen {
    return new ShapePen(
      this.#mesh,
      setPlace(new THREE.Matrix4(), placing).premultiply(this.#place),
      this.paint,
    );
  }

  /** Adds a form. Rods, balls and what is turned on a lathe stand along y: turn them by x = PI / 2. */
  part(form: Form, finish: Finish, placing: Placing = HERE): this {
    this.#mesh.colour(finish.colour, finish.shade ?? 1).detail(finish.gloss ?? 0.2, finish.glow ?? 0, 0, 0);
    this.#mesh.form(form, setPlace(whole, placing).premultiply(this.#place));
    return this;
  }

  /** The same pen with its origin elsewhere in this one's frame. */
  moved(xM: number, yM: number, zM: number): ShapePen {
    const place = this.#place.clone().multiply(new THREE.Matrix4().makeTranslation(xM, yM, zM));
    return new ShapePen(this.#mesh, place, this.paint);
  }
}

const HERE: Placing = {};
const whole = new THREE.Matrix4();
const place = new THREE.Vector3();
const turn = new THREE.Quaternion();
const angles = new THREE.Euler();
const size = new THREE.Vector3();

function setPlace(matrix: THREE.Matrix4, { at, turnRad, scale = 1 }: Placing): THREE.Matrix4 {
  if (at === undefined) place.set(0, 0, 0);
  else place.set(at[0], at[1], at[2]);
  if (turnRad === undefined) turn.identity();
  else turn.setFromEuler(angles.set(turnRad[0], turnRad[1], turnRad[2], 'ZYX'));
  if (typeof scale === 'number') size.setScalar(scale);
  else size.set(scale[0], scale[1], scale[2]);
  return matrix.compose(place, turn, size);
}
