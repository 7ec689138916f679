import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultscapeError } from '../../../sim/core/errors.ts';
import { Rng } from '../../../sim/core/rng.ts';
import { CAR } from '../../../sim/world/car.ts';
import type { CarState } from '../../../sim/world/car-state.ts';
import { CarWorld } from '../../../sim/world/car-world.ts';
import type { Solid } from '../../../sim/world/solids.ts';
import { COAST, CONTROL_STEP_S, type Control, car, drive, FULL_BRAKE, hold } from './driving.ts';

const SOLIDS: readonly Solid[] = [
  solid({ id: 'town hall', kind: 'building', headingRad: 0.4, lengthM: 12, widthM: 8, heightM: 6 }),
  solid({ id: 'garden wall', kind: 'building', headingRad: 0.9, lengthM: 6, widthM: 0.2, heightM: 2 }),
  solid({ id: 'oak', kind: 'tree', shape: 'cylinder', lengthM: 0.5, heightM: 7 }),
  solid({ id: 'lamp', kind: 'pole', shape: 'cylinder', lengthM: 0.12, heightM: 5 }),
  solid({ id: 'parked car', kind: 'car', headingRad: 1, lengthM: 4.2, widthM: 1.8, heightM: 1.4 }),
];

function solid(given: Partial<Solid> & Pick<Solid, 'id' | 'kind'>): Solid {
  return {
    shape: 'box',
    xM: 0,
    yM: 0,
    headingRad: 0,
    lengthM: 1,
    widthM: given.lengthM ?? 1,
    heightM: 2,
    ...given,
  };
}

/** A street with trees, parked cars and houses close to both sides; the car drives along x. */
function street(count: number): Solid[] {
  return Array.from({ length: count }, (_, i) => {
    const side = i % 2 === 0 ? 1 : -1;
    const xM = i * 2.5;
    if (i % 3 === 0) {
      return solid({ id: `tree ${i}`, kind: 'tree', shape: 'cylinder', xM, yM: side * 3, lengthM: 0.4 });
    }
    if (i % 3 === 1) {
      return solid({ id: `car ${i}`, kind: 'car', xM, yM: side * 3.5, lengthM: 4.2, widthM: 1.8 });
    }
    return solid({ id: `house ${i}`, kind: 'building', xM, yM: side * 9, lengthM: 9, widthM: 8 });
  });
}

/** Approaches the origin from `angleRad` with the car's axis `offsetM` to its left. */
function approach(angleRad: number, offsetM: number, distanceM: number, speedMps: number) {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  return {
    xM: -distanceM * cos - offsetM * sin,
    yM: -distanceM * sin + offsetM * cos,
    headingRad: angleRad,
    speedMps,
  };
}

/** Whether the car's footprint grown by `marginM` meets the solid's: outline every 2 cm, or all inside. */
function overlaps(state: CarState, target: Solid, marginM: number): boolean {
  const halfLength = CAR.lengthM / 2 + marginM;
  const halfWidth = CAR.widthM / 2 + marginM;
  const cos = Math.cos(state.headingRad);
  const sin = Math.sin(state.headingRad);
  const inside = (along: number, across: number) => {
    const dx = state.xM + along * cos - across * sin - target.xM;
    const dy = state.yM + along * sin + across * cos - target.yM;
    if (target.shape === 'cylinder') return Math.hypot(dx, dy) <= target.lengthM / 2;
    const c = Math.cos(target.headingRad);
    const s = Math.sin(target.headingRad);
    return Math.abs(dx * c + dy * s) <= target.lengthM / 2 && Math.abs(dy * c - dx * s) <= target.widthM / 2;
  };
  const dx = target.xM - state.xM;
  const dy = target.yM - state.yM;
  const swallowed = Math.abs(dx * cos + dy * sin) <= halfLength && Math.abs(dy * cos - dx * sin) <= halfWidth;
  if (swallowed) return true;
  for (let along = -halfLength; along <= halfLength; along += 0.02) {
    if (inside(along, halfWidth) || inside(along, -halfWidth)) return true;
  }
  for (let across = -halfWidth; across <= halfWidth; across += 0.02) {
    if (inside(halfLength, across) || inside(-halfLength, across)) return true;
  }
  return false;
}

