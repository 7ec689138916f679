import { Body, type GSSolver, NaiveBroadphase, Plane, World } from 'cannon-es';
import { FaultscapeError } from '../core/errors.ts';
import { Car, type CarAction, type CarStart, GRAVITY_MPS2 } from './car.ts';
import { type CarState, emptyCarState, readCarState } from './car-state.ts';
import { NearSolids } from './near-solids.ts';
import type { Solid } from './solids.ts';

export interface CarWorldOptions {
  readonly solids: readonly Solid[];
  /** Peak tyre force over wheel load; about 0.9 on dry asphalt, 0.5 on wet, 0.2 on snow. */
  readonly frictionCoefficient: number;
  readonly start: CarStart;
  /** Physics step; the default is 1/120 s. */
  readonly stepS?: number;
}

/** What the car ran into. */
export interface Hit {
  readonly kind: Solid['kind'];
  readonly id: string;
  /** The car's horizontal speed just before the contact. */
  readonly speedMps: number;
}

const SOLVER_ITERATIONS = 5;
/** The ground is in the engine once the car's body has been this close to it; a step falls less. */
const GROUND_NEAR_M = 0.1;

/**
 * One car among solids on flat ground. The same actions always give the same states, to the bit.
 * The danger: after a hit the motion is that of an undamaged box, not of a crash.
 */
export class CarWorld {
  /** Reused between calls of `advance`: copy what must last. */
  readonly state: CarState = emptyCarState();
  readonly stepS: number;
  readonly #world = new World();
  readonly #car: Car;
  readonly #near: NearSolids;
  #hasGround = false;
  #hit: Hit | null = null;
  #bodyCount = 0;

  constructor({ solids, frictionCoefficient, start, stepS = 1 / 120 }: CarWorldOptions) {
    if (!(frictionCoefficient > 0 && frictionCoefficient <= 2)) {
      throw new FaultscapeError('data', 'The road has an impossible friction coefficient.', {
        expected: 'a number above 0, at most 2',
        got: String(frictionCoefficient),
      });
    }
    this.stepS = stepS;
    this.#world.gravity.set(0, 0, -GRAVITY_MPS2);
    this.#world.broadphase = new NaiveBroadphase();
    this.#world.broadphase.useBoundingBoxes = true;
    (this.#world.solver as GSSolver).iterations = SOLVER_ITERATIONS;
    this.#car = new Car(start, frictionCoefficient);
    this.#addBody(this.#car.body);
    this.#near = new NearSolids(this.#world, this.#car.body, solids, (body) => this.#addBody(body));
    readCarState(this.#car.body, this.#car.wheelAngleRad, this.state);
  }

  /** The first solid touched since the start, or null. */
  get hit(): Hit | null {
    return this.#hit;
  }

  /**
   * Holds one action for a time, which must be a whole number of physics steps. Values outside
   * their range are clipped; throws an error of kind `agent` if one is not a number.
   */
  advance(action: CarAction, seconds: number): void {
    const steps = Math.round(seconds / this.stepS);
    if (!(Math.abs(steps * this.stepS - seconds) < 1e-9 && steps >= 0)) {
      throw new FaultscapeError('usage', 'The car world cannot advance by a fraction of a step.', {
        expected: `a multiple of ${this.stepS} s`,
        got: `${seconds} s`,
      });
    }
    const steer = clip(action.steer, -1, 1, 'steer');
    const gas = clip(action.gas, 0, 1, 'gas');
    const brake = clip(action.brake, 0, 1, 'brake');
    const { body } = this.#car;
    const halfStepS = this.stepS / 2;
    for (let step = 0; step < steps; step++) {
      this.#near.update(this.stepS);
      this.#car.applyForces(steer, gas, brake, this.stepS);
      if (!this.#hasGround && this.#car.lowestM < GROUND_NEAR_M) this.#addGround();
      const { x, y } = body.velocity;
      this.#world.step(this.stepS);
      if (this.#world.contacts.length === 0) {
        // The engine moves bodies with the velocity after the step. Off by half a step, that would
        // shorten every stop by a length that depends on the step.
        body.position.x -= (body.velocity.x - x) * halfStepS;
        body.position.y -= (body.velocity.y - y) * halfStepS;
      } else if (this.#hit === null) this.#noteHit(Math.sqrt(x * x + y * y));
    }
    readCarState(this.#car.body, this.#car.wheelAngleRad, this.state);
  }

  #noteHit(speedMps: number): void {
    for (const { bi, bj } of this.#world.contacts) {
      const solid = this.#near.solidOf(bi === this.#car.body ? bj : bi);
      if (solid === undefined) continue;
      this.#hit = { kind: solid.kind, id: solid.id, speedMps };
      return;
    }
  }

  /** Wheels carry the car, so its body meets the ground only after a crash. */
  #addGround(): void {
    this.#addBody(new Body({ mass: 0, shape: new Plane() }));
    this.#hasGround = true;
  }

  /**
   * Ids are counted per world: the engine's own counter is shared by all worlds of a process and
   * outgrows its contact bookkeeping, which packs two ids of 15 bits.
   */
  #addBody(body: Body): void {
    body.id = this.#bodyCount++;
    this.#world.addBody(body);
  }
}

function clip(value: number, low: number, high: number, name: string): number {
  if (!Number.isFinite(value)) {
    throw new FaultscapeError('agent', `The action's ${name} is not a number.`, {
      expected: `a number from ${low} to ${high}`,
      got: String(value),
    });
  }
  return Math.min(high, Math.max(low, value));
}
