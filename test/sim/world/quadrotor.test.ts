import { describe, expect, it } from 'vitest';
import { Rng } from '../../../sim/core/index.ts';
import type { Gate } from '../../../sim/geometry/gate.ts';
import type { FlightCommand } from '../../../sim/world/flight-controller.ts';
import { groundEffect } from '../../../sim/world/quadrotor.ts';
import { QuadrotorWorld } from '../../../sim/world/quadrotor-world.ts';
import { GUST_S, STILL_AIR, Wind, type WindSpec } from '../../../sim/world/wind.ts';
import { ReferenceQuadrotor } from './quadrotor-rk4.ts';

const STEP_S = 0.002;
const MASS_KG = 0.716;
const G = 9.81;
/** Four rotors of 8.54858e-6 N s^2/rad^2 at 838 rad/s. */
const MOST_N = 4 * 8.54858e-6 * 838 * 838;
const HOVER: FlightCommand = { rollRad: 0, pitchRad: 0, yawRateRadps: 0, thrust: (MASS_KG * G) / MOST_N };

function world({
  zM = 100,
  wind = STILL_AIR,
  gates = [],
  seed = 1,
  commandStepS = STEP_S,
}: {
  zM?: number;
  wind?: WindSpec;
  gates?: readonly Gate[];
  seed?: number;
  commandStepS?: number;
} = {}): QuadrotorWorld {
  return new QuadrotorWorld({
    gates,
    wind,
    seed,
    start: { xM: 0, yM: 0, zM, headingRad: 0.3 },
    commandStepS,
  });
}

function fly(drone: QuadrotorWorld, command: FlightCommand, seconds: number): void {
  for (let k = 0; k < Math.round(seconds / STEP_S); k++) drone.advance(command);
}

