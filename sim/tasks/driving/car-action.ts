import type { Action, ActionSpec } from '../../agent.ts';
import { FaultscapeError } from '../../core/errors.ts';

/** What a car is told. */
export const CAR_ACTION: ActionSpec = { names: ['steer', 'gas', 'brake'], low: [-1, 0, 0], high: [1, 1, 1] };

/** Steer, gas, brake; values outside their range are clipped, anything not finite is refused. */
export function checkAction(action: Action): [number, number, number] {
  const [steer, gas, brake] = [action[0], action[1], action[2]];
  if (action.length !== 3 || !Number.isFinite(steer) || !Number.isFinite(gas) || !Number.isFinite(brake)) {
    throw new FaultscapeError('agent', 'The agent gave an action that cannot be carried out.', {
      expected: 'three finite numbers: steer in [-1, 1], gas in [0, 1], brake in [0, 1]',
      got: `[${Array.from(action).join(', ')}]`,
    });
  }
  return [clip(steer as number, -1), clip(gas as number, 0), clip(brake as number, 0)];
}

/** Adding 0 turns -0 into 0, which no encoding of a remote agent's answer would keep apart. */
function clip(value: number, low: number): number {
  return Math.min(1, Math.max(low, value)) + 0;
}
