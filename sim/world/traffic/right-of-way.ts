import type { ActorSpec } from './actor.ts';
import type { Body } from './body.ts';
import type { Conflicts, Passage } from './passages.ts';

/** A car asks for a junction from here on. */
const ASK_M = 25;
/** Those who must wait stop this far before the junction's square, at the stop line. */
const STOP_BEFORE_M = 2;
/** The car under test stands below this, and lets others go. */
const STANDS_MPS = 0.3;
/** How those who ask reckon with themselves. */
const PULL_MPS2 = 1.8;
const CROSSING_MPS = 7;

/** The car under test, as it is reckoned with at junctions. */
export interface EgoWay {
  readonly passages: readonly Passage[];
  progressM: number;
  speedMps: number;
  readonly halfLengthM: number;
}

/**
 * Who may enter a junction. First come, first served: a car takes a ticket when it is ASK_M before a
 * junction, and may enter when nobody with a conflicting way is in it or has an earlier ticket for it.
 * The car under test takes no ticket: others enter before it only if they will have left in time (see
 * `gapS`), never while it is inside, and whenever it stands. The earliest ticket of all is never made
 * to wait by another actor that waits, so actors cannot block each other in a circle.
 */
export class RightOfWay {
  readonly #actors: readonly ActorSpec[];
  readonly #conflicts: Conflicts;
  readonly #next: Int32Array;
  /** Order of asking, from 1; 0 for those who have not asked. */
  readonly #ticket: Float64Array;
  readonly #granted: Uint8Array;
  #tickets = 0;

  constructor(actors: readonly ActorSpec[], conflicts: Conflicts) {
    this.#actors = actors;
    this.#conflicts = conflicts;
    this.#next = new Int32Array(actors.length);
    this.#ticket = new Float64Array(actors.length);
    this.#granted = new Uint8Array(actors.length);
  }

  /** Hands out tickets and grants for where everybody is now; `alongM` is negative for the absent. */
  update(alongM: Float64Array, bodies: readonly Body[], ego: EgoWay | null): void {
    const count = this.#actors.length;
    for (let i = 0; i < count; i++) this.#ask(i, alongM[i] as number, (bodies[i] as Body).halfLengthM);
    for (let i = 0; i < count; i++) {
      if (this.#ticket[i] === 0 || this.#granted[i] === 1) continue;
      if (this.#mayEnter(i, alongM[i] as number, bodies[i] as Body, ego)) this.#granted[i] = 1;
    }
  }

  /** How far a car may go until it has to wait; Infinity if it need not. */
  freeM(i: number, alongM: number, halfLengthM: number): number {
    const passage = this.#passage(i);
    if (passage === undefined || this.#granted[i] === 1) return Number.POSITIVE_INFINITY;
    return Math.max(0, passage.enterM - STOP_BEFORE_M - alongM - halfLengthM);
  }

  /** The junction and movement that a car may be in now, or null. */
  holds(i: number): Passage | null {
    return this.#granted[i] === 1 ? (this.#passage(i) ?? null) : null;
  }

  #passage(i: number): Passage | undefined {
    return (this.#actors[i] as ActorSpec).passages[this.#next[i] as number];
  }

  #ask(i: number, alongM: number, halfLengthM: number): void {
    if (alongM < 0) {
      this.#ticket[i] = 0;
      this.#granted[i] = 0;
      return;
    }
    let passage = this.#passage(i);
    while (passage !== undefined && alongM - halfLengthM > passage.leaveM) {
      this.#next[i] = (this.#next[i] as number) + 1;
      this.#ticket[i] = 0;
      this.#granted[i] = 0;
      passage = this.#passage(i);
    }
    if (passage !== undefined && this.#ticket[i] === 0 && passage.enterM - alongM - halfLengthM < ASK_M) {
      this.#ticket[i] = ++this.#tickets;
    }
  }

  #mayEnter(i: number, alongM: number, body: Body, ego: EgoWay | null): boolean {
    const own = this.#passage(i) as Passage;
    for (let j = 0; j < this.#actors.length; j++) {
      if (j === i || this.#ticket[j] === 0) continue;
      const other = this.#passage(j) as Passage;
      if (other.node !== own.node || !this.#conflicts.between(own.movement, other.movement)) continue;
      if (this.#granted[j] === 1 || (this.#ticket[j] as number) < (this.#ticket[i] as number)) return false;
    }
    if (ego === null) return true;
    const needS = travelTimeS(own.leaveM + body.halfLengthM - alongM, body.speedMps);
    for (const passage of ego.passages) {
      if (passage.node !== own.node || !this.#conflicts.between(own.movement, passage.movement)) continue;
      if (ego.progressM - ego.halfLengthM > passage.leaveM) continue;
      const awayM = passage.enterM - ego.progressM - ego.halfLengthM;
      if (awayM <= 0) return false;
      if (ego.speedMps < STANDS_MPS) continue;
      const { gapS } = this.#actors[i] as ActorSpec;
      if (needS + gapS > awayM / Math.max(2, ego.speedMps)) return false;
    }
    return true;
  }
}

/** Time to cover a distance from a speed, pulling away up to CROSSING_MPS. */
function travelTimeS(distanceM: number, speedMps: number): number {
  if (speedMps >= CROSSING_MPS) return distanceM / speedMps;
  const pullM = (CROSSING_MPS * CROSSING_MPS - speedMps * speedMps) / (2 * PULL_MPS2);
  if (distanceM <= pullM) {
    return (Math.sqrt(speedMps * speedMps + 2 * PULL_MPS2 * distanceM) - speedMps) / PULL_MPS2;
  }
  return (CROSSING_MPS - speedMps) / PULL_MPS2 + (distanceM - pullM) / CROSSING_MPS;
}
