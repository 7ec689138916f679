import { type AdversaryContext, createAdversary, type LearnerProgress } from '../../adversary/index.ts';
import { deriveSeed, FaultscapeError } from '../../sim/core/index.ts';
import type { Task } from '../../sim/index.ts';
import type { Space } from '../../sim/space/index.ts';
import type { AttackConfig } from '../config/attack-config.ts';
import { openTask, readerOf } from '../evaluate/open-task.ts';
import { readTaskFile } from '../evaluate/task-files.ts';
import { FunctionOracle, type ScoreFunction } from '../oracles/function-oracle.ts';
import { openOracle } from '../oracles/open-oracle.ts';
import type { Oracle } from '../oracles/oracle.ts';
import { oracleTask } from '../oracles/oracle-task.ts';
import type { TaskFile } from '../store/task-copies.ts';
import { TimedAdversary } from './timed-adversary.ts';

/** What an attack is made of besides its workers. */
export interface AttackParts {
  readonly task: Task;
  /** What the task was made of besides its id. */
  readonly files: readonly TaskFile[];
  readonly space: Space;
  readonly adversary: TimedAdversary;
  /** What scores scenes in place of workers; null where these run episodes. */
  readonly oracle: Oracle | null;
}

/**
 * Builds task, space and adversary; a wrong name or setting is told before any worker starts. `files` are
 * those of a run that goes on: it keeps to its copies, whatever became of the originals.
 */
export async function openAttackParts(
  config: AttackConfig,
  onLearning: (progress: LearnerProgress) => void,
  { files, score }: { files?: readonly TaskFile[] | undefined; score?: OracleScore | undefined } = {},
): Promise<AttackParts> {
  const { task, files: read, oracle } = openScored(config, files, score);
  const space = spaceOf(task, config.space);
  const adversary = await createAdversary(config.adversary, config.settings, {
    seed: deriveSeed(config.seed, 'adversary'),
    ...shapeOf(space),
    onProgress: onLearning,
  });
  return { task, files: read, space, adversary: new TimedAdversary(adversary), oracle };
}

/** A function of the caller's, and what it is asked about. */
export interface OracleScore {
  readonly space: Space;
  readonly score: ScoreFunction;
}

/** The task that is run, or what stands for one where an oracle is asked. */
function openScored(
  config: AttackConfig,
  files: readonly TaskFile[] | undefined,
  score: OracleScore | undefined,
): Omit<AttackParts, 'space' | 'adversary'> {
  const readFile = files === undefined ? readTaskFile : readerOf(files);
  if (config.oracle === null) return { ...openTask(config.task, readFile), oracle: null };
  if (config.oracle.kind === 'function' && score !== undefined) {
    const oracle = new FunctionOracle(score.space, config.oracle, score.score);
    return { task: oracleTask(config.task, oracle), files: [], oracle };
  }
  const { oracle, files: read } = openOracle(config.oracle, readFile);
  return { task: oracleTask(config.task, oracle), files: read, oracle };
}

/** What an adversary is told of a space: the shape of its box, and how likely its points are. */
export function shapeOf(space: Space): Pick<AdversaryContext, 'dimension' | 'binsPerAxis' | 'logLikelihood'> {
  const { dimension, axes, logLikelihood } = space;
  return {
    dimension,
    binsPerAxis: axes.map((axis) => (axis.kind === 'categorical' ? axis.values.length : null)),
    ...(logLikelihood === null ? {} : { logLikelihood }),
  };
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
