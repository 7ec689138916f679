import type { Body, World } from 'cannon-es';
import { CAR } from './car.ts';
import { SolidGrid } from './solid-grid.ts';
import { type Solid, solidBody } from './solids.ts';

/** No part of the car is further from its centre, seen from above. */
const CAR_REACH_M = Math.sqrt(CAR.lengthM * CAR.lengthM + CAR.widthM * CAR.widthM) / 2;
/** Solids this close are in the engine: more than a car moves and leans in one step. */
const NEAR_M = 0.6;
/** The furthest the car may move between two looks around. */
const STRIDE_M = 5;
/** The same while something is near, so that what was passed is soon taken out again. */
const CAREFUL_STRIDE_M = 0.5;

/**
 * Keeps exactly the solids that the car could touch in the engine, so that a whole town costs
 * about as much as an empty plain. After each look around, the distance to the next solid says
 * how far the car may move before it has to look again.
 * The danger: `update` must run before every step, with the step's length.
 */
export class NearSolids {
  readonly #world: World;
  readonly #car: Body;
  readonly #solids: readonly Solid[];
  readonly #grid: SolidGrid;
  readonly #addBody: (body: Body) => void;
  /** Bodies by the index of their solid, made when first needed. */
  readonly #bodies: (Body | undefined)[];
  #near: readonly number[] = [];
  #strideM = 0;

  constructor(world: World, car: Body, solids: readonly Solid[], addBody: (body: Body) => void) {
    this.#world = world;
    this.#car = car;
    this.#solids = solids;
    this.#grid = new SolidGrid(solids, CAR_REACH_M + NEAR_M + STRIDE_M);
    this.#addBody = addBody;
    this.#bodies = new Array(solids.length);
  }

  /** The solid a body of the engine stands for, if any. */
  solidOf(body: Body): Solid | undefined {
    return this.#solids[this.#bodies.indexOf(body)];
  }

  update(stepS: number): void {
    const { velocity, angularVelocity } = this.#car;
    const { x, y } = velocity;
    // No point of the car moves further than this in the coming step.
    this.#strideM -= (Math.sqrt(x * x + y * y) + Math.abs(angularVelocity.z) * CAR_REACH_M) * stepS;
    if (this.#strideM <= 0) this.#lookAround();
  }

  #lookAround(): void {
    const { position, quaternion } = this.#car;
    const { x: qx, y: qy, z: qz, w: qw } = quaternion;
    const fx = 1 - 2 * (qy * qy + qz * qz);
    const fy = 2 * (qx * qy + qw * qz);
    const level = 1 / Math.max(1e-9, Math.sqrt(fx * fx + fy * fy));
    const near: number[] = [];
    let clearM = STRIDE_M;
    for (const index of this.#grid.around(position.x, position.y)) {
      const gapM = this.#grid.gapM(
        index,
        position.x,
        position.y,
        fx * level,
        fy * level,
        CAR.lengthM / 2,
        CAR.widthM / 2,
      );
      if (gapM <= NEAR_M) near.push(index);
      else clearM = Math.min(clearM, gapM - NEAR_M);
    }
    this.#strideM = near.length > 0 ? Math.min(clearM, CAREFUL_STRIDE_M) : clearM;
    if (near.length > 0 || this.#near.length > 0) this.#replace(near);
  }

  #replace(near: readonly number[]): void {
    for (const index of this.#near) {
      if (!near.includes(index)) this.#world.removeBody(this.#bodies[index] as Body);
    }
    for (const index of near) {
      if (this.#near.includes(index)) continue;
      let body = this.#bodies[index];
      if (body === undefined) {
        body = solidBody(this.#solids[index] as Solid);
        this.#bodies[index] = body;
      }
      this.#addBody(body);
    }
    this.#near = near;
  }
}
