import type { Solid } from '../../world/solids.ts';
import type { ActorSpec } from '../../world/traffic/actor.ts';
import { type Approach, isAvoidable } from '../../world/traffic/avoidable.ts';
import { type Body, distanceM } from '../../world/traffic/body.ts';
import { TTC_HORIZON_S, timeToCollisionS } from '../../world/traffic/time-to-collision.ts';
import type { Traffic } from '../../world/traffic/traffic.ts';

/** A driver's usual time from seeing a danger to full braking. */
export const REACTION_S = 1;
/** An accident's danger is looked for this far back. */
const MEMORY_STEPS = 51;
/** Nothing farther than this is looked at. */
export const WATCH_M = 60;
const NUMBERS = 4;

/**
 * Remembers the last seconds of everybody, and how near the car under test came to others. The danger:
 * `note` must be called once per step, also for the start.
 */
export class TrafficWatch {
  minDistanceM = WATCH_M;
  minTtcS = TTC_HORIZON_S;
  readonly #traffic: Traffic;
  readonly #ego: Body;
  readonly #walls: readonly Solid[];
  readonly #ring: Float64Array;
  readonly #there: Uint8Array;
  #noted = 0;

  constructor(traffic: Traffic, ego: Body, solids: readonly Solid[]) {
    this.#traffic = traffic;
    this.#ego = ego;
    this.#walls = solids.filter(({ kind }) => kind === 'building');
    this.#ring = new Float64Array(MEMORY_STEPS * traffic.bodies.length * NUMBERS);
    this.#there = new Uint8Array(MEMORY_STEPS * traffic.bodies.length);
  }

  /** Takes in where everybody is after a step. */
  note(): void {
    const { bodies } = this.#traffic;
    const slot = (this.#noted++ % MEMORY_STEPS) * bodies.length;
    for (let j = 0; j < bodies.length; j++) {
      const body = bodies[j] as Body;
      const at = (slot + j) * NUMBERS;
      this.#ring[at] = body.xM;
      this.#ring[at + 1] = body.yM;
      this.#ring[at + 2] = Math.atan2(body.sin, body.cos);
      this.#ring[at + 3] = body.speedMps;
      this.#there[slot + j] = Number(this.#traffic.isPresent(j));
      if (body === this.#ego || !this.#traffic.isPresent(j)) continue;
      const dx = body.xM - this.#ego.xM;
      const dy = body.yM - this.#ego.yM;
      if (dx * dx + dy * dy > WATCH_M * WATCH_M) continue;
      this.minDistanceM = Math.min(this.minDistanceM, distanceM(this.#ego, body));
      this.minTtcS = Math.min(this.minTtcS, timeToCollisionS(this.#ego, body));
    }
  }

  /** Whether full braking would have avoided touching an actor at the last step noted. */
  avoidable(actor: ActorSpec, brakingMps2: number): boolean {
    const { actors, bodies } = this.#traffic;
    const j = actors.indexOf(actor);
    const steps = Math.min(this.#noted, MEMORY_STEPS);
    const pose = (k: number, of: number) => {
      const slot = ((this.#noted - steps + k) % MEMORY_STEPS) * bodies.length + of;
      const [xM, yM, headingRad, speedMps] = this.#ring.subarray(slot * NUMBERS, slot * NUMBERS + NUMBERS);
      return this.#there[slot] === 1
        ? ([xM as number, yM as number, headingRad as number, speedMps as number] as const)
        : null;
    };
    const each = Array.from({ length: steps }, (_, k) => k);
    const ego = each.map((k) => pose(k, actors.length) ?? ([0, 0, 0, 0] as const));
    const other = each.map((k) => pose(k, j));
    const approach: Approach = {
      stepS: 0.1,
      ego,
      other,
      egoSize: this.#ego,
      otherSize: bodies[j] as Body,
      seen: (k) => {
        const [from, to] = [ego[k], other[k]];
        return from !== undefined && to !== null && to !== undefined && this.#sees(from, to);
      },
    };
    return isAvoidable(approach, { reactionS: REACTION_S, brakingMps2 });
  }

  /** Whether no building stands between two places. */
  #sees(
    [ax, ay]: readonly [number, number, ...unknown[]],
    [bx, by]: readonly [number, number, ...unknown[]],
  ): boolean {
    return !this.#walls.some((wall) => crosses(wall, ax, ay, bx, by));
  }
}

/** Whether a straight line meets a box (clipped against its two pairs of sides). */
function crosses(box: Solid, ax: number, ay: number, bx: number, by: number): boolean {
  const cos = Math.cos(box.headingRad);
  const sin = Math.sin(box.headingRad);
  let from = 0;
  let to = 1;
  for (const [ux, uy, half] of [
    [cos, sin, box.lengthM / 2],
    [-sin, cos, box.widthM / 2],
  ] as const) {
    const start = (ax - box.xM) * ux + (ay - box.yM) * uy;
    const run = (bx - ax) * ux + (by - ay) * uy;
    if (Math.abs(run) < 1e-12) {
      if (Math.abs(start) > half) return false;
      continue;
    }
    const one = (-half - start) / run;
    const two = (half - start) / run;
    from = Math.max(from, Math.min(one, two));
    to = Math.min(to, Math.max(one, two));
  }
  return from <= to;
}
