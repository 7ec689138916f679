import { type Body, emptyBody, holds, touch } from './body.ts';
import { timeToCollisionS } from './time-to-collision.ts';

/** The driver that an accident is measured against. */
export interface BrakingLimits {
  /** From when a danger can be seen to when the brakes are full on. */
  readonly reactionS: number;
  readonly brakingMps2: number;
}

/** Two that are to touch within this time are on a collision course that can be seen. */
export const FORESEEN_S = 4;
/** A driver minds what is this near to the strip he drives over. */
const STRIP_MARGIN_M = 0.25;
/** A car comes to rest from any speed allowed here within this. */
const AFTER_S = 6;
const FINE_STEP_S = 0.02;

/** Poses of the two parties at an even time step, up to the contact: x, y, heading, speed each. */
export interface Approach {
  readonly stepS: number;
  readonly ego: readonly (readonly [xM: number, yM: number, headingRad: number, speedMps: number])[];
  /** Null while the other was not there. */
  readonly other: readonly (readonly [xM: number, yM: number, headingRad: number, speedMps: number] | null)[];
  readonly egoSize: { readonly halfLengthM: number; readonly halfWidthM: number };
  readonly otherSize: { readonly halfLengthM: number; readonly halfWidthM: number };
  /** Whether the other could be seen at a step. */
  readonly seen: (step: number) => boolean;
}

/**
 * Whether full braking would have avoided an accident. The danger begins at the first logged step at
 * which the other could be seen and was either on a collision course (both going on as they were,
 * `timeToCollisionS` at most FORESEEN_S) or in the strip that the driver then drove over. From there
 * the drive is run again: as logged for the reaction time, then along the same line under full
 * braking, never ahead of what was logged. The other moves as logged, then straight on. The accident
 * was avoidable if the two never touch.
 */
export function isAvoidable(approach: Approach, limits: BrakingLimits): boolean {
  const danger = dangerStep(approach);
  if (danger === null) return false;
  const { ego, other, stepS } = approach;
  const endS = (ego.length - 1) * stepS;
  const brakeS = danger * stepS + limits.reactionS;
  if (brakeS >= endS) return false;
  const line = new Line(approach.ego);
  const startM = line.alongAt(brakeS / stepS);
  const startMps = mix(ego, brakeS / stepS)[3];
  const mine = bodyOf(approach.egoSize);
  const theirs = bodyOf(approach.otherSize);
  for (let t = brakeS; t <= endS + AFTER_S; t += FINE_STEP_S) {
    const movesS = Math.min(t - brakeS, startMps / limits.brakingMps2);
    let along = startM + startMps * movesS - (limits.brakingMps2 * movesS * movesS) / 2;
    if (t <= endS) along = Math.min(along, line.alongAt(t / stepS));
    line.place(along, mine);
    if (placeOther(other, t / stepS, stepS, theirs) && touch(mine, theirs)) return false;
  }
  return true;
}

/** The step at which the danger could first be known, or null if it never could. */
export function dangerStep(approach: Approach): number | null {
  const { ego, other } = approach;
  const mine = bodyOf(approach.egoSize);
  const theirs = bodyOf(approach.otherSize);
  for (let k = 0; k < ego.length; k++) {
    const there = other[k];
    if (there === null || there === undefined || !approach.seen(k)) continue;
    put(theirs, there);
    put(mine, ego[k] as Pose);
    if (timeToCollisionS(mine, theirs) <= FORESEEN_S) return k;
    for (let ahead = k; ahead < ego.length; ahead++) {
      const [xM, yM] = ego[ahead] as Pose;
      if (holds(theirs, xM, yM, mine.halfWidthM + STRIP_MARGIN_M)) return k;
    }
  }
  return null;
}

type Pose = readonly [xM: number, yM: number, headingRad: number, speedMps: number];

/** The line that was driven, by distance; it goes straight on behind its end. */
class Line {
  readonly #poses: readonly Pose[];
  readonly #alongM: Float64Array;

  constructor(poses: readonly Pose[]) {
    this.#poses = poses;
    this.#alongM = new Float64Array(poses.length);
    for (let k = 1; k < poses.length; k++) {
      const [ax, ay] = poses[k - 1] as Pose;
      const [bx, by] = poses[k] as Pose;
      this.#alongM[k] =
        (this.#alongM[k - 1] as number) + Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
    }
  }

  alongAt(step: number): number {
    const k = Math.min(this.#poses.length - 2, Math.floor(step));
    const a = this.#alongM[k] as number;
    return a + (step - k) * ((this.#alongM[k + 1] as number) - a);
  }

  place(alongM: number, body: Body): void {
    const last = this.#poses.length - 1;
    let k = 0;
    while (k + 1 < last && (this.#alongM[k + 1] as number) < alongM) k++;
    const a = this.#alongM[k] as number;
    const lengthM = (this.#alongM[k + 1] as number) - a;
    const over = alongM - (this.#alongM[last] as number);
    if (over > 0) {
      const [xM, yM, headingRad] = this.#poses[last] as Pose;
      put(body, [xM + Math.cos(headingRad) * over, yM + Math.sin(headingRad) * over, headingRad, 0]);
    } else put(body, mix(this.#poses, k + (lengthM > 0 ? (alongM - a) / lengthM : 0)));
  }
}

/** Between two steps in a straight line, turning the short way. */
function mix(poses: readonly Pose[], step: number): Pose {
  const k = Math.max(0, Math.min(poses.length - 2, Math.floor(step)));
  const a = poses[k] as Pose;
  return blend(a, (poses[k + 1] ?? a) as Pose, step - k);
}

function blend(a: Pose, b: Pose, share: number): Pose {
  const turn = Math.atan2(Math.sin(b[2] - a[2]), Math.cos(b[2] - a[2]));
  return [
    a[0] + share * (b[0] - a[0]),
    a[1] + share * (b[1] - a[1]),
    a[2] + share * turn,
    a[3] + share * (b[3] - a[3]),
  ];
}

function placeOther(other: Approach['other'], step: number, stepS: number, body: Body): boolean {
  const last = other.length - 1;
  if (step >= last) {
    const end = other[last];
    if (end === null || end === undefined) return false;
    const wentM = end[3] * (step - last) * stepS;
    put(body, [end[0] + Math.cos(end[2]) * wentM, end[1] + Math.sin(end[2]) * wentM, end[2], end[3]]);
    return true;
  }
  const k = Math.floor(step);
  const [a, b] = [other[k], other[k + 1]];
  if (a === null || a === undefined || b === null || b === undefined) return false;
  put(body, blend(a, b, step - k));
  return true;
}

function bodyOf({ halfLengthM, halfWidthM }: Approach['egoSize']): Body {
  return emptyBody(halfLengthM, halfWidthM);
}

function put(body: Body, [xM, yM, headingRad, speedMps]: Pose): void {
  body.xM = xM;
  body.yM = yM;
  body.cos = Math.cos(headingRad);
  body.sin = Math.sin(headingRad);
  body.speedMps = speedMps;
}
