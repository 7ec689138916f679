import type { Command } from 'commander';
import { FaultscapeError } from '../../sim/core/index.ts';
import { judgedSpec } from '../../sim/index.ts';

/** `--rules RULES`: the same as the rules behind the task's id and "?score=". */
export function addRulesOption(command: Command): Command {
  return command.option(
    '--rules <rules>',
    "judge episodes by rules over their log, e.g. 'always[0,5] (speedMps < 12)', in place of the task's own score",
  );
}

/** A task's spec with the rules that were given; a task that was not given stays so. */
export function withRules<Task extends string | undefined>(task: Task, rules: unknown): Task {
  if (typeof rules !== 'string' || task === undefined) return task;
  if (!task.startsWith('oracle/')) return judgedSpec(task, rules) as Task;
  throw new FaultscapeError('usage', 'What an oracle scores has no log for rules to judge.', {
    expected: '--rules with a task that is simulated',
    got: `--rules with ${task}`,
  });
}