describe('the quadrotor', () => {
  it('hovers where it is at the thrust of its weight', () => {
    const drone = world();
    fly(drone, HOVER, 5);
    expect(drone.state.zM).toBeCloseTo(100, 6);
    expect(drone.state.speedMps).toBeLessThan(1e-6);
    for (const speed of drone.quadrotor.rotors.speedRadps) {
      expect(speed).toBeCloseTo(Math.sqrt((MASS_KG * G) / 4 / 8.54858e-6), 6);
    }
  });

  it('feels its weight as specific force while it hovers, and nothing but drag while it falls', () => {
    const drone = world();
    fly(drone, HOVER, 1);
    expect(drone.quadrotor.specificForceMps2[2]).toBeCloseTo(G, 6);
    fly(drone, { ...HOVER, thrust: 0 }, 0.5);
    expect(Math.abs(drone.quadrotor.specificForceMps2[2] as number)).toBeLessThan(0.1 * G);
  });

  it('falls no faster than drag allows', () => {
    const drone = world({ zM: 2000 });
    fly(drone, { ...HOVER, thrust: 0 }, 18);
    // m g = rho / 2 * area * v^2
    const terminal = Math.sqrt((2 * MASS_KG * G) / (1.225 * 0.03));
    expect(drone.state.vzMps / -terminal).toBeCloseTo(1, 3);
  });

  it('gains the speed of its lean, and no more', () => {
    const drone = world({ zM: 500 });
    const lean = 0.4;
    const climbFree = { ...HOVER, pitchRad: -lean };
    for (let k = 0; k < 20 / STEP_S; k++) {
      // Thrust that holds the height: what drag takes away upwards is given back.
      const thrust = (HOVER.thrust - 0.02 * drone.state.vzMps) / Math.cos(lean);
      drone.advance({ ...climbFree, thrust });
    }
    // In the body's frame: along it, weight's share m g sin(lean) meets drag (blade + pressure * area) * v cos(lean).
    const along = (v: number) =>
      (0.147 + 0.5 * 1.225 * 0.012 * v) * v * Math.cos(lean) - MASS_KG * G * Math.sin(lean);
    let [low, high] = [0, 60];
    for (let k = 0; k < 60; k++) {
      const middle = (low + high) / 2;
      if (along(middle) < 0) low = middle;
      else high = middle;
    }
    const { vxMps, vyMps, vzMps } = drone.state;
    expect(Math.abs(vzMps)).toBeLessThan(0.5);
    expect(Math.hypot(vxMps, vyMps) / low).toBeGreaterThan(0.98);
    expect(Math.hypot(vxMps, vyMps) / low).toBeLessThan(1.02);
  });

  it('answers a step of thrust with the lag of its rotors', () => {
    const drone = world();
    const before = drone.quadrotor.rotors.speedRadps[0] as number;
    const goal = before * 1.2;
    for (let k = 1; k <= 30; k++) {
      drone.advance({ ...HOVER, thrust: HOVER.thrust * 1.44 });
      const expected = goal + (before - goal) * Math.exp((-k * STEP_S) / 0.02);
      expect(drone.quadrotor.rotors.speedRadps[0]).toBeCloseTo(expected, 8);
    }
  });

  it.each([
    ['roll', 'rollRad'],
    ['pitch', 'pitchRad'],
  ] as const)('answers a small step of %s as its loops in closed form do', (_, axis) => {
    const drone = world();
    const goal = 0.02;
    // Attitude gain 9/s, rate gain 22/s and a rotor lag of 0.02 s in series: 0.02 s^3 + s^2 + 22 s + 198.
    const settled = stepResponse(0.02, 22, 198);
    for (let k = 1; k <= 200; k++) {
      drone.advance({ ...HOVER, [axis]: goal });
      if (k % 10 !== 0) continue;
      expect(Math.abs(drone.state[axis] / goal - settled(k * STEP_S))).toBeLessThan(0.025);
    }
    expect(drone.state[axis] / goal).toBeCloseTo(1, 2);
  });

  it('turns at the yaw rate asked for, level', () => {
    const drone = world();
    fly(drone, { ...HOVER, yawRateRadps: 1.5 }, 3);
    expect(drone.quadrotor.rateRadps[2]).toBeCloseTo(1.5, 3);
    expect(Math.abs(drone.state.rollRad)).toBeLessThan(1e-3);
  });

  it.each([1, 2, 3, 4])(
    'agrees with an independent Runge-Kutta model over 5 s of wild flight in wind, seed %i',
    (seed) => {
      const drone = world({ wind: { speedMps: 4, towardRad: 1, gustMps: 1.5 }, seed });
      const { rotors } = drone.quadrotor;
      const reference = new ReferenceQuadrotor([0, 0, 100], 0.3, rotors.speedRadps[0] as number);
      const rng = new Rng(seed, 'wild');
      let command = HOVER;
      let [path, worst, fastest, widest] = [0, 0, 0, 0];
      for (let k = 0; k < 5 / STEP_S; k++) {
        if (k % 150 === 0) {
          command = {
            rollRad: rng.range(-0.9, 0.9),
            pitchRad: rng.range(-0.9, 0.9),
            yawRateRadps: rng.range(-3, 3),
            thrust: rng.range(0.2, 0.7),
          };
        }
        drone.advance(command);
        const { xMps, yMps, zMps } = drone.wind;
        for (let n = 0; n < 2; n++) reference.step(rotors.commandRadps, [xMps, yMps, zMps], STEP_S / 2);
        const { xM, yM, zM, speedMps, rollRad } = drone.state;
        path += speedMps * STEP_S;
        const [x, y, z] = reference.y as unknown as [number, number, number];
        worst = Math.max(worst, Math.hypot(xM - x, yM - y, zM - z) / Math.max(1, path));
        fastest = Math.max(fastest, speedMps);
        widest = Math.max(widest, Math.abs(rollRad));
      }
      expect(fastest).toBeGreaterThan(5);
      expect(widest).toBeGreaterThan(0.5);
      expect(worst).toBeLessThan(0.01);
    },
  );

  it('is carried by wind as fast as the wind', () => {
    const drone = world({ wind: { speedMps: 3, towardRad: Math.PI / 2, gustMps: 0 } });
    fly(drone, HOVER, 60);
    expect(drone.state.vyMps).toBeCloseTo(3, 2);
    expect(drone.state.vxMps).toBeCloseTo(0, 3);
  });

  it('gives the same states for the same commands, to the bit', () => {
    const run = () => {
      const drone = world({ wind: { speedMps: 2, towardRad: 0, gustMps: 1 }, commandStepS: 0.04, zM: 3 });
      for (let k = 0; k < 60; k++) drone.advance({ ...HOVER, rollRad: 0.3 * Math.sin(k) });
      return { ...drone.state };
    };
    expect(run()).toEqual(run());
  });
});

describe('the ground', () => {
  it('lifts a drone close above it (Cheeseman and Bennett), and not one far above', () => {
    expect(groundEffect(0.1, 1)).toBeCloseTo(1 / (1 - 1 / 16), 12);
    expect(groundEffect(0.2, 1)).toBeCloseTo(1 / (1 - 1 / 64), 12);
    expect(groundEffect(3, 1)).toBe(1);
  });

  it('lets a drone settle where less than its weight of thrust carries it', () => {
    const drone = world({ zM: 0.15 });
    for (let k = 0; k < 3 / STEP_S; k++) drone.advance({ ...HOVER, thrust: HOVER.thrust / 1.02 });
    // 1.02 = 1 / (1 - (0.1 / 4z)^2)
    expect(drone.hit).toBeNull();
    expect(drone.state.zM).toBeGreaterThan(0.1);
    expect(drone.state.zM).toBeLessThan(0.3);
  });

  it('is hit by a drone that falls on it', () => {
    const drone = world({ zM: 2 });
    fly(drone, { ...HOVER, thrust: 0 }, 1.2);
    expect(drone.hit?.kind).toBe('ground');
  });
});

