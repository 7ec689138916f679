import { Body, type GSSolver, NaiveBroadphase, Plane, World } from 'cannon-es';
import { FaultscapeError } from '../core/errors.ts';
import { CAR, Car, type CarAction, type CarStart, type CarState } from './car.ts';
import { type Solid, SolidGrid, solidBody } from './solids.ts';

export interface CarWorldOptions {
  readonly solids: readonly Solid[];
  /** Peak tyre force over wheel load; about 0.9 on dry asphalt, 0.3 on ice-like roads. */
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

/** No part of the car is further from its centre of mass, seen from above. */
const CAR_REACH_M = Math.sqrt(CAR.lengthM * CAR.lengthM + CAR.widthM * CAR.widthM) / 2;
/** How far the car may move before the solids around it are looked up again. */
const REFRESH_M = 1;
/** Solids are in the engine from this far on; one step may add its own length to REFRESH_M. */
const NEAR_M = CAR_REACH_M + REFRESH_M + 1;
const SOLVER_ITERATIONS = 5;

/**
 * One car among solids on flat ground. Only solids near the car are in the physics engine, so a
 * whole town costs no more than an empty plain. The same actions always give the same states.
 * The danger: after a hit at high speed the car's motion is only roughly that of a crash.
 */
export class CarWorld {
  /** Reused between calls of `advance`: copy what must last. */
  readonly state: CarState = {
    xM: 0,
    yM: 0,
    zM: 0,
    headingRad: 0,
    pitchRad: 0,
    rollRad: 0,
    speedMps: 0,
    lateralSpeedMps: 0,
    yawRateRadps: 0,
    wheelAngleRad: 0,
  };
  readonly stepS: number;
  readonly #world: World;
  readonly #car: Car;
  readonly #solids: readonly Solid[];
  readonly #grid: SolidGrid;
  readonly #bodies: (Body | undefined)[];
  /** Indices of the solids in the engine. */
  #near: number[] = [];
  #lookedX = Number.POSITIVE_INFINITY;
  #lookedY = 0;
  #hit: Hit | null = null;
  #nextBodyId = 0;

  constructor({ solids, frictionCoefficient, start, stepS = 1 / 120 }: CarWorldOptions) {
    if (!(frictionCoefficient > 0 && frictionCoefficient <= 2)) {
      throw new FaultscapeError('data', 'The road has an impossible friction coefficient.', {
        expected: 'a number above 0, at most 2',
        got: String(frictionCoefficient),
      });
    }
    this.stepS = stepS;
    this.#world = new World({ quatNormalizeFast: false });
    this.#world.gravity.set(0, 0, -9.81);
    this.#world.broadphase = new NaiveBroadphase();
    this.#world.broadphase.useBoundingBoxes = true;
    (this.#world.solver as GSSolver).iterations = SOLVER_ITERATIONS;
    this.#car = new Car(start, frictionCoefficient);
    this.#addBody(this.#car.body);
    const ground = new Body({ mass: 0, shape: new Plane() });
    this.#addBody(ground);
    this.#solids = solids;
    this.#bodies = new Array(solids.length);
    this.#grid = new SolidGrid(solids, NEAR_M);
    this.#car.readState(this.state);
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
    if (!(Math.abs(steps * this.stepS - seconds) < 1e-9) || steps < 0) {
      throw new FaultscapeError('usage', 'The car world cannot advance by a fraction of a step.', {
        expected: `a multiple of ${this.stepS} s`,
        got: `${seconds} s`,
      });
    }
    const steer = clip(action.steer, -1, 1, 'steer');
    const gas = clip(action.gas, 0, 1, 'gas');
    const brake = clip(action.brake, 0, 1, 'brake');
    const { body } = this.#car;
    for (let step = 0; step < steps; step++) {
      this.#lookAround();
      this.#car.applyForces(steer, gas, brake, this.stepS);
      const { x, y } = body.velocity;
      this.#world.step(this.stepS);
      if (this.#hit === null && this.#world.contacts.length > 0) this.#noteHit(Math.sqrt(x * x + y * y));
    }
    this.#car.readState(this.state);
  }

  /** Keeps exactly the solids near the car in the engine. */
  #lookAround(): void {
    const { x, y } = this.#car.body.position;
    const dx = x - this.#lookedX;
    const dy = y - this.#lookedY;
    if (dx * dx + dy * dy < REFRESH_M * REFRESH_M) return;
    this.#lookedX = x;
    this.#lookedY = y;
    const near: number[] = [];
    for (const index of this.#grid.around(x, y)) {
      if (this.#grid.isWithin(index, x, y, NEAR_M)) near.push(index);
    }
    for (const index of this.#near) {
      if (!near.includes(index)) this.#world.removeBody(this.#bodies[index] as Body);
    }
    for (const index of near) {
      if (this.#near.includes(index)) continue;
      let body = this.#bodies[index];
      if (body === undefined) {
        body = solidBody(this.#solids[index] as Solid);
        this.#bodies[index] = body;
        body.id = this.#nextBodyId++;
      }
      this.#world.addBody(body);
    }
    this.#near = near;
  }

  #noteHit(speedMps: number): void {
    for (const { bi, bj } of this.#world.contacts) {
      const other = bi === this.#car.body ? bj : bi;
      const index = this.#bodies.indexOf(other);
      const solid = this.#solids[index];
      if (solid === undefined) continue;
      this.#hit = { kind: solid.kind, id: solid.id, speedMps };
      return;
    }
  }

  /** Ids are counted per world: the engine's own counter outgrows its contact bookkeeping. */
  #addBody(body: Body): void {
    body.id = this.#nextBodyId++;
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
