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

/**
 * The action [rollRad, pitchRad, yawRateRadps, thrust] that holds a drone to its plan: the acceleration wanted is
 * that of the line itself at the planned speed, and what the errors of place and velocity call for; thrust
 * and lean follow from it.
 */
export function followLine(plan: FlightPlan, truth: FlightTruth): Float64Array {
  const { xyzM, velocityMps, progressM } = truth;
  const speed = Math.sqrt(dot(velocityMps, velocityMps));
  const here = pointOn(plan, progressM);
  const ahead = pointOn(plan, progressM + LEAD_S * speed);
  const want = new Float64Array(3);
  let offAlong = 0;
  for (let k = 0; k < 3; k++) {
    offAlong += ((here.at[k] as number) - (xyzM[k] as number)) * (here.along[k] as number);
  }
  for (let k = 0; k < 3; k++) {
    const off = (here.at[k] as number) - (xyzM[k] as number) - offAlong * (here.along[k] as number);
    const goalMps = here.speedMps * (here.along[k] as number);
    want[k] =
      (ahead.bend[k] as number) +
      PLACE_GAIN_PER_S2 * off +
      SPEED_GAIN_PER_S * (goalMps - (velocityMps[k] as number)) +
      DRAG_PER_S * (velocityMps[k] as number);
  }
  want[2] = Math.max(-0.7 * GRAVITY_MPS2, want[2] as number) + GRAVITY_MPS2;
  return pointThrust(want, truth, bearing(plan, truth));
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

/** Lean and thrust that give the wanted acceleration (gravity included), and a turn towards a bearing. */
function pointThrust(want: Float64Array, { attitudeRad }: FlightTruth, bearingRad: number): Float64Array {
  const [roll, pitch, heading] = [attitudeRad[0], attitudeRad[1], attitudeRad[2]] as [number, number, number];
  const [cos, sin] = [Math.cos(heading), Math.sin(heading)];
  const [wx, wy, wz] = [want[0], want[1], want[2]] as [number, number, number];
  const ahead = cos * wx + sin * wy;
  const left = cos * wy - sin * wx;
  const size = Math.sqrt(wx * wx + wy * wy + wz * wz);
  const rollGoal = clip(Math.asin(-left / size), MOST_LEAN_RAD);
  const pitchGoal = clip(Math.atan2(-ahead, wz), MOST_LEAN_RAD);
  // Only what points along the rotors' axis now is asked for.
  const axisAhead = -Math.sin(pitch) * Math.cos(roll);
  const axisUp = Math.cos(pitch) * Math.cos(roll);
  const lift = ahead * axisAhead - left * Math.sin(roll) + wz * axisUp;
  const thrust = Math.min(1, Math.max(0.05, (HOVER_THRUST * lift) / GRAVITY_MPS2));
  const turn = bearingRad - heading;
  const yawRate = clip(YAW_GAIN_PER_S * Math.atan2(Math.sin(turn), Math.cos(turn)), MOST_YAW_RATE_RADPS);
  return Float64Array.of(rollGoal, pitchGoal, yawRate, thrust);
}

function clip(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value));
}