function* randomControls(seed: number, count: number): Generator<Control> {
  const rng = new Rng(seed, 'controls');
  for (let i = 0; i < count; i++) {
    yield { steer: rng.range(-1, 1), gas: rng.float(), brake: rng.float() < 0.3 ? rng.float() : 0 };
  }
}

describe('a car that drives into something', () => {
  for (const target of SOLIDS) {
    it(`hits the ${target.id} from every side at any speed, and does not pass through it`, () => {
      for (const speedMps of [3, 10, 17, 25]) {
        for (let k = 0; k < 24; k++) {
          const angle = (k * 2 * Math.PI) / 24 + 0.05;
          const offset = (((k % 5) - 2) / 2) * 0.8;
          const world = car({ ...approach(angle, offset, 20, speedMps), solids: [target] });
          let before = speedMps;
          for (let i = 0; i < 400 && world.hit === null; i++) {
            before = world.state.speedMps;
            world.advance({ steer: 0, gas: 0.2, brake: 0 }, CONTROL_STEP_S);
          }
          expect(world.hit).toMatchObject({ kind: target.kind, id: target.id });
          expect(Math.abs((world.hit?.speedMps ?? 0) - before)).toBeLessThan(0.1);
          drive(world, hold(COAST, 0.5));
          const past = world.state.xM * Math.cos(angle) + world.state.yM * Math.sin(angle);
          expect(past).toBeLessThan(Math.abs(offset) < 0.7 ? 1 : 5);
        }
      }
    });
  }

  it('hits exactly when its outline and the solid overlap', () => {
    const arbitrary = fc.record({
      target: fc.constantFrom(...SOLIDS),
      angle: fc.double({ min: 0, max: 6.28, noNaN: true }),
      offset: fc.double({ min: -4, max: 4, noNaN: true }),
      speedMps: fc.double({ min: 4, max: 25, noNaN: true }),
      steer: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
    });
    fc.assert(
      fc.property(arbitrary, ({ target, angle, offset, speedMps, steer }) => {
        const world = car({ ...approach(angle, offset, 12, speedMps), solids: [target] });
        for (let i = 0; i < 360; i++) {
          const touching = overlaps(world.state, target, -0.06);
          world.advance({ steer, gas: 0.1, brake: 0 }, 1 / 120);
          // The lean of the body and the sides of the engine's cylinders account for a few centimetres.
          if (world.hit !== null) {
            const reach = 0.06 + (speedMps + 1) / 120;
            expect(overlaps(world.state, target, reach)).toBe(true);
            return;
          }
          expect(touching).toBe(false);
        }
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  it('remembers the first thing it hit', () => {
    const world = car({
      speedMps: 20,
      solids: [
        solid({ id: 'behind', kind: 'building', xM: 20, lengthM: 2, widthM: 30 }),
        solid({ id: 'before', kind: 'pole', shape: 'cylinder', xM: 14, yM: 0.85, lengthM: 0.1 }),
      ],
    });
    drive(world, hold(COAST, 3));
    expect(world.hit).toMatchObject({ kind: 'pole', id: 'before' });
    expect(world.hit?.speedMps).toBeCloseTo(20, 0);
  });

  it('passes beside things without hitting them', () => {
    const world = car({ speedMps: 15, solids: street(300) });
    for (let i = 0; i < 800; i++) {
      const { yM, headingRad } = world.state;
      world.advance({ steer: -0.05 * yM - 0.5 * headingRad, gas: 0.25, brake: 0 }, CONTROL_STEP_S);
    }
    expect(world.state.xM).toBeGreaterThan(500);
    expect(world.hit).toBeNull();
  });
});

describe('the car world', () => {
  it('gives the same states to the bit for the same actions', () => {
    const run = () => {
      const world = car({ speedMps: 9, solids: street(60), frictionCoefficient: 0.7 });
      return { states: drive(world, randomControls(4, 200)), hit: world.hit };
    };
    const first = run();
    expect(first.hit).not.toBeNull();
    expect(run()).toEqual(first);
    // Other episodes, with crashes of their own, leave nothing behind in the engine.
    for (let seed = 0; seed < 20; seed++) {
      drive(car({ speedMps: 20, solids: street(40) }), randomControls(seed, 120));
    }
    expect(run()).toEqual(first);
  });

  it('gives the same states when several worlds take turns', () => {
    const start = { speedMps: 12, solids: street(60) };
    const alone = [1, 2, 3].map((seed) => drive(car(start), randomControls(seed, 150)));
    const worlds = [1, 2, 3].map((seed) => ({
      world: car(start),
      controls: randomControls(seed, 150),
      states: [] as CarState[],
    }));
    for (let i = 0; i < 150; i++) {
      for (const { world, controls, states } of worlds) {
        states.push(...drive(world, [controls.next().value as Control]));
      }
    }
    expect(worlds.map(({ states }) => states)).toEqual(alone);
  });

  it('gives the same states however the time is cut up', () => {
    const whole = car({ speedMps: 14 });
    const pieces = car({ speedMps: 14 });
    whole.advance({ steer: 0.2, gas: 0.4, brake: 0 }, 1);
    for (let i = 0; i < 120; i++) pieces.advance({ steer: 0.2, gas: 0.4, brake: 0 }, 1 / 120);
    expect(pieces.state).toEqual(whole.state);
  });

  it('stays finite and above ground whatever the actions and the solids', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.double({ min: 0.1, max: 1.2, noNaN: true }),
        fc.double({ min: 0, max: 25, noNaN: true }),
        (seed, frictionCoefficient, speedMps) => {
          const world = car({ speedMps, frictionCoefficient, solids: street(40) });
          for (const state of drive(world, randomControls(seed, 200))) {
            expect(Object.values(state).every(Number.isFinite)).toBe(true);
            expect(state.zM).toBeGreaterThan(-0.4);
            expect(state.zM).toBeLessThan(4);
            expect(Math.hypot(state.speedMps, state.lateralSpeedMps)).toBeLessThan(30);
          }
        },
      ),
      { seed: 2, numRuns: 40 },
    );
  });

  it('starts where and how it is told, level and at rest on its springs', () => {
    const world = car({ xM: 3, yM: -4, headingRad: -2.5, speedMps: 7 });
    expect(world.state.xM).toBe(3);
    expect(world.state.yM).toBe(-4);
    expect(world.state.headingRad).toBeCloseTo(-2.5, 12);
    expect(world.state.speedMps).toBeCloseTo(7, 12);
    const heights = drive(world, hold(COAST, 2)).map((state) => state.zM);
    expect(Math.max(...heights.map(Math.abs))).toBeLessThan(1e-3);
  });

  it('costs no more with three hundred solids beside the road than with none', () => {
    const seconds = (solids: readonly Solid[]) => {
      const world = car({ speedMps: 12, solids });
      const start = process.hrtime.bigint();
      for (let i = 0; i < 1000; i++) {
        const { yM, headingRad } = world.state;
        world.advance({ steer: -0.05 * yM - 0.5 * headingRad, gas: 0.2, brake: 0 }, CONTROL_STEP_S);
      }
      expect(world.hit).toBeNull();
      return Number(process.hrtime.bigint() - start) / 1e9;
    };
    const town = street(300);
    let empty = Number.POSITIVE_INFINITY;
    let full = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 8; round++) {
      empty = Math.min(empty, seconds([]));
      full = Math.min(full, seconds(town));
    }
    expect(full / empty).toBeLessThan(1.5);
  });

  it('clips actions to their range', () => {
    const wild = car({ speedMps: 10 });
    const tame = car({ speedMps: 10 });
    drive(wild, hold({ steer: 5, gas: 3, brake: -2 }, 1));
    drive(tame, hold({ steer: 1, gas: 1, brake: 0 }, 1));
    expect(wild.state).toEqual(tame.state);
  });

  it('refuses actions that are not numbers, fractions of a step and impossible roads', () => {
    const world = car();
    expect(() => world.advance({ ...COAST, steer: Number.NaN }, CONTROL_STEP_S)).toThrow(FaultscapeError);
    expect(() => world.advance({ ...COAST, gas: Number.POSITIVE_INFINITY }, 0.1)).toThrow(/gas/);
    expect(() => world.advance(FULL_BRAKE, 0.01)).toThrow(/fraction of a step/);
    expect(() => world.advance(FULL_BRAKE, Number.NaN)).toThrow(/fraction of a step/);
    for (const frictionCoefficient of [0, -1, Number.NaN, 3]) {
      expect(() => car({ frictionCoefficient })).toThrow(/friction/);
    }
    expect(world.state).toEqual(new CarWorld({ solids: [], frictionCoefficient: 1, start: ORIGIN }).state);
  });
});

const ORIGIN = { xM: 0, yM: 0, headingRad: 0, speedMps: 0 };
