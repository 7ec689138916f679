import { FaultscapeError } from '../../sim/core/index.ts';
import type { AgentFactory } from '../registry.ts';
import { RemoteAgent } from './remote-agent.ts';

/** Makes agents of one remote kind; `example` says what goes behind the colon. */
export function remoteFactory(kind: string, example: string): AgentFactory {
  return ({ desk }, argument) => {
    if (argument === null || argument === '') {
      throw new FaultscapeError('usage', `Agent ${kind} needs to know whom to ask.`, {
        expected: example,
        got: kind,
      });
    }
    if (desk === null) {
      throw new FaultscapeError('usage', `Agent ${kind} cannot drive here: no program can join.`, {
        expected: 'a run of faultscape attack, evaluate, train or serve',
        got: `${kind}:${argument}`,
      });
    }
    return RemoteAgent.open(desk, `${kind}:${argument}`);
  };
}
