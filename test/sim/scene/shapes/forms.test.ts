import * as THREE from 'three';
import { RoundedBoxGeometry } from 'three/addons/geometries/RoundedBoxGeometry.js';
import { toCreasedNormals } from 'three/addons/utils/BufferGeometryUtils.js';
import { describe, expect, it } from 'vitest';
import type { Form } from '../../../../sim/scene/bake/mesh-builder.ts';
import { ballForm } from '../../../../sim/scene/shapes/forms/ball-form.ts';
import { boxForm, roundBoxForm } from '../../../../sim/scene/shapes/forms/box-form.ts';
import { carried } from '../../../../sim/scene/shapes/forms/carried.ts';
import { creasedForm } from '../../../../sim/scene/shapes/forms/creased-form.ts';
import { extrudeForm } from '../../../../sim/scene/shapes/forms/extrude-form.ts';
import { latheForm } from '../../../../sim/scene/shapes/forms/lathe-form.ts';
import { ringForm } from '../../../../sim/scene/shapes/forms/ring-form.ts';
import { rodForm } from '../../../../sim/scene/shapes/forms/rod-form.ts';
import { emptyRoom, room } from '../../../../sim/scene/shapes/forms/room.ts';
import { smoothForm } from '../../../../sim/scene/shapes/forms/smooth-form.ts';
import { tubeForm } from '../../../../sim/scene/shapes/forms/tube-form.ts';

/** Corner by corner: three.js shares vertices differently. */
function spread(numbers: ArrayLike<number>, index: ArrayLike<number> | null): number[] {
  const corners =
    index === null ? Array.from({ length: numbers.length / 3 }, (_, i) => i) : Array.from(index);
  return corners.flatMap((corner) => [0, 1, 2].map((axis) => numbers[3 * corner + axis] as number));
}

function expectSame(form: Form, geometry: THREE.BufferGeometry): void {
  const index = geometry.getIndex()?.array ?? null;
  for (const [numbers, name] of [
    [form.positions, 'position'],
    [form.normals, 'normal'],
  ] as const) {
    expect(spread(numbers, form.index)).toEqual(spread(geometry.getAttribute(name).array, index));
  }
}

