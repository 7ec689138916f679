import { describe, expect, it } from 'vitest';
import { gateParts } from '../../../sim/geometry/gate.ts';
import { addDrone } from '../../../sim/scene/bake/drone.ts';
import { placed } from '../../../sim/scene/bake/frame.ts';
import { addCoarseGate, addGate } from '../../../sim/scene/bake/gate.ts';
import { MeshBuilder } from '../../../sim/scene/bake/mesh-builder.ts';
import type { GateItem } from '../../../sim/scene/picture.ts';
import { QUADROTOR } from '../../../sim/world/quadrotor-spec.ts';

const GATE: GateItem = {
  kind: 'gate',
  xM: 3,
  yM: -2,
  zM: 3.4,
  headingRad: 0.8,
  rollRad: -0.25,
  openingM: 2.2,
  variant: 11,
};

function corners(add: (mesh: MeshBuilder) => void): [number, number, number][] {
  const mesh = new MeshBuilder();
  add(mesh);
  const place = mesh.build()?.getAttribute('position');
  if (place === undefined) throw new Error('nothing was drawn');
  return Array.from({ length: place.count }, (_, i) => [place.getX(i), place.getY(i), place.getZ(i)]);
}

describe('what is drawn of a race', () => {
  it.each([
    ['near', addGate],
    ['far', addCoarseGate],
  ])('shows a gate from %s exactly where it collides, but for the paint of its number', (_, add) => {
    const parts = gateParts(GATE);
    const furthest = corners((mesh) => add(mesh, GATE)).map(([x, y, z]) =>
      Math.min(
        ...parts.map((part) => {
          const [dx, dy, dz] = [x - part.xM, y - part.yM, z - part.zM];
          const ahead = dx * Math.cos(part.headingRad) + dy * Math.sin(part.headingRad);
          const side = dy * Math.cos(part.headingRad) - dx * Math.sin(part.headingRad);
          const left = side * Math.cos(part.rollRad) + dz * Math.sin(part.rollRad);
          const up = dz * Math.cos(part.rollRad) - side * Math.sin(part.rollRad);
          return Math.max(
            Math.abs(ahead) - part.lengthM / 2,
            Math.abs(left) - part.widthM / 2,
            Math.abs(up) - part.heightM / 2,
          );
        }),
      ),
    );
    expect(Math.max(...furthest)).toBeLessThan(0.007);
  });

  it('shows a drone that fills the box it collides with, and stays inside', () => {
    const points = corners((mesh) => addDrone(mesh, placed(0, 0, 0), 0));
    for (const k of [0, 1, 2] as const) {
      const most = Math.max(...points.map((p) => Math.abs(p[k])));
      expect(most).toBeLessThanOrEqual((QUADROTOR.halfSizeM[k] as number) + 1e-3);
      expect(most).toBeGreaterThan(0.8 * (QUADROTOR.halfSizeM[k] as number));
    }
  });
});
