import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAR, GRAVITY_MPS2 } from '../../../sim/world/car.ts';
import type { CarState } from '../../../sim/world/car-state.ts';
import type { CarWorld } from '../../../sim/world/car-world.ts';
import {
  COAST,
  CONTROL_STEP_S,
  type Control,
  car,
  cruise,
  drive,
  FULL_BRAKE,
  hold,
  pathLengthM,
} from './driving.ts';

/** Energy of driving and turning, per unit mass; the yaw inertia is the car's documented one. */
function energy({ speedMps, lateralSpeedMps, yawRateRadps }: CarState): number {
  const turning = (2200 / CAR.massKg) * yawRateRadps * yawRateRadps;
  return (speedMps * speedMps + lateralSpeedMps * lateralSpeedMps + turning) / 2;
}

function* mixedManoeuvre(): Generator<Control> {
  yield* hold({ steer: 0, gas: 1, brake: 0 }, 1);
  yield* hold({ steer: 0.15, gas: 0.5, brake: 0 }, 0.8);
  yield* hold({ steer: -0.2, gas: 0.3, brake: 0 }, 1.2);
  yield* hold({ steer: 0.1, gas: 0, brake: 0.4 }, 1);
  yield* hold({ steer: 0.3, gas: 0.6, brake: 0 }, 1);
}