describe('a gate in the world', () => {
  const gate: Gate = { xM: 3, yM: 0, zM: 5, headingRad: 0, rollRad: 0.2, openingM: 2 };

  /** Flies past at a speed along x, level, through a point of the gate's plane. */
  function flyThrough(yM: number, zM: number): QuadrotorWorld {
    const drone = world({ gates: [gate], zM, commandStepS: 0.04 });
    const { body } = drone.quadrotor;
    body.position.set(0, yM, zM);
    body.quaternion.set(0, 0, 0, 1);
    body.velocity.set(10, 0, 0);
    for (let k = 0; k < 20; k++) drone.advance(HOVER);
    return drone;
  }

  it('lets a drone through its middle', () => {
    expect(flyThrough(0, 5).hit).toBeNull();
  });

  it('stops rotors and guards, not only the middle of the drone', () => {
    // The middle is 0.15 m inside the opening; the guards reach 0.235 m.
    expect(flyThrough(0.85, 5).hit).toEqual({ kind: 'gate', gate: 0 });
    expect(flyThrough(0.6, 5).hit).toBeNull();
  });

  it('stands on legs that a drone can hit', () => {
    expect(flyThrough(1.125 * Math.cos(0.2) + 1.125 * Math.sin(0.2), 2).hit).toEqual({
      kind: 'gate',
      gate: 0,
    });
    expect(flyThrough(0, 2).hit).toBeNull();
  });
});

describe('the wind', () => {
  it('has the mean, strength and memory it is told', () => {
    const stepS = 0.04;
    const wind = new Wind({ speedMps: 5, towardRad: Math.PI / 6, gustMps: 2 }, 3, stepS);
    const n = 40_000;
    const x = Float64Array.from({ length: n }, () => {
      wind.advance();
      return wind.xMps;
    });
    const mean = x.reduce((a, b) => a + b) / n;
    const lag = Math.round(GUST_S / stepS);
    let [variance, covariance] = [0, 0];
    for (let i = 0; i + lag < n; i++) {
      variance += ((x[i] as number) - mean) * ((x[i] as number) - mean);
      covariance += ((x[i] as number) - mean) * ((x[i + lag] as number) - mean);
    }
    expect(mean).toBeCloseTo(5 * Math.cos(Math.PI / 6), 0);
    expect(Math.sqrt(variance / n)).toBeGreaterThan(1.85);
    expect(Math.sqrt(variance / n)).toBeLessThan(2.15);
    expect(covariance / variance).toBeGreaterThan(Math.exp(-1) - 0.06);
    expect(covariance / variance).toBeLessThan(Math.exp(-1) + 0.06);
  });

  it('blows the gusts it is told, each for its stretch of time, and then no more', () => {
    const path = {
      east: { stretchS: 0.12, values: [4, -2] },
      north: { stretchS: 0.12, values: [0, 7] },
    };
    const wind = new Wind({ ...STILL_AIR, speedMps: 1, path }, 3, 0.04);
    const blown = Array.from({ length: 8 }, () => {
      wind.advance();
      return [wind.xMps, wind.yMps, wind.zMps];
    });
    const [first, second, none] = [
      [5, 0, 0],
      [-1, 7, 0],
      [1, 0, 0],
    ];
    expect(blown).toEqual([first, first, first, second, second, second, none, none]);
  });

  it('keeps its own gusts under those it is told', () => {
    const gusty = { speedMps: 2, towardRad: 1, gustMps: 2 };
    const plain = new Wind(gusty, 5, 0.04);
    const more = new Wind(
      { ...gusty, path: { east: { stretchS: 9, values: [3] }, north: { stretchS: 9, values: [0] } } },
      5,
      0.04,
    );
    for (let step = 0; step < 50; step++) {
      plain.advance();
      more.advance();
      expect([more.xMps, more.yMps, more.zMps]).toEqual([plain.xMps + 3, plain.yMps, plain.zMps]);
    }
  });
});

/** Response to a unit step of gain / (lag s^3 + s^2 + damping s + gain), by the residues at its three poles. */
function stepResponse(lag: number, damping: number, gain: number): (t: number) => number {
  const [a, b, c] = [1 / lag, damping / lag, gain / lag];
  const at = (s: number) => s * s * s + a * s * s + b * s + c;
  let [low, high] = [-a, 0];
  for (let k = 0; k < 80; k++) {
    const middle = (low + high) / 2;
    if (at(middle) < 0) low = middle;
    else high = middle;
  }
  const p = (low + high) / 2;
  // The other two poles: s^2 + (a + p) s + c / -p = 0, which is a damped pair here.
  const real = -(a + p) / 2;
  const imaginary = Math.sqrt(c / -p - real * real);
  const first = c / (p * ((p - real) * (p - real) + imaginary * imaginary));
  // 1 + first e^pt + e^(real t) (u cos wt + v sin wt), from value and slope 0 at the start.
  const u = -1 - first;
  const v = (-first * p - real * u) / imaginary;
  return (t) =>
    1 +
    first * Math.exp(p * t) +
    Math.exp(real * t) * (u * Math.cos(imaginary * t) + v * Math.sin(imaginary * t));
}
