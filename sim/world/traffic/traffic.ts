import { ACTOR_SIZES, type ActorSpec, type EgoView, type Wish } from './actor.ts';
import { type Body, emptyBody, placeBody } from './body.ts';
import { idmAcceleration } from './idm.ts';
import { findLeader, type Leader } from './leader.ts';
import type { Conflicts } from './passages.ts';
import { type EgoWay, RightOfWay } from './right-of-way.ts';
import { type Place, placeAt } from './way.ts';

/** An actor that is not in the town (yet, or any more) is here along its path. */
export const ABSENT_M = -1;
/** Nobody comes into the town nearer than this to another. */
const ELBOW_ROOM_M = 12;

/**
 * Everybody who moves in the town but the car under test. They are points on their paths: distance and
 * speed along it, so they never slide or turn over. A step allocates nothing.
 * The danger: what an actor collides with does not stop it; only the car under test is asked about.
 */
export class Traffic {
  readonly actors: readonly ActorSpec[];
  /** Of each actor, then of the car under test; boxes and speeds as of the last step. */
  readonly bodies: readonly Body[];
  readonly alongM: Float64Array;
  readonly speedMps: Float64Array;
  readonly rightOfWay: RightOfWay;
  readonly #egoWay: EgoWay | null;
  readonly #present: Uint8Array;
  readonly #gone: Uint8Array;
  readonly #before: Float64Array;
  readonly #beforeMps: Float64Array;
  readonly #accelerationMps2: Float64Array;
  readonly #leader: Leader = { gapM: 0, speedMps: 0 };
  readonly #wish: Wish = { present: true, speedMps: 0, brakingMps2: 0, mindsOncoming: true };
  readonly #place: Place = { xM: 0, yM: 0, headingRad: 0 };

