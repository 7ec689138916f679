/** What a person means, before hands and feet had time to move. */
export interface Intent {
  /** -1 full right to 1 full left, of what makes sense at this speed. */
  readonly steer: number;
  readonly gas: number;
  readonly brake: number;
  /** From a stick or a finger, which says how much; keys only say that. */
  readonly analogue: boolean;
}

/** The wheel and the pedals as they are now: the action that goes out. */
export interface Controls {
  readonly steer: number;
  readonly gas: number;
  readonly brake: number;
}

export const HANDS_OFF: Intent = { steer: 0, gas: 0, brake: 0, analogue: false };
export const AT_REST: Controls = { steer: 0, gas: 0, brake: 0 };

/** How fast keys turn the wheel and let it back to the middle, in full deflections a second. */
export const STEER_PER_S = 1.8;
export const CENTRE_PER_S = 3;
/** How fast pedals go down and come up, in full travels a second. */
export const PRESS_PER_S = 3;
export const LIFT_PER_S = 6;
/** A stick or finger is followed this fast; it only takes the jerks out. */
export const FOLLOW_PER_S = 8;

/**
 * What the sideways acceleration of a full deflection comes to: near what a dry road holds in a bend.
 * At walking pace that is the whole wheel, at speed a part of it, so that a key held a moment too
 * long does not spin the car.
 */
const FULL_TURN_MPS2 = 6;
/** The car as the wheel was tuned for it. */
const WHEELBASE_M = 2.6;
const MAX_WHEEL_ANGLE_RAD = (35 * Math.PI) / 180;

/** The steering that a full deflection asks for at a speed, in (0, 1]. */
export function steerReach(speedMps: number): number {
  const angleRad = Math.atan((WHEELBASE_M * FULL_TURN_MPS2) / Math.max(1, speedMps * speedMps));
  return Math.min(1, angleRad / MAX_WHEEL_ANGLE_RAD);
}

/** The wheel and pedals a moment later. Gas lifts while braking: the car has one foot. */
export function moveControls(
  now: Controls,
  intent: Intent,
  { speedMps, stepS }: { readonly speedMps: number; readonly stepS: number },
): Controls {
  const aim = clamp(intent.steer, -1, 1) * steerReach(speedMps);
  const away = Math.abs(aim) > Math.abs(now.steer) && aim * now.steer >= 0;
  const steerRate = intent.analogue ? FOLLOW_PER_S : away ? STEER_PER_S : CENTRE_PER_S;
  const brake = clamp(intent.brake, 0, 1);
  const gas = brake > 0 ? 0 : clamp(intent.gas, 0, 1);
  return {
    steer: towards(now.steer, aim, steerRate * stepS),
    gas: towards(now.gas, gas, pedalRate(now.gas, gas, intent.analogue) * stepS),
    brake: towards(now.brake, brake, pedalRate(now.brake, brake, intent.analogue) * stepS),
  };
}

/** The strongest wish of several hands: keys, a pad and a screen may all be there. */
export function strongest(intents: readonly Intent[]): Intent {
  const steering = intents.reduce((a, b) => (Math.abs(b.steer) > Math.abs(a.steer) ? b : a), HANDS_OFF);
  return {
    steer: steering.steer,
    gas: Math.max(0, ...intents.map(({ gas }) => gas)),
    brake: Math.max(0, ...intents.map(({ brake }) => brake)),
    analogue: steering.analogue,
  };
}

function pedalRate(from: number, to: number, analogue: boolean): number {
  if (analogue) return FOLLOW_PER_S;
  return to > from ? PRESS_PER_S : LIFT_PER_S;
}

function towards(from: number, to: number, most: number): number {
  return from + clamp(to - from, -most, most);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
