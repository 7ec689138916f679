import { describe, expect, it } from 'vitest';
import { GATE_BAR_M, type Gate, gatePoint } from '../../../sim/geometry/gate.ts';
import { createTask, type Scene, type Sensors } from '../../../sim/index.ts';
import { obstacle } from '../../../sim/sensors/obstacle.ts';
import { ACTOR_NUMBERS } from '../../../sim/tasks/traffic/traffic-episode.ts';
import { gateSolids } from '../../../sim/tasks/uav/uav-solids.ts';
import { CAR } from '../../../sim/world/car.ts';
import { castRay } from '../../support/cast-ray.ts';

const exact = { kind: 'lidar', noiseM: 0 } as const;

/** The first observation of an episode, with the truth and these sensors. */
function firstSight(id: string, scene: Scene, seed: number, sensors: Sensors) {
  const task = createTask(id);
  const needs = { camera: null, truth: true, sensors };
  const episode = task.begin(scene, { seed, seat: 0, renderer: null, needs });
  const { readings = {}, truth } = episode.observe();
  const copies = Object.fromEntries(Object.entries(readings).map(([name, row]) => [name, Array.from(row)]));
  episode.close();
  return { readings: copies, truth };
}

describe('a lidar in traffic', () => {
  const bumper: Sensors = {
    bumper: { ...exact, azimuthSteps: 41, horizontalFovDeg: 4, heightM: 0.6, rangeM: 60 },
  };

  it.each([6, 14, 35])('measures the gap of %i m to the car ahead', (leadGapM) => {
    const { readings } = firstSight('driving/traffic', { leadGapM }, 3, bumper);
    const nearestM = Math.min(...(readings.bumper ?? []).filter((rangeM) => rangeM > 0));
    // From the middle of the one to the rear of the other; the drawn car is a little shorter than the solid one.
    expect(Math.abs(nearestM - (CAR.lengthM / 2 + leadGapM))).toBeLessThan(0.1);
  });

  it('meets the people on the pavement where they are', () => {
    const columns = 1440;
    const scanner: Sensors = { roof: { ...exact, azimuthSteps: columns, heightM: 1.2, rangeM: 40 } };
    let met = 0;
    for (let seed = 0; seed < 5; seed++) {
      const { readings, truth } = firstSight('driving/traffic', {}, seed, scanner);
      if (truth === null) throw new Error('a privileged driver is told the truth');
      const { actors = [], roof = [] } = readings;
      for (let at = 0; at < actors.length; at += ACTOR_NUMBERS) {
        const [x, y, , , , , kind] = actors.slice(at, at + ACTOR_NUMBERS) as [number, number, ...number[]];
        const awayM = Math.hypot(x - truth.xM, y - truth.yM);
        if (kind !== 2 || awayM > 30) continue;
        const bearing = Math.atan2(y - truth.yM, x - truth.xM) - truth.headingRad;
        const turn = Math.atan2(Math.sin(bearing), Math.cos(bearing));
        const rangeM = roof[Math.floor((0.5 - turn / (2 * Math.PI)) * columns)] as number;
        // Whoever is not hidden behind a tree or a lamp is met at most half a body before the middle.
        if (rangeM < awayM - 0.4) continue;
        expect(rangeM).toBeLessThanOrEqual(awayM);
        met++;
      }
    }
    expect(met).toBeGreaterThanOrEqual(4);
  });
});

it('a lidar on a country road meets the trees and lamps beside it', () => {
  const roof: Sensors = { roof: { ...exact, heightM: 1, rangeM: 60 } };
  const { readings } = firstSight('driving/lane-keeping', {}, 2, roof);
  const met = (readings.roof ?? []).filter((rangeM) => rangeM > 0);
  expect(met.length).toBeGreaterThan(5);
  // Nothing stands on the road, which is five metres wide at the least.
  expect(Math.min(...met)).toBeGreaterThan(2.5);
});

describe('a lidar on a drone', () => {
  it.each(['uav/3-anchors', 'uav/5-anchors'])('looks down on the ground under it in %s', (id) => {
    const down: Sensors = {
      down: { ...exact, lowestDeg: -90, highestDeg: -90, azimuthSteps: 1, heightM: 0 },
    };
    const { readings } = firstSight(id, {}, 4, down);
    // It starts level.
    expect(readings.down?.[0]).toBeCloseTo(readings.trueXyzM?.[2] as number, 5);
  });

  it('measures how near the frame of the gate behind it is', () => {
    const fan = { channels: 121, lowestDeg: -60, highestDeg: 60, azimuthSteps: 360, heightM: 0 };
    const { readings } = firstSight('uav/3-anchors', {}, 4, { round: { ...exact, ...fan } });
    const [x, y, z] = readings.trueXyzM as [number, number, number];
    // The drone starts just past the last gate: inside its opening, as seen along its heading.
    const [gx, gy, gz, heading, , openingM] = (readings.gates ?? []).slice(-6) as number[] as never as [
      ...[number, number, number, number, number, number],
    ];
    const past = Math.cos(heading) * (x - gx) + Math.sin(heading) * (y - gy);
    const left = Math.cos(heading) * (y - gy) - Math.sin(heading) * (x - gx);
    const beside = openingM / 2 - Math.max(Math.abs(left), Math.abs(z - gz));
    const met = (readings.round ?? []).filter((rangeM) => rangeM > 0);
    expect(Math.abs(Math.min(...met) - Math.hypot(past - GATE_BAR_M / 2, beside))).toBeLessThan(0.02);
  });

  it.each([0, 0.12, -0.35])('meets the bars of a gate rolled by %f and flies through the rest', (rollRad) => {
    const gate: Gate = { xM: 3, yM: -2, zM: 2.6, headingRad: 0.7, rollRad, openingM: 1.6 };
    const obstacles = gateSolids(gate).map((solid) => obstacle(solid, solid.bottomM));
    const toward = [Math.cos(0.7), Math.sin(0.7), 0] as const;
    const [inner, outer] = [gate.openingM / 2, gate.openingM / 2 + GATE_BAR_M];
    // As uav-solids promises: a quarter of a bar's thickness.
    const unsure = rollRad === 0 ? 1e-9 : GATE_BAR_M / 4;
    let judged = 0;
    for (let left = -1.4; left <= 1.4; left += 0.05) {
      for (let up = -outer; up <= 1.4; up += 0.05) {
        const away = Math.max(Math.abs(left), Math.abs(up));
        if (Math.abs(away - inner) <= unsure || Math.abs(away - outer) <= unsure) continue;
        const meets = Number.isFinite(castRay(gatePoint(gate, -5, left, up), toward, obstacles));
        // Below the frame stand the legs.
        if (up < -inner && away > outer) continue;
        expect(meets, `left ${left}, up ${up}`).toBe(away > inner && away < outer);
        judged++;
      }
    }
    expect(judged).toBeGreaterThan(1500);
  });
});