  constructor(
    actors: readonly ActorSpec[],
    conflicts: Conflicts,
    ego: { readonly body: Body; readonly way: EgoWay } | null,
  ) {
    const count = actors.length;
    this.actors = actors;
    this.rightOfWay = new RightOfWay(actors, conflicts);
    this.#egoWay = ego?.way ?? null;
    const own = actors.map(({ kind }) => {
      const { lengthM, widthM } = ACTOR_SIZES[kind];
      return emptyBody(lengthM / 2, widthM / 2);
    });
    this.bodies = ego === null ? own : [...own, ego.body];
    this.alongM = new Float64Array(count).fill(ABSENT_M);
    this.speedMps = new Float64Array(count);
    this.#gone = new Uint8Array(count);
    this.#before = new Float64Array(count);
    this.#beforeMps = new Float64Array(count);
    this.#accelerationMps2 = new Float64Array(count);
    this.#present = new Uint8Array(this.bodies.length).fill(1);
    const start = { timeS: 0, progressM: this.#egoWay?.progressM ?? 0, speedMps: 0 };
    for (let i = 0; i < count; i++) {
      if (this.#ask(i, start).present) {
        const { startM, startMps } = actors[i] as ActorSpec;
        this.alongM[i] = startM;
        this.speedMps[i] = startMps;
      }
      this.#settle(i);
    }
  }

  isPresent(i: number): boolean {
    return this.#present[i] === 1;
  }

  /** Moves everybody by one step, as they see the town before it. */
  advance(ego: EgoView, seconds: number): void {
    const { alongM, speedMps } = this;
    this.rightOfWay.update(alongM, this.bodies, this.#egoWay);
    for (let i = 0; i < this.actors.length; i++) {
      this.#before[i] = alongM[i] as number;
      this.#beforeMps[i] = speedMps[i] as number;
      this.#accelerationMps2[i] = alongM[i] === ABSENT_M ? 0 : this.#accelerationOf(i, ego);
    }
    for (let i = 0; i < this.actors.length; i++) {
      const actor = this.actors[i] as ActorSpec;
      if (this.#before[i] === ABSENT_M) {
        this.#arrive(i, ego);
        continue;
      }
      const braked = (this.#beforeMps[i] as number) + (this.#accelerationMps2[i] as number) * seconds;
      alongM[i] = this.#alongAfter(i, seconds);
      speedMps[i] = Math.max(0, braked);
      if ((alongM[i] as number) >= actor.path.lengthM) {
        alongM[i] = actor.atEnd === 'stays' ? actor.path.lengthM : ABSENT_M;
        this.#gone[i] = actor.atEnd === 'stays' ? 0 : 1;
        speedMps[i] = 0;
      }
      this.#settle(i);
    }
  }

  /**
   * Puts a body where an actor was `seconds` into the last step. False if it was not there at both
   * ends of the step.
   */
  placeDuring(i: number, seconds: number, into: Body): boolean {
    if (this.#before[i] === ABSENT_M || this.alongM[i] === ABSENT_M) return false;
    const { path } = this.actors[i] as ActorSpec;
    const { xM, yM, headingRad } = placeAt(path, this.#alongAfter(i, seconds), this.#place);
    placeBody(into, xM, yM, headingRad);
    into.speedMps = this.speedMps[i] as number;
    into.halfLengthM = (this.bodies[i] as Body).halfLengthM;
    into.halfWidthM = (this.bodies[i] as Body).halfWidthM;
    return true;
  }

  #ask(i: number, ego: EgoView): Wish {
    const wish = this.#wish;
    wish.present = true;
    wish.speedMps = Number.POSITIVE_INFINITY;
    wish.brakingMps2 = 0;
    wish.mindsOncoming = true;
    (this.actors[i] as ActorSpec).part(ego, this.alongM[i] as number, this.speedMps[i] as number, wish);
    return wish;
  }

  #accelerationOf(i: number, ego: EgoView): number {
    const { path, limitMps, driver, minds } = this.actors[i] as ActorSpec;
    const alongM = this.alongM[i] as number;
    const speedMps = this.speedMps[i] as number;
    const wish = this.#ask(i, ego);
    const ahead = Math.min(limitMps.length - 1, Math.round((alongM + 0.3 * speedMps) / path.stepM));
    const wishMps = Math.min(wish.speedMps, limitMps[ahead] as number);
    let acceleration = idmAcceleration(driver, speedMps, wishMps, Number.POSITIVE_INFINITY, 0);
    const body = this.bodies[i] as Body;
    if (minds) {
      const { gapM, speedMps: leaderMps } = findLeader(
        path,
        alongM,
        body,
        this.bodies,
        this.#present,
        wish.mindsOncoming,
        this.#leader,
      );
      acceleration = Math.min(acceleration, idmAcceleration(driver, speedMps, wishMps, gapM, leaderMps));
      const freeM = this.rightOfWay.freeM(i, alongM, body.halfLengthM) + driver.standGapM;
      acceleration = Math.min(acceleration, idmAcceleration(driver, speedMps, wishMps, freeM, 0));
    }
    if (wish.brakingMps2 > 0) acceleration = Math.min(acceleration, -wish.brakingMps2);
    return acceleration;
  }

  /** Along the path `seconds` after the step's start; nobody rolls backwards. */
  #alongAfter(i: number, seconds: number): number {
    const speed = this.#beforeMps[i] as number;
    const acceleration = this.#accelerationMps2[i] as number;
    const movesS = acceleration < 0 ? Math.min(seconds, speed / -acceleration) : seconds;
    return (this.#before[i] as number) + speed * movesS + (acceleration * movesS * movesS) / 2;
  }

  #arrive(i: number, ego: EgoView): void {
    const actor = this.actors[i] as ActorSpec;
    if (this.#gone[i] === 1 || !this.#ask(i, ego).present) return;
    const { xM, yM } = placeAt(actor.path, actor.startM, this.#place);
    if (this.#crowded(i, xM, yM)) return;
    this.alongM[i] = actor.startM;
    this.speedMps[i] = actor.startMps;
    this.#settle(i);
  }

  /** Whether another body is near a place. */
  #crowded(i: number, xM: number, yM: number): boolean {
    for (let j = 0; j < this.bodies.length; j++) {
      if (j === i || this.#present[j] === 0) continue;
      const dx = (this.bodies[j] as Body).xM - xM;
      const dy = (this.bodies[j] as Body).yM - yM;
      if (dx * dx + dy * dy < ELBOW_ROOM_M * ELBOW_ROOM_M) return true;
    }
    return false;
  }

  /** Brings an actor's body to where its path says. */
  #settle(i: number): void {
    const alongM = this.alongM[i] as number;
    this.#present[i] = alongM === ABSENT_M ? 0 : 1;
    if (alongM === ABSENT_M) return;
    const body = this.bodies[i] as Body;
    const { xM, yM, headingRad } = placeAt((this.actors[i] as ActorSpec).path, alongM, this.#place);
    placeBody(body, xM, yM, headingRad);
    body.speedMps = this.speedMps[i] as number;
  }
}
