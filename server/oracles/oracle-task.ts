import { FaultscapeError } from '../../sim/core/index.ts';
import type { Task } from '../../sim/index.ts';
import type { Oracle } from './oracle.ts';

/** What stands for a task in a run that asks an oracle: its space and its threshold. Nothing of it is simulated. */
export function oracleTask(id: string, oracle: Oracle): Task {
  const { space, scale, name } = oracle;
  return {
    id,
    description: `scenes scored by ${name}`,
    spaces: new Map([[space.name, space]]),
    failsBelow: scale.failsBelow,
    action: { names: [], low: [], high: [] },
    controlStepS: 1,
    traceNames: [],
    nominal: space.decode(space.axes.map(() => 0)),
    begin() {
      throw new FaultscapeError('usage', 'What an oracle scores cannot be simulated here.', {
        expected: 'a task of this program',
        got: id,
      });
    },
  };
}
