import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type * as THREE from 'three';
import { describe, expect, it } from 'vitest';
import { MeshBuilder } from '../../../../sim/scene/bake/mesh-builder.ts';
import { SHAPE_CLASSES, type ShapeClass } from '../../../../sim/scene/picture.ts';
import { addShape } from '../../../../sim/scene/shapes/shapes.ts';

/**
 * Hashes of all triangles, corner by corner: the shipped nets were trained on them. A change that means to alter
 * a shape records them anew: RECORD_GOLDEN=1 npx vitest run test/sim/scene/shapes/shape-prints.test.ts
 */
const FILE = new URL('../../../golden/shape-prints.json', import.meta.url);
/** Every kind of every class, as training sees it and as episodes do. */
const INSTANCES = [0, 1000].flatMap((first) => Array.from({ length: 11 }, (_, k) => first + k));

function print(name: ShapeClass, instance: number): string {
  const mesh = new MeshBuilder();
  addShape(mesh, {
    ...{ kind: 'shape', name, instance, colour: [0.7, 0.12, 0.2] },
    ...{ xM: 1.5, yM: -2, headingRad: 0.3, zM: 0.02, sizeM: 4 },
  });
  const geometry = mesh.build() as THREE.BufferGeometry;
  const corners = (geometry.getIndex() as THREE.BufferAttribute).array;
  const hash = createHash('sha256');
  for (const attribute of ['position', 'normal', 'color', 'semantic', 'detail']) {
    const { array, itemSize } = geometry.getAttribute(attribute) as THREE.BufferAttribute;
    const spread = new Float32Array(corners.length * itemSize);
    for (let i = 0; i < spread.length; i++) {
      const vertex = corners[Math.floor(i / itemSize)] as number;
      spread[i] = array[vertex * itemSize + (i % itemSize)] as number;
    }
    hash.update(new Uint8Array(spread.buffer));
  }
  return hash.digest('hex').slice(0, 16);
}

describe.each(SHAPE_CLASSES)('meshes of class %s', (name) => {
  const prints = INSTANCES.map((instance) => print(name, instance));

  it('are the recorded ones to the bit', () => {
    const all = fs.existsSync(FILE) ? JSON.parse(fs.readFileSync(FILE, 'utf8')) : {};
    if (process.env.RECORD_GOLDEN !== undefined) {
      fs.writeFileSync(FILE, `${JSON.stringify({ ...all, [name]: prints }, null, 1)}\n`);
      return;
    }
    expect(prints).toEqual(all[name]);
  });
});
