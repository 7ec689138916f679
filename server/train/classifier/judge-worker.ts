import { actionToProbabilities, createTask, SHAPE_CLASSES } from '../../../sim/index.ts';
import type { WorkerHost } from '../../evaluate/worker-protocol.ts';
import { type JudgeConfig, type JudgeJob, openJudgeHost } from '../pictures/judge-host.ts';

export interface JudgedAnswer {
  /** Index into SHAPE_CLASSES of what was shown. */
  readonly classIndex: number;
  /** As the agent answered, one per class. */
  readonly probabilities: readonly number[];
  readonly failed: boolean;
}

/** Judges by scenes of the recognition task. */
export async function openWorker(
  config: JudgeConfig,
): Promise<WorkerHost<JudgeJob, readonly JudgedAnswer[]>> {
  const task = createTask('recognition/all');
  return openJudgeHost(config, {
    taskOf: () => task,
    sceneOf: (view, name) => ({ ...view, class: name }),
    needsOf: (needs) => needs,
    note: ({ name, action, score }) => ({
      classIndex: SHAPE_CLASSES.indexOf(name),
      probabilities: [...actionToProbabilities(action)],
      failed: score.failed,
    }),
  });
}
