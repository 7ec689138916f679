import { Body, type GSSolver, NaiveBroadphase, Plane, World } from 'cannon-es';
import { FaultscapeError } from '../core/errors.ts';
import type { Gate } from '../geometry/gate.ts';
import type { FlightCommand } from './flight-controller.ts';
import { GateBodies } from './gate-bodies.ts';
import { Quadrotor, type QuadrotorStart } from './quadrotor.ts';
import { GRAVITY_MPS2 } from './quadrotor-spec.ts';
import { emptyQuadrotorState, type QuadrotorState, readQuadrotorState } from './quadrotor-state.ts';
import { Wind, type WindSpec } from './wind.ts';

export interface QuadrotorWorldOptions {
  readonly gates: readonly Gate[];
  readonly wind: WindSpec;
  /** Draws the gusts. */
  readonly seed: number;
  readonly start: QuadrotorStart;
  /** Time between two commands, during which the wind holds. */
  readonly commandStepS: number;
}

/** What the drone ran into. */
export interface FlightHit {
  readonly kind: 'gate' | 'ground';
  /** Which gate, counted from 0; -1 for the ground. */
  readonly gate: number;
}

/** Physics and flight controller run at 500 Hz. */
export const PHYSICS_STEP_S = 0.002;
const SOLVER_ITERATIONS = 5;
/** The ground is in the engine once the drone has been this low; it falls less between two looks. */
const GROUND_NEAR_M = 1.5;

/**
 * One quadrotor among gates above flat ground. The same commands always give the same states, to the bit.
 * The danger: after a hit the motion is that of an undamaged box, not of a crash.
 */
export class QuadrotorWorld {
  /** Reused between calls of `advance`: copy what must last. */
  readonly state: QuadrotorState = emptyQuadrotorState();
  readonly quadrotor: Quadrotor;
  readonly wind: Wind;
  readonly #world = new World();
  readonly #gates: GateBodies;
  readonly #steps: number;
  #hasGround = false;
  #hit: FlightHit | null = null;
  #bodyCount = 0;

  constructor({ gates, wind, seed, start, commandStepS }: QuadrotorWorldOptions) {
    this.#steps = Math.round(commandStepS / PHYSICS_STEP_S);
    if (!(Math.abs(this.#steps * PHYSICS_STEP_S - commandStepS) < 1e-9 && this.#steps > 0)) {
      throw new FaultscapeError('usage', 'The command step is no whole number of physics steps.', {
        expected: `a multiple of ${PHYSICS_STEP_S} s`,
        got: `${commandStepS} s`,
      });
    }
    this.#world.gravity.set(0, 0, -GRAVITY_MPS2);
    this.#world.broadphase = new NaiveBroadphase();
    this.#world.broadphase.useBoundingBoxes = true;
    (this.#world.solver as GSSolver).iterations = SOLVER_ITERATIONS;
    this.wind = new Wind(wind, seed, commandStepS);
    this.quadrotor = new Quadrotor(start, PHYSICS_STEP_S);
    const addBody = (body: Body) => this.#addBody(body);
    addBody(this.quadrotor.body);
    this.#gates = new GateBodies(this.#world, gates, commandStepS, addBody);
    readQuadrotorState(this.quadrotor, this.state);
  }

  /** The first thing touched since the start, or null. */
  get hit(): FlightHit | null {
    return this.#hit;
  }

  /** Holds one command for one command step. */
  advance(command: FlightCommand): void {
    const { quadrotor, wind } = this;
    const { body } = quadrotor;
    this.#gates.update(body);
    if (!this.#hasGround && body.position.z < GROUND_NEAR_M) this.#addGround();
    quadrotor.controller.set(command);
    wind.advance();
    for (let step = 0; step < this.#steps; step++) {
      quadrotor.applyForces(wind);
      this.#world.step(PHYSICS_STEP_S);
      const free = this.#world.contacts.length === 0;
      quadrotor.settle(free);
      if (!free && this.#hit === null) this.#noteHit(body);
    }
    quadrotor.readPose();
    readQuadrotorState(quadrotor, this.state);
  }

  #noteHit(body: Body): void {
    for (const { bi, bj } of this.#world.contacts) {
      const gate = this.#gates.indexOf(bi === body ? bj : bi);
      this.#hit = { kind: gate < 0 ? 'ground' : 'gate', gate };
      return;
    }
  }

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