describe('forms are the geometries of three.js to the bit', () => {
  it('a box', () => expectSame(boxForm(1.37, 0.213, 5.1), new THREE.BoxGeometry(1.37, 0.213, 5.1)));

  it.each([
    [1.3, 0.7, 2.9, 1, 0.05],
    [0.31, 0.17, 0.23, 2, 0.4],
  ] as const)('a rounded box of %d, %d, %d', (x, y, z, segments, radius) => {
    expectSame(roundBoxForm(x, y, z, segments, radius), new RoundedBoxGeometry(x, y, z, segments, radius));
  });

  it.each([
    [0.3, 0.3, 2, 8],
    [0.11, 0.37, 0.9, 5],
    [0, 0.2, 1.1, 6],
    [0.2, 0, 1.1, 6],
  ] as const)('a rod of %d, %d, %d with %d sides', (top, bottom, length, sides) => {
    expectSame(rodForm(top, bottom, length, sides), new THREE.CylinderGeometry(top, bottom, length, sides));
  });

  it('a ring', () => expectSame(ringForm(0.33, 0.021, 7, 28), new THREE.TorusGeometry(0.33, 0.021, 7, 28)));

  it('a ball', () => expectSame(ballForm(0.77, 14, 9), new THREE.SphereGeometry(0.77, 14, 9)));

  it.each([
    [0.4, 3],
    [0.7, 7],
    [1.2, 5],
  ])('creased normals at %d rad', (creaseRad, sides) => {
    const geometry = new THREE.TorusKnotGeometry(1, 0.3, 40, sides).toNonIndexed();
    const positions = geometry.getAttribute('position').array as Float32Array;
    expectSame(creasedForm(positions, creaseRad), toCreasedNormals(geometry, creaseRad));
  });

  it('a turned outline', () => {
    const outline = [
      [0.21, -0.05],
      [0.31, -0.07],
      [0.33, 0.04],
      [0.21, 0.06],
    ] as const;
    const points = outline.map(([radius, y]) => new THREE.Vector2(radius, y));
    expectSame(latheForm(outline, 18, 0.6), toCreasedNormals(new THREE.LatheGeometry(points, 18), 0.6));
  });

  it.each([
    {
      bend: 'bent',
      points: [
        [0, 0, 0.4],
        [0.3, 0.21, 0.9],
        [1.1, -0.3, 0.7],
        [1.3, 0, 0],
      ],
    },
    {
      bend: 'bent once',
      points: [
        [0.2, 0.3, 0.1],
        [0, 0, 1],
        [1, 0, 1.4],
      ],
    },
    {
      bend: 'straight and level',
      points: [
        [-1, 0, 0.5],
        [1, 0, 0.5],
      ],
    },
    {
      bend: 'upright',
      points: [
        [0.4, 0.1, 0],
        [0.4, 0.1, 2],
      ],
    },
  ] as const)('a tube that is $bend', ({ points }) => {
    const curve = new THREE.CatmullRomCurve3(
      points.map((p) => new THREE.Vector3(...p)),
      false,
      'catmullrom',
    );
    expectSame(tubeForm(points, 12, 0.037, 6), new THREE.TubeGeometry(curve, 12, 0.037, 6, false));
  });

  it.each([0, 0.013])('a plate with a bevel of %d', (bevel) => {
    const outline = [
      [0, 0],
      [1.1, 0],
      [1.3, 0.2],
      [1.3, 0.2],
      [0.6, 0.4],
      [0.5, 1.1],
    ] as const;
    const shape = new THREE.Shape(outline.map(([x, y]) => new THREE.Vector2(x, y)));
    const geometry = new THREE.ExtrudeGeometry(shape, {
      depth: 0.3,
      bevelEnabled: bevel > 0,
      bevelThickness: bevel,
      bevelSize: bevel,
      bevelOffset: -bevel,
      bevelSegments: 2,
    });
    expectSame(extrudeForm(outline, 0.3, bevel), geometry);
  });

  it('a form carried elsewhere', () => {
    const turn = new THREE.Quaternion().setFromEuler(new THREE.Euler(0.3, -1.1, 2));
    const matrix = new THREE.Matrix4().compose(
      new THREE.Vector3(3, -2, 0.7),
      turn,
      new THREE.Vector3(1, 2.5, 0.4),
    );
    expectSame(carried(ballForm(1, 8, 5), matrix), new THREE.SphereGeometry(1, 8, 5).applyMatrix4(matrix));
  });

  it('smooth normals', () => {
    const geometry = new THREE.TorusKnotGeometry(1, 0.3, 40, 7);
    const positions = geometry.getAttribute('position').array as Float32Array;
    const index = Uint16Array.from((geometry.getIndex() as THREE.BufferAttribute).array);
    geometry.computeVertexNormals();
    expectSame(smoothForm(positions, index), geometry);
  });
});

describe('room for forms', () => {
  it('is not given twice until it is emptied', () => {
    emptyRoom();
    const first = room(30);
    const second = room(500_000);
    first.fill(1);
    second.fill(2);
    expect([first[29], second[499_999]]).toEqual([1, 2]);
    expect(room(30)).not.toEqual(first);
  });

  it('leaves no trace of the form that had it before', () => {
    const ball = () => {
      const { positions, index } = ballForm(0.5, 9, 6);
      return smoothForm(positions, index as Uint16Array).normals.slice();
    };
    emptyRoom();
    const clean = ball();
    emptyRoom();
    room(20_000).fill(Number.NaN);
    emptyRoom();
    expect(ball()).toEqual(clean);
  });
});
