import type * as THREE from 'three';
import type { Form } from '../../bake/mesh-builder.ts';

/** A three.js geometry as a form, which is used up; it must hold float positions. */
export function formOf(geometry: THREE.BufferGeometry): Form {
  if (!geometry.hasAttribute('normal')) geometry.computeVertexNormals();
  const form: Form = {
    positions: geometry.getAttribute('position').array as Float32Array,
    normals: geometry.getAttribute('normal').array as Float32Array,
    index: geometry.getIndex()?.array ?? null,
  };
  geometry.dispose();
  return form;
}