const controlArb = fc.record({
  steer: fc.double({ min: -1, max: 1, noNaN: true }),
  gas: fc.double({ min: 0, max: 1, noNaN: true }),
  brake: fc.double({ min: 0, max: 1, noNaN: true }),
});
const driveArb = fc
  .array(fc.record({ control: controlArb, seconds: fc.integer({ min: 1, max: 20 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.flatMap(({ control, seconds }) => [...hold(control, seconds * CONTROL_STEP_S)]));
const frictionArb = fc.double({ min: 0.15, max: 1.1, noNaN: true });
const speedArb = fc.double({ min: 0, max: 25, noNaN: true });

describe('a braking car', () => {
  for (const friction of [0.3, 0.5, 0.7, 0.85, 1]) {
    for (const speedMps of [10, 15, 20]) {
      it(`stops from ${speedMps} m/s within 3 % of v^2 / (2 mu g) at mu ${friction}`, () => {
        const world = car({ speedMps, frictionCoefficient: friction, headingRad: 0.7 });
        while (world.state.speedMps > 0.01) world.advance(FULL_BRAKE, CONTROL_STEP_S);
        const expected = (speedMps * speedMps) / (2 * friction * GRAVITY_MPS2);
        expect(Math.abs(Math.hypot(world.state.xM, world.state.yM) / expected - 1)).toBeLessThan(0.03);
      });
    }
  }

  it('slows in proportion to the pedal while the tyres hold', () => {
    for (const brake of [0.2, 0.4, 0.6]) {
      const world = car({ speedMps: 15, frictionCoefficient: 1 });
      drive(world, hold({ steer: 0, gas: 0, brake }, 0.5));
      const before = world.state.speedMps;
      drive(world, hold({ steer: 0, gas: 0, brake }, 0.5));
      const decelerationMps2 = (before - world.state.speedMps) / 0.5;
      expect(decelerationMps2 / (brake * CAR.maxBrakingMps2)).toBeGreaterThan(0.95);
      expect(decelerationMps2 / (brake * CAR.maxBrakingMps2)).toBeLessThan(1.1);
    }
  });

  it('rocks back a few centimetres on its tyres and springs, then stands', () => {
    const world = car({ speedMps: 8 });
    const furthest = Math.max(...drive(world, hold(FULL_BRAKE, 4)).map((state) => state.xM));
    expect(furthest - world.state.xM).toBeLessThan(0.04);
    expect(Math.abs(world.state.speedMps)).toBeLessThan(1e-6);
  });
});

describe('an accelerating car', () => {
  it('gains about 3.4 m/s in the first second on a dry road', () => {
    const world = car();
    drive(world, hold({ steer: 0, gas: 1, brake: 0 }, 1));
    expect(world.state.speedMps).toBeGreaterThan(3.2);
    expect(world.state.speedMps).toBeLessThan(3.6);
  });

  it('settles at its documented top speed', () => {
    const world = car({ speedMps: 24 });
    drive(world, hold({ steer: 0, gas: 1, brake: 0 }, 60));
    expect(Math.abs(world.state.speedMps - CAR.topSpeedMps)).toBeLessThan(0.3);
  });

  it('gets half the grip of its front wheels on ice', () => {
    const world = car({ frictionCoefficient: 0.1 });
    drive(world, hold({ steer: 0, gas: 1, brake: 0 }, 2));
    // Half the weight is on the driven axle, less rolling resistance.
    const limit = 0.1 * GRAVITY_MPS2 * 0.5 * 2;
    expect(world.state.speedMps).toBeLessThan(limit);
    expect(world.state.speedMps).toBeGreaterThan(0.8 * limit);
  });
});

describe('a standing car', () => {
  it('stays where it is, brakes on or off, however the wheel is turned', () => {
    for (const brake of [0, 0.3, 1]) {
      const world = car({ headingRad: 1.1 });
      for (let i = 0; i < 1200; i++) {
        world.advance({ steer: Math.sin(i), gas: 0, brake }, CONTROL_STEP_S);
      }
      const { xM, yM, zM, headingRad } = world.state;
      expect(Math.hypot(xM, yM)).toBeLessThan(1e-9);
      expect(zM).toBeCloseTo(0, 9);
      expect(headingRad).toBeCloseTo(1.1, 9);
    }
  });

  it('comes to rest by itself and then stays', () => {
    const world = car({ speedMps: 3 });
    drive(world, hold(COAST, 60));
    const { xM } = world.state;
    expect(xM).toBeGreaterThan(10);
    drive(world, hold(COAST, 60));
    expect(Math.abs(world.state.xM - xM)).toBeLessThan(1e-6);
  });
});

describe('a slowly cornering car', () => {
  for (const speedMps of [2, 3, 4]) {
    for (const steer of [-0.9, -0.4, 0.15, 0.3, 0.6, 0.9]) {
      it(`turns on the kinematic bicycle's radius at ${speedMps} m/s and steer ${steer}`, () => {
        const world = car({ speedMps });
        cruise(world, speedMps, steer, 3);
        const [a, b, c] = cruise(world, speedMps, steer, 2).filter((_, i) => i % 19 === 0);
        const wheelAngleRad = steer * CAR.maxWheelAngleRad;
        const rear = CAR.wheelbaseM / Math.tan(wheelAngleRad);
        const expected = Math.hypot(rear, CAR.wheelbaseM / 2);
        const measured = circumradius(a as CarState, b as CarState, c as CarState);
        expect(Math.abs(measured / expected - 1)).toBeLessThan(0.02);
        expect(Math.sign(world.state.yawRateRadps)).toBe(Math.sign(steer));
      });
    }
  }

  it('follows the path of the kinematic bicycle through an S', () => {
    const world = car({ speedMps: 3, xM: 5, yM: -2, headingRad: 0.5 });
    const states = [{ ...world.state }];
    for (const steer of [0.3, -0.5, 0.2, 0]) states.push(...cruise(world, 3, steer, 2));
    // The oracle drives the rear axle with the car's own speed and wheel angle.
    let heading = 0.5;
    let x = 5 - (CAR.wheelbaseM / 2) * Math.cos(heading);
    let y = -2 - (CAR.wheelbaseM / 2) * Math.sin(heading);
    states.slice(1).forEach((state, i) => {
      const before = states[i] as CarState;
      const fine = 50;
      for (let k = 0; k < fine; k++) {
        const share = (k + 0.5) / fine;
        const speed = before.speedMps + share * (state.speedMps - before.speedMps);
        const angle = before.wheelAngleRad + share * (state.wheelAngleRad - before.wheelAngleRad);
        const rate = (speed * Math.tan(angle)) / CAR.wheelbaseM;
        const stepS = CONTROL_STEP_S / fine;
        const middle = heading + (rate * stepS) / 2;
        x += speed * Math.cos(middle) * stepS;
        y += speed * Math.sin(middle) * stepS;
        heading += rate * stepS;
      }
    });
    const endX = x + (CAR.wheelbaseM / 2) * Math.cos(heading);
    const endY = y + (CAR.wheelbaseM / 2) * Math.sin(heading);
    const miss = Math.hypot(world.state.xM - endX, world.state.yM - endY);
    expect(miss / pathLengthM(states)).toBeLessThan(0.02);
  });
});

describe('the tyres', () => {
  it('cannot turn or slow the car harder than the road allows', () => {
    fc.assert(
      fc.property(driveArb, frictionArb, speedArb, (controls, frictionCoefficient, speedMps) => {
        const world = car({ frictionCoefficient, speedMps });
        let before = velocity(world);
        let excess = 0;
        // A wheel's load rocks on its spring, so the limit holds for the mean over a second.
        let gained = 0;
        controls.forEach((control, i) => {
          drive(world, [control]);
          const now = velocity(world);
          if (i % 20 === 0) before = now;
          gained = Math.hypot(now[0] - before[0], now[1] - before[1]);
          const seconds = (i % 20) * CONTROL_STEP_S;
          excess = Math.max(excess, gained - (frictionCoefficient * GRAVITY_MPS2 + 0.2) * seconds);
        });
        expect(excess).toBeLessThan(0.15);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('hold a fast corner up to the limit and no further', () => {
    for (const friction of [0.3, 0.6, 0.9]) {
      const world = car({ speedMps: 18, frictionCoefficient: friction });
      const states = drive(world, hold({ steer: 0.5, gas: 0.2, brake: 0 }, 1.5));
      const most = Math.max(...states.map((s) => s.speedMps * s.yawRateRadps));
      expect(most).toBeGreaterThan(0.7 * friction * GRAVITY_MPS2);
      const first = velocityOf(states[9] as CarState);
      const last = velocityOf(states[29] as CarState);
      const turnMps2 = Math.hypot(last[0] - first[0], last[1] - first[1]);
      expect(turnMps2).toBeLessThan(1.02 * friction * GRAVITY_MPS2);
    }
  });
});

describe('a coasting car', () => {
  it('never gains energy, however it is steered', () => {
    const steers = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(steers, frictionArb, speedArb, (turns, frictionCoefficient, speedMps) => {
        const world = car({ frictionCoefficient, speedMps });
        let least = energy(world.state);
        for (const steer of turns) {
          for (const state of drive(world, hold({ steer, gas: 0, brake: 0 }, 0.2))) {
            const now = energy(state);
            // Springs and tyres hand back a little of what they took: at most 0.5 % of the whole.
            expect(now).toBeLessThanOrEqual(least + 0.005 * least + 0.002);
            least = Math.min(least, now);
          }
        }
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});

describe('the physics step', () => {
  for (const friction of [0.3, 0.6, 0.9]) {
    it(`does not change where a mixed manoeuvre leads (mu ${friction})`, () => {
      const at = (stepS: number) => {
        const world = car({ speedMps: 8, frictionCoefficient: friction, stepS });
        const states = [{ ...world.state }, ...drive(world, mixedManoeuvre())];
        return { states, end: states.at(-1) as CarState };
      };
      const coarse = at(1 / 120);
      const fine = at(1 / 240);
      const length = pathLengthM(fine.states);
      expect(length).toBeGreaterThan(20);
      expect(Math.abs(pathLengthM(coarse.states) / length - 1)).toBeLessThan(0.01);
      const apart = Math.hypot(coarse.end.xM - fine.end.xM, coarse.end.yM - fine.end.yM);
      expect(apart / length).toBeLessThan(0.01);
    });
  }
});

describe('the car', () => {
  it('behaves the same in a mirror', () => {
    fc.assert(
      fc.property(driveArb, frictionArb, speedArb, (controls, frictionCoefficient, speedMps) => {
        const few = controls.slice(0, 40);
        const one = car({ frictionCoefficient, speedMps });
        const other = car({ frictionCoefficient, speedMps });
        drive(one, few);
        drive(
          other,
          few.map((c) => ({ ...c, steer: -c.steer })),
        );
        expect(other.state.xM).toBeCloseTo(one.state.xM, 4);
        expect(other.state.yM).toBeCloseTo(-one.state.yM, 4);
      }),
      { seed: 5, numRuns: 30 },
    );
  });

  it('behaves the same at any place and heading', () => {
    const straight = car({ speedMps: 10 });
    const turned = car({ speedMps: 10, xM: 300, yM: -120, headingRad: 2.2 });
    drive(straight, mixedManoeuvre());
    drive(turned, mixedManoeuvre());
    const { xM, yM } = straight.state;
    expect(turned.state.xM).toBeCloseTo(300 + xM * Math.cos(2.2) - yM * Math.sin(2.2), 6);
    expect(turned.state.yM).toBeCloseTo(-120 + xM * Math.sin(2.2) + yM * Math.cos(2.2), 6);
    expect(turned.state.speedMps).toBeCloseTo(straight.state.speedMps, 6);
  });

  it('leans out of a left turn, dives under the brakes and squats under gas', () => {
    const turning = car({ speedMps: 12 });
    drive(turning, hold({ steer: 0.15, gas: 0.3, brake: 0 }, 1));
    expect(turning.state.rollRad).toBeGreaterThan(0.01);
    const braking = car({ speedMps: 20 });
    drive(braking, hold({ steer: 0, gas: 0, brake: 0.6 }, 1));
    expect(braking.state.pitchRad).toBeLessThan(-0.01);
    const starting = car();
    drive(starting, hold({ steer: 0, gas: 1, brake: 0 }, 1));
    expect(starting.state.pitchRad).toBeGreaterThan(0.004);
  });

  it('turns its wheels no faster than their actuator', () => {
    const world = car();
    world.advance({ steer: 1, gas: 0, brake: 0 }, 0.25);
    expect(world.state.wheelAngleRad).toBeCloseTo(0.25 * CAR.wheelAngleRateRadps, 9);
    world.advance({ steer: 1, gas: 0, brake: 0 }, 1);
    expect(world.state.wheelAngleRad).toBe(CAR.maxWheelAngleRad);
  });
});

function velocity(world: CarWorld): readonly [number, number] {
  return velocityOf(world.state);
}

function velocityOf(state: CarState): readonly [number, number] {
  const cos = Math.cos(state.headingRad);
  const sin = Math.sin(state.headingRad);
  return [
    state.speedMps * cos - state.lateralSpeedMps * sin,
    state.speedMps * sin + state.lateralSpeedMps * cos,
  ];
}

function circumradius(a: CarState, b: CarState, c: CarState): number {
  const ab = Math.hypot(b.xM - a.xM, b.yM - a.yM);
  const bc = Math.hypot(c.xM - b.xM, c.yM - b.yM);
  const ca = Math.hypot(a.xM - c.xM, a.yM - c.yM);
  const doubleArea = Math.abs((b.xM - a.xM) * (c.yM - a.yM) - (c.xM - a.xM) * (b.yM - a.yM));
  return (ab * bc * ca) / (2 * doubleArea);
}
