import * as THREE from 'three';
import type { Vec3 } from '../bake/mesh-builder.ts';

/**
 * A smooth sheet through rows of points, seen from where its columns run counter-clockwise when the rows
 * rise towards the eye. All rows have one length. `closed` joins the last column to the first. Where
 * two neighbouring rows are equal the sheet has a sharp edge.
 */
export function surface(rows: readonly (readonly Vec3[])[], closed: boolean): THREE.BufferGeometry {
  const width = rows[0]?.length ?? 0;
  const index: number[] = [];
  for (let r = 0; r + 1 < rows.length; r++) {
    for (let k = 0; k < (closed ? width : width - 1); k++) {
      const a = r * width + k;
      const b = r * width + ((k + 1) % width);
      index.push(a, b, b + width, a, b + width, a + width);
    }
  }
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute('position', new THREE.Float32BufferAttribute(rows.flat(2), 3));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  return geometry;
}

/** A flat or nearly flat face within a ring that all of its centre sees, facing where the ring runs counter-clockwise. */
export function face(ring: readonly Vec3[]): THREE.BufferGeometry {
  const centre = [0, 1, 2].map((i) => ring.reduce((sum, p) => sum + (p[i] as number), 0) / ring.length);
  const index = ring.flatMap((_, k) => [0, k + 1, ((k + 1) % ring.length) + 1]);
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute('position', new THREE.Float32BufferAttribute([centre, ...ring].flat(), 3));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  return geometry;
}
