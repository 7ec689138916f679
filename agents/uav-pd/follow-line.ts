import type { FlightPlan } from './flight-plan.ts';

/** The drone as this agent was tuned for it. */
const GRAVITY_MPS2 = 9.81;
/** Thrust at which it hovers, and drag over mass per speed. */
const HOVER_THRUST = 0.2925;
const DRAG_PER_S = 0.22;
const MOST_LEAN_RAD = 0.9;
const MOST_YAW_RATE_RADPS = 3;

/** Acceleration asked for per metre beside the line and per m/s beside the speed planned. */
const PLACE_GAIN_PER_S2 = 6;
const SPEED_GAIN_PER_S = 4;
const YAW_GAIN_PER_S = 4;
/** Attitude and rotors answer late: the line is read this far ahead in time. */
const LEAD_S = 0.12;
/** The nose points to where the line goes this far ahead. */
const LOOK_AHEAD_M = 2.5;

export interface FlightTruth {
  readonly xyzM: Float64Array;
  readonly velocityMps: Float64Array;
  /** Roll, pitch, heading. */
  readonly attitudeRad: Float64Array;
  readonly progressM: number;
}

/** Where a pilot wants to be drawn, seen from a level frame that turns with the nose: ahead, left, up. */
export interface FlightGoal {
  /**
   * The acceleration wanted of a drone that hovers, m/s^2: that of the line itself, what calls it back to the
   * line, and what brings it to the speed planned.
   */
  readonly pullMps2: ArrayLike<number>;
  /** Where the nose should point, from where it points now; positive to the left. */
  readonly bearingRad: number;
}

/** The goal of a pilot who follows a plan, from the true state. */
export function goalOn(plan: FlightPlan, truth: FlightTruth): FlightGoal {
  const { xyzM, velocityMps, attitudeRad, progressM } = truth;
  const speed = Math.sqrt(dot(velocityMps, velocityMps));
  const here = pointOn(plan, progressM);
  const ahead = pointOn(plan, progressM + LEAD_S * speed);
  let offAlong = 0;
  for (let k = 0; k < 3; k++) {
    offAlong += ((here.at[k] as number) - (xyzM[k] as number)) * (here.along[k] as number);
  }
  const pull = new Float64Array(3);
  for (let k = 0; k < 3; k++) {
    const off = (here.at[k] as number) - (xyzM[k] as number) - offAlong * (here.along[k] as number);
    const goalMps = here.speedMps * (here.along[k] as number);
    pull[k] = (ahead.bend[k] as number) + PLACE_GAIN_PER_S2 * off + SPEED_GAIN_PER_S * goalMps;
  }
  const heading = attitudeRad[2] as number;
  const [cos, sin] = [Math.cos(heading), Math.sin(heading)];
  const [x, y, z] = [pull[0], pull[1], pull[2]] as [number, number, number];
  const turn = bearing(plan, truth) - heading;
  return {
    pullMps2: Float64Array.of(cos * x + sin * y, cos * y - sin * x, z),
    bearingRad: Math.atan2(Math.sin(turn), Math.cos(turn)),
  };
}

/** A drone's motion as its instruments show it. */
export interface FlightState {
  /** In the goal's frame: ahead, left, up. */
  readonly velocityMps: ArrayLike<number>;
  readonly rollRad: number;
  readonly pitchRad: number;
}

