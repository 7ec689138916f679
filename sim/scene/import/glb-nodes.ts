import * as THREE from 'three';
import type { JsonPlace } from './json-place.ts';

/** A mesh of the file and where one node puts it. */
export interface PlacedMesh {
  readonly mesh: JsonPlace;
  readonly matrix: THREE.Matrix4;
}

/** From glTF's frame (y up, z ahead, x left) to that of shapes (x ahead, y left, z up). */
const TO_SHAPES = new THREE.Matrix4().set(0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1);

/** The meshes of the file's scene with the transforms of all nodes above them. */
export function* placedMeshes(json: JsonPlace): Generator<PlacedMesh> {
  const nodes = json.at('nodes');
  const seen = new Set<string>();
  const waiting = roots(json).map((from) => ({ from, above: TO_SHAPES }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { from, above } = next;
    const node = nodes.entry(from);
    if (seen.has(node.pointer)) {
      throw from.refuse('a tree of nodes', 'export the model again: one of its nodes is named twice');
    }
    seen.add(node.pointer);
    const matrix = above.clone().multiply(localMatrix(node));
    if (node.at('mesh').given) {
      if (node.at('skin').given) {
        throw node.at('skin').refuse('no skin', 'apply the pose to the mesh (Blender: apply the armature)');
      }
      yield { mesh: json.at('meshes').entry(node.at('mesh')), matrix };
    }
    for (const child of node.at('children').list().reverse()) waiting.push({ from: child, above: matrix });
  }
}

/** Where the file names its outermost nodes, the last first. */
function roots(json: JsonPlace): JsonPlace[] {
  const scenes = json.at('scenes');
  const scene = json.at('scene');
  if (scene.given) return scenes.entry(scene).at('nodes').list().reverse();
  const [first] = scenes.list();
  if (first === undefined) throw scenes.refuse('a scene');
  return first.object().at('nodes').list().reverse();
}

function localMatrix(node: JsonPlace): THREE.Matrix4 {
  const matrix = node.at('matrix').numbers(16);
  if (matrix !== null) return new THREE.Matrix4().fromArray(matrix);
  const [tx, ty, tz] = node.at('translation').numbers(3) ?? [0, 0, 0];
  const [qx, qy, qz, qw] = node.at('rotation').numbers(4) ?? [0, 0, 0, 1];
  const [sx, sy, sz] = node.at('scale').numbers(3) ?? [1, 1, 1];
  return new THREE.Matrix4().compose(
    new THREE.Vector3(tx, ty, tz),
    new THREE.Quaternion(qx, qy, qz, qw).normalize(),
    new THREE.Vector3(sx, sy, sz),
  );
}
