import { describe, expect, it } from 'vitest';
import { Rng } from '../../../sim/core/rng.ts';
import { ROAD } from '../../../sim/geometry/road-network.ts';
import { layRoute, type Route, type RoutePlan } from '../../../sim/geometry/route.ts';
import { ROUTES, randomPlan, TOWN } from '../../../sim/geometry/town.ts';

function everyRoute(): [string, Route][] {
  const fixed = Object.entries(ROUTES).map(([name, plan]): [string, Route] => [
    name,
    layRoute(TOWN, plan as RoutePlan),
  ]);
  const random = Array.from({ length: 60 }, (_, seed): [string, Route] => [
    `random ${seed}`,
    layRoute(TOWN, randomPlan(new Rng(seed, 'route'), 1 + (seed % 4))),
  ]);
  return [...fixed, ...random];
}

describe('the town', () => {
  it('has junctions and bends, and every street lies between two of them', () => {
    expect(TOWN.nodes.filter((node) => TOWN.isBend(node))).toHaveLength(4);
    expect(TOWN.nodes.filter((node) => !TOWN.isBend(node))).toHaveLength(8);
    expect(TOWN.streets()).toHaveLength(17);
  });

  it('keeps the whole lane of every route on the asphalt', () => {
    for (const [name, { path }] of everyRoute()) {
      for (let i = 0; i < path.count; i++) {
        const xM = path.xyM[i * 2] as number;
        const yM = path.xyM[i * 2 + 1] as number;
        const heading = path.headingRad[i] as number;
        for (const left of [-1, 0, 1]) {
          const off = TOWN.distanceOffRoadM(xM - Math.sin(heading) * left, yM + Math.cos(heading) * left);
          expect(off, `${name} sample ${i}`).toBeLessThanOrEqual(0);
        }
      }
    }
  });

  it('measures the distance to the edge of a street', () => {
    const half = ROAD.widthM / 2;
    expect(TOWN.distanceOffRoadM(45, 80)).toBeCloseTo(-half);
    expect(TOWN.distanceOffRoadM(45, 80 + half + 2)).toBeCloseTo(2);
  });

  it('lays routes without gaps or kinks', () => {
    for (const [name, { path }] of everyRoute()) {
      for (let i = 1; i < path.count; i++) {
        const dx = (path.xyM[i * 2] as number) - (path.xyM[i * 2 - 2] as number);
        const dy = (path.xyM[i * 2 + 1] as number) - (path.xyM[i * 2 - 1] as number);
        expect(Math.hypot(dx, dy), `${name} sample ${i}`).toBeGreaterThan(0.49);
        expect(Math.hypot(dx, dy), `${name} sample ${i}`).toBeLessThan(0.51);
        const turn = (path.headingRad[i] as number) - (path.headingRad[i - 1] as number);
        expect(Math.abs(turn), `${name} sample ${i}`).toBeLessThan(0.07);
      }
    }
  });

  it('gives navigation at least two turns with their commands, and one-curve none', () => {
    const commands = new Set(layRoute(TOWN, ROUTES.navigation).commands);
    expect(commands).toEqual(new Set(['follow', 'left', 'right']));
    const changes = layRoute(TOWN, ROUTES.navigation).commands.filter(
      (command, i, all) => command !== 'follow' && all[i - 1] !== command,
    );
    expect(changes.length).toBeGreaterThanOrEqual(2);
    expect(new Set(layRoute(TOWN, ROUTES['one-curve']).commands)).toEqual(new Set(['follow']));
    expect(layRoute(TOWN, ROUTES.straight).commands).toContain('straight');
  });

  it('slows for curves in time and never asks for more braking than 2 m/s^2', () => {
    for (const [name, { path, speedMps }] of everyRoute()) {
      for (let i = 1; i < path.count; i++) {
        const before = speedMps[i - 1] as number;
        const after = speedMps[i] as number;
        expect((before * before - after * after) / (2 * path.stepM), name).toBeLessThanOrEqual(2 + 1e-9);
        const lateral = after * after * Math.abs(path.curvaturePerM[i] as number);
        expect(lateral, name).toBeLessThanOrEqual(2 + 1e-9);
      }
    }
  });
});
