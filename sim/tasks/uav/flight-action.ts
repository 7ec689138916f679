import type { Action, ActionSpec } from '../../agent.ts';
import { FaultscapeError } from '../../core/errors.ts';
import { MAX_LEAN_RAD } from './uav-course.ts';

const MAX_YAW_RATE_RADPS = 3;
/** What a drone is told. */
export const FLIGHT_ACTION = {
  names: ['rollRad', 'pitchRad', 'yawRateRadps', 'thrust'],
  low: [-MAX_LEAN_RAD, -MAX_LEAN_RAD, -MAX_YAW_RATE_RADPS, 0],
  high: [MAX_LEAN_RAD, MAX_LEAN_RAD, MAX_YAW_RATE_RADPS, 1],
} as const satisfies ActionSpec;

/** Values outside their range are clipped, anything not finite is refused. */
export function checkFlightAction(action: Action): [number, number, number, number] {
  const { names, low, high } = FLIGHT_ACTION;
  const clipped: [number, number, number, number] = [0, 0, 0, 0];
  let finite = action.length === names.length;
  for (let i = 0; i < 4; i++) {
    const value = action[i] as number;
    finite &&= Number.isFinite(value);
    // Adding 0 turns -0 into 0, which no encoding of a remote agent's answer would keep apart.
    clipped[i] = Math.min(high[i] as number, Math.max(low[i] as number, value)) + 0;
  }
  if (finite) return clipped;
  throw new FaultscapeError('agent', 'The agent gave an action that cannot be carried out.', {
    expected: `four finite numbers: ${names.map((name, i) => `${name} in [${low[i]}, ${high[i]}]`).join(', ')}`,
    got: `[${Array.from(action).join(', ')}]`,
  });
}
