import * as THREE from 'three';
import { describe, expect, it } from 'vitest';
import { BODY, type Limb } from '../../../sim/scene/bake/figure.ts';
import { MeshBuilder } from '../../../sim/scene/bake/mesh-builder.ts';
import { addMover } from '../../../sim/scene/bake/mover.ts';
import { walking } from '../../../sim/scene/bake/pedestrian.ts';
import { personOf } from '../../../sim/scene/bake/person.ts';
import type { MoverKind } from '../../../sim/scene/picture.ts';
import { posedVariant, poseOf } from '../../../sim/scene/poses.ts';

const POSES = 8;
const phases = Array.from({ length: POSES }, (_, k) => (2 * Math.PI * k) / POSES);
/** Looks enough to meet coats, caps, bags, shorts and every kind of bicycle. */
const LOOKS = Array.from({ length: 30 }, (_, k) => 37 * k);

function built(kind: MoverKind, variant: number): MeshBuilder {
  const mesh = new MeshBuilder();
  addMover(mesh, { kind, variant });
  return mesh;
}

/** A pose of each look, all poses in turn, and who stands. */
const variants = LOOKS.map((look, k) => posedVariant(look, k % 9 > 0, (k % 9) / 8, 1));

describe.each(['pedestrian', 'cyclist'] as const)('a %s', (kind) => {
  it('has few triangles, sound normals, and about the size of the box that collides', () => {
    for (const variant of variants) {
      const mesh = built(kind, variant);
      expect(mesh.triangleCount).toBeLessThanOrEqual(kind === 'cyclist' ? 1550 : 900);
      const { min, max } = mesh.bounds();
      expect(min.z).toBeGreaterThan(-0.04);
      expect(min.z).toBeLessThan(0.03);
      expect(max.z).toBeGreaterThan(1.5);
      expect(max.z).toBeLessThan(2.1);
      const size = max.sub(min);
      expect(size.x).toBeLessThan(kind === 'cyclist' ? 1.9 : 1.15);
      expect(size.x).toBeGreaterThan(kind === 'cyclist' ? 1.6 : 0.25);
      expect(size.y).toBeLessThan(kind === 'cyclist' ? 0.72 : 0.7);
      const geometry = mesh.build() as THREE.BufferGeometry;
      const normals = geometry.getAttribute('normal') as THREE.BufferAttribute;
      const normal = new THREE.Vector3();
      for (let i = 0; i < normals.count; i++) {
        expect(normal.fromBufferAttribute(normals, i).length()).toBeCloseTo(1, 3);
      }
    }
  });

  it('is the same each time, and moves its legs with the way it comes', () => {
    const places = (variant: number) =>
      Array.from(built(kind, variant).build()?.getAttribute('position').array ?? []);
    const cycleM = 1.4;
    const at = (alongM: number) => places(posedVariant(5, true, alongM, cycleM));
    expect(at(0.3)).toEqual(at(0.3));
    expect(at(0.3)).toEqual(at(0.3 + 3 * cycleM));
    expect(at(0.3)).not.toEqual(at(0.5));
    expect(at(0.3)).not.toEqual(places(posedVariant(5, false, 0.3, cycleM)));
  });
});

describe('a walk', () => {
  it('keeps the bones their length, standing and at every phase', () => {
    const apart = (a: Limb[number], b: Limb[number]) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    for (const phase of [null, ...phases, 1.1, 2.9, 4.4]) {
      const { legs, arms } = walking(phase);
      for (const [hip, knee, ankle] of legs) {
        expect(apart(hip, knee)).toBeCloseTo(BODY.thighM, 2);
        expect(apart(knee, ankle)).toBeCloseTo(BODY.shinM, 2);
        // Knees bend forwards.
        expect(knee[0]).toBeGreaterThanOrEqual(hip[0] + ((ankle[0] - hip[0]) * BODY.thighM) / 0.88 - 0.02);
      }
      for (const [, elbow, hand] of arms) expect(apart(elbow, hand)).toBeCloseTo(BODY.foreArmM, 2);
    }
  });

  it('has one foot on the ground at least, which does not slide over it', () => {
    const doubleStepM = 1.4;
    for (const [k, phase] of phases.entries()) {
      const now = walking(phase).legs.map(([, , ankle]) => ankle);
      const next = walking(phases[(k + 1) % POSES] as number).legs.map(([, , ankle]) => ankle);
      const down = [0, 1].filter((side) => now[side]?.[2] === BODY.ankleM && next[side]?.[2] === BODY.ankleM);
      expect([0, 1].some((side) => now[side]?.[2] === BODY.ankleM)).toBe(true);
      for (const side of down) {
        const backM = (now[side]?.[0] as number) - (next[side]?.[0] as number);
        expect(backM).toBeCloseTo(doubleStepM / POSES, 9);
      }
    }
  });

  it('swings arms against legs, and left against right', () => {
    const { legs, arms } = walking(0);
    const ahead = (limb: Limb) => limb[2][0];
    expect(ahead(legs[0])).toBeGreaterThan(ahead(legs[1]));
    expect(ahead(arms[0])).toBeLessThan(ahead(arms[1]));
    const half = walking(Math.PI);
    expect(ahead(half.legs[1])).toBeCloseTo(ahead(legs[0]), 9);
  });
});

it('people differ in height, skin and dress, and are told by their look alone', () => {
  const people = Array.from({ length: 200 }, (_, look) => personOf(look));
  const kinds = (of: (person: (typeof people)[number]) => unknown) => new Set(people.map(of)).size;
  expect(kinds(({ skin }) => skin.colour)).toBe(6);
  expect(kinds(({ top }) => top.colour)).toBe(10);
  expect(kinds(({ coat, shorts }) => `${coat} ${shorts}`)).toBe(3);
  expect(kinds(({ headgear }) => headgear)).toBe(2);
  const heights = people.map(({ heightM }) => heightM);
  expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(0.25);
  expect(personOf(11)).toEqual(personOf(11));
  expect(poseOf(posedVariant(11, true, 0.4, 1.4)).look).toBe(11);
});
