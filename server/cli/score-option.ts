import type { Command } from 'commander';
import { FaultscapeError } from '../../sim/core/index.ts';
import { judgedSpec } from '../../sim/index.ts';

/** `--score RULES`: the same as the rules behind the task's id and "?score=". */
export function addScoreOption(command: Command): Command {
  return command.option(
    '--score <rules>',
    "judge episodes by rules over their log, e.g. 'always[0,5] (speedMps < 12)', in place of the task's own score",
  );
}

/** A task's spec with the rules that were given; a task that was not given stays so. */
export function withScore<Task extends string | undefined>(task: Task, score: unknown): Task {
  if (typeof score !== 'string' || task === undefined) return task;
  if (!task.startsWith('oracle/')) return judgedSpec(task, score) as Task;
  throw new FaultscapeError('usage', 'What an oracle scores has no log for rules to judge.', {
    expected: '--score with a task that is simulated',
    got: `--score with ${task}`,
  });
}
