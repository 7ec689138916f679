import { ProtocolError } from '../../agents/protocol/index.ts';
import type { ActionSpec } from '../../sim/agent.ts';
import type { FaultscapeError } from '../../sim/core/index.ts';

export function badScene(error: FaultscapeError): ProtocolError {
  return new ProtocolError('bad-scene', error.message.split('\n')[0] as string, {
    expected: error.expected ?? "a scene of the task's axes",
    got: error.got ?? 'another',
  });
}

export function outOfOrder(expected: string, got: string): ProtocolError {
  return new ProtocolError('out-of-order', 'This is not what comes next.', { expected, got });
}

export function noPicture(expected: string, got: string): ProtocolError {
  return new ProtocolError('no-picture', 'There is no such picture to be had.', { expected, got });
}

export function badAction(
  environment: number,
  { names }: ActionSpec,
  action: readonly unknown[],
): ProtocolError {
  return new ProtocolError('bad-action', `The action for environment ${environment} cannot be carried out.`, {
    expected: `${names.length} finite numbers (${names.join(', ')})`,
    got: `[${action.slice(0, 16).join(', ')}${action.length > 16 ? ', ...' : ''}]`,
  });
}
