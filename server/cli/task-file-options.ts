import type { Command } from 'commander';
import { FaultscapeError } from '../../sim/core/index.ts';

/** `--road FILE`: the same as a colon and the file behind the task's id. */
export function addRoadOption(command: Command): Command {
  return command.option('--road <file>', 'drive the road in a file: the same as --task ID:FILE');
}

/** A command's options with the road put behind the task's id. */
export function withRoad<Options extends { readonly task?: unknown; readonly road?: unknown }>(
  options: Options,
): Options {
  const { task, road } = options;
  if (road === undefined) return options;
  // A setting, oob=0.85, may stand before the road; another road may not.
  if (typeof task === 'string' && /^[^:]*(:\w+=[^:]*)?$/.test(task)) {
    return { ...options, task: `${task}:${road}` };
  }
  throw new FaultscapeError('usage', 'A road needs a task to be driven in.', {
    expected: '--task driving/lane-keeping --road FILE',
    got: `--task ${task ?? 'nothing'} --road ${road}`,
  });
}