/** The action [rollRad, pitchRad, yawRateRadps, thrust] that follows a goal; its speed is held against the pull. */
export function flyTo({ pullMps2, bearingRad }: FlightGoal, state: FlightState): Float64Array {
  const want = (k: number) =>
    (pullMps2[k] as number) - (SPEED_GAIN_PER_S - DRAG_PER_S) * (state.velocityMps[k] as number);
  const [ahead, left] = [want(0), want(1)];
  const up = Math.max(-0.7 * GRAVITY_MPS2, want(2)) + GRAVITY_MPS2;
  const size = Math.sqrt(ahead * ahead + left * left + up * up);
  const rollGoal = clip(Math.asin(-left / size), MOST_LEAN_RAD);
  const pitchGoal = clip(Math.atan2(-ahead, up), MOST_LEAN_RAD);
  // Only what points along the rotors' axis now is asked for.
  const { rollRad, pitchRad } = state;
  const axisAhead = -Math.sin(pitchRad) * Math.cos(rollRad);
  const axisUp = Math.cos(pitchRad) * Math.cos(rollRad);
  const lift = ahead * axisAhead - left * Math.sin(rollRad) + up * axisUp;
  const thrust = Math.min(1, Math.max(0.05, (HOVER_THRUST * lift) / GRAVITY_MPS2));
  const yawRate = clip(YAW_GAIN_PER_S * bearingRad, MOST_YAW_RATE_RADPS);
  return Float64Array.of(rollGoal, pitchGoal, yawRate, thrust);
}

/** The action that holds a drone to its plan. */
export function followLine(plan: FlightPlan, truth: FlightTruth): Float64Array {
  return flyTo(goalOn(plan, truth), levelState(truth));
}

function levelState({ velocityMps, attitudeRad }: FlightTruth): FlightState {
  const [rollRad, pitchRad, heading] = [attitudeRad[0], attitudeRad[1], attitudeRad[2]] as [
    number,
    number,
    number,
  ];
  const [cos, sin] = [Math.cos(heading), Math.sin(heading)];
  const [x, y, z] = [velocityMps[0], velocityMps[1], velocityMps[2]] as [number, number, number];
  return { velocityMps: [cos * x + sin * y, cos * y - sin * x, z], rollRad, pitchRad };
}

function dot(a: Float64Array, b: Float64Array): number {
  return (
    (a[0] as number) * (b[0] as number) +
    (a[1] as number) * (b[1] as number) +
    (a[2] as number) * (b[2] as number)
  );
}

interface LinePoint {
  readonly at: Float64Array;
  readonly along: Float64Array;
  /** Acceleration of one who flies the line as planned. */
  readonly bend: Float64Array;
  readonly speedMps: number;
}

/** The plan at a distance along it, between samples. */
function pointOn({ count, stepM, xyzM, speedMps }: FlightPlan, s: number): LinePoint {
  const turns = s / stepM;
  const cell = Math.floor(turns);
  const share = turns - cell;
  const a = ((cell % count) + count) % count;
  const b = (a + 1) % count;
  const before = (a + count - 1) % count;
  const after = (b + 1) % count;
  const [speedA, speedB] = [speedMps[a] as number, speedMps[b] as number];
  const at = new Float64Array(3);
  const along = new Float64Array(3);
  const bend = new Float64Array(3);
  const speed = speedA + share * (speedB - speedA);
  const takeUp = (speedB * speedB - speedA * speedA) / (2 * stepM);
  for (let k = 0; k < 3; k++) {
    const xp = xyzM[3 * before + k] as number;
    const xa = xyzM[3 * a + k] as number;
    const xb = xyzM[3 * b + k] as number;
    const xq = xyzM[3 * after + k] as number;
    at[k] = xa + share * (xb - xa);
    const slope = ((1 - share) * (xb - xp) + share * (xq - xa)) / (2 * stepM);
    const curve = ((1 - share) * (xp - 2 * xa + xb) + share * (xa - 2 * xb + xq)) / (stepM * stepM);
    along[k] = slope;
    bend[k] = curve * speed * speed + slope * takeUp;
  }
  const length = Math.sqrt(dot(along, along));
  for (let k = 0; k < 3; k++) along[k] = (along[k] as number) / length;
  return { at, along, bend, speedMps: speed };
}

function bearing(plan: FlightPlan, { xyzM, progressM }: FlightTruth): number {
  const { at } = pointOn(plan, progressM + LOOK_AHEAD_M);
  return Math.atan2((at[1] as number) - (xyzM[1] as number), (at[0] as number) - (xyzM[0] as number));
}

function clip(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value));
}
