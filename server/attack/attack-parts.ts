import { createAdversary, type LearnerProgress } from '../../adversary/index.ts';
import { deriveSeed, FaultscapeError } from '../../sim/core/index.ts';
import { createTask, type Task } from '../../sim/index.ts';
import type { Space } from '../../sim/space/index.ts';
import type { AttackConfig } from '../config/attack-config.ts';
import { readTaskFile } from '../evaluate/task-files.ts';
import { TimedAdversary } from './timed-adversary.ts';

/** What an attack is made of besides its workers. */
export interface AttackParts {
  readonly task: Task;
  readonly space: Space;
  readonly adversary: TimedAdversary;
}

/** Builds task, space and adversary; a wrong name or setting is told before any worker starts. */
export async function openAttackParts(
  config: AttackConfig,
  onLearning: (progress: LearnerProgress) => void,
): Promise<AttackParts> {
  const task = createTask(config.task, readTaskFile);
  const space = spaceOf(task, config.space);
  const adversary = await createAdversary(config.adversary, config.settings, {
    dimension: space.dimension,
    seed: deriveSeed(config.seed, 'adversary'),
    binsPerAxis: space.axes.map((axis) => (axis.kind === 'categorical' ? axis.values.length : null)),
    onProgress: onLearning,
  });
  return { task, space, adversary: new TimedAdversary(adversary) };
}

/** A space of the task by name; null is its first. */
export function spaceOf(task: Task, name: string | null): Space {
  const space = name === null ? [...task.spaces.values()][0] : task.spaces.get(name);
  if (space !== undefined) return space;
  throw new FaultscapeError('usage', `Task ${task.id} has no such space.`, {
    expected: `one of ${[...task.spaces.keys()].join(', ')}`,
    got: String(name),
  });
}
