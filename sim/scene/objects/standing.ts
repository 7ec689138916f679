import * as THREE from 'three';

/**
 * Takes a thing drawn in a frame of its own (x ahead, y left, z up) to where it stands in the world. Its
 * lowest point comes to the ground. With a size, its longest side becomes that long and the middle of its
 * box comes over the place; without one it keeps its measures and stands about its own middle.
 */
export function standing(
  place: {
    readonly xM: number;
    readonly yM: number;
    readonly headingRad: number;
    readonly zM?: number;
    readonly sizeM?: number;
  },
  box: THREE.Box3,
): THREE.Matrix4 {
  const { xM, yM, headingRad, zM = 0, sizeM } = place;
  const matrix = new THREE.Matrix4().makeRotationZ(headingRad).setPosition(xM, yM, zM);
  if (sizeM === undefined) return matrix.multiply(new THREE.Matrix4().makeTranslation(0, 0, -box.min.z));
  const side = box.getSize(new THREE.Vector3());
  const scale = sizeM / Math.max(side.x, side.y, side.z);
  const middle = box.getCenter(new THREE.Vector3());
  return matrix
    .multiply(new THREE.Matrix4().makeScale(scale, scale, scale))
    .multiply(new THREE.Matrix4().makeTranslation(-middle.x, -middle.y, -box.min.z));
}
