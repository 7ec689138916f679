import { createAdversary, type LearnerProgress } from '../../adversary/index.ts';
import { deriveSeed, FaultscapeError } from '../../sim/core/index.ts';
import type { Task } from '../../sim/index.ts';
import type { Space } from '../../sim/space/index.ts';
import type { AttackConfig } from '../config/attack-config.ts';
import { openTask, readerOf } from '../evaluate/open-task.ts';
import type { TaskFile } from '../store/task-copies.ts';
import { TimedAdversary } from './timed-adversary.ts';

/** What an attack is made of besides its workers. */
export interface AttackParts {
  readonly task: Task;
  /** What the task was made of besides its id. */
  readonly files: readonly TaskFile[];
  readonly space: Space;
  readonly adversary: TimedAdversary;
}

/**
 * Builds task, space and adversary; a wrong name or setting is told before any worker starts. `files` are
 * those of a run that goes on: it keeps to its copies, whatever became of the originals.
 */
export async function openAttackParts(
  config: AttackConfig,
  onLearning: (progress: LearnerProgress) => void,
  files?: readonly TaskFile[],
): Promise<AttackParts> {
  const { task, files: read } = openTask(config.task, files === undefined ? undefined : readerOf(files));
  const space = spaceOf(task, config.space);
  const adversary = await createAdversary(config.adversary, config.settings, {
    dimension: space.dimension,
    seed: deriveSeed(config.seed, 'adversary'),
    binsPerAxis: space.axes.map((axis) => (axis.kind === 'categorical' ? axis.values.length : null)),
    onProgress: onLearning,
  });
  return { task, files: read, space, adversary: new TimedAdversary(adversary) };
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
