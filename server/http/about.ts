import { adversaryKind, adversaryNames } from '../../adversary/index.ts';
import { agentGives, agentNames } from '../../agents/index.ts';
import { createTask, type Task, taskIds } from '../../sim/index.ts';
import { PACKAGE_VERSION } from '../config/package-info.ts';
import type { About, SeatAbout, TaskAbout } from './api.ts';

/** Agents that are programs elsewhere: their names say nothing without an address behind them. */
const REMOTE_KINDS: readonly string[] = ['ws', 'udacity'];

/** What there is to choose from at this server. */
export function aboutServer(options: {
  seats: readonly SeatAbout[];
  agentUrl: string;
  runsFolder: string;
}): About {
  return {
    version: PACKAGE_VERSION,
    tasks: taskIds().map((id) => aboutTask(createTask(id))),
    agents: agentNames()
      .filter((name) => !REMOTE_KINDS.includes(name))
      .map((name) => ({ name, gives: agentGives(name) })),
    adversaries: adversaryNames().map((each) => {
      const { name, description, options } = adversaryKind(each);
      return { name, description, options };
    }),
    ...options,
  };
}

function aboutTask(task: Task): TaskAbout {
  const { id, description, nominal, action, controlStepS, failsBelow, traceNames } = task;
  const spaces = [...task.spaces].map(([name, { axes }]) => ({ name, axes }));
  return { id, description, spaces, nominal, action, controlStepS, failsBelow, traceNames };
}
