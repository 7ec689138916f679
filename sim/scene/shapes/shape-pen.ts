import * as THREE from 'three';
import type { MeshBuilder } from '../bake/mesh-builder.ts';

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
 * Puts three.js geometries together into one shape. `paint` is the scene's colour for the shape's main
 * parts; everything else brings its own. Its one danger: geometries are indexed or not; both are taken.
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
    return new ShapePen(this.#mesh, matrixOf(placing).premultiply(this.#place), this.paint);
  }

  /** Adds a geometry, which is used up. Three's cylinders and lathes stand along y: turn them by x = PI / 2. */
  part(geometry: THREE.BufferGeometry, finish: Finish, placing: Placing = {}): this {
    this.#add(geometry, matrixOf(placing).premultiply(this.#place), finish);
    geometry.dispose();
    return this;
  }

  /** The same pen with its origin elsewhere in this one's frame. */
  moved(xM: number, yM: number, zM: number): ShapePen {
    const place = this.#place.clone().multiply(new THREE.Matrix4().makeTranslation(xM, yM, zM));
    return new ShapePen(this.#mesh, place, this.paint);
  }

  #add(geometry: THREE.BufferGeometry, matrix: THREE.Matrix4, finish: Finish): void {
    const mesh = this.#mesh;
    mesh.colour(finish.colour, finish.shade ?? 1).detail(finish.gloss ?? 0.2, finish.glow ?? 0, 0, 0);
    if (!geometry.hasAttribute('normal')) geometry.computeVertexNormals();
    const positions = geometry.getAttribute('position');
    const normals = geometry.getAttribute('normal');
    const normalMatrix = new THREE.Matrix3().getNormalMatrix(matrix);
    const [point, normal] = [new THREE.Vector3(), new THREE.Vector3()];
    const first = mesh.vertexCount;
    for (let i = 0; i < positions.count; i++) {
      point.fromBufferAttribute(positions, i).applyMatrix4(matrix);
      normal.fromBufferAttribute(normals, i).applyMatrix3(normalMatrix).normalize();
      mesh.vertex([point.x, point.y, point.z], [normal.x, normal.y, normal.z]);
    }
    const index = geometry.getIndex();
    const count = index?.count ?? positions.count;
    const vertex = (i: number) => first + (index?.getX(i) ?? i);
    const mirrored = matrix.determinant() < 0;
    for (let i = 0; i + 2 < count; i += 3) {
      if (mirrored) mesh.triangle(vertex(i), vertex(i + 2), vertex(i + 1));
      else mesh.triangle(vertex(i), vertex(i + 1), vertex(i + 2));
    }
  }
}

function matrixOf({ at = [0, 0, 0], turnRad = [0, 0, 0], scale = 1 }: Placing): THREE.Matrix4 {
  const [sx, sy, sz] = typeof scale === 'number' ? [scale, scale, scale] : scale;
  return new THREE.Matrix4().compose(
    new THREE.Vector3(...at),
    new THREE.Quaternion().setFromEuler(new THREE.Euler(...turnRad, 'ZYX')),
    new THREE.Vector3(sx, sy, sz),
  );
}
