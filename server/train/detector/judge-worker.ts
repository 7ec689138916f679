import {
  actionToBoxes,
  type Box,
  createTask,
  intersectionOverUnion,
  keepBoxes,
  type Observation,
  SHAPE_CLASSES,
} from '../../../sim/index.ts';
import type { WorkerHost } from '../../evaluate/worker-protocol.ts';
import { type JudgeConfig, type JudgeJob, openJudgeHost } from '../pictures/judge-host.ts';
import type { JudgedPicture } from './average-precision.ts';

export interface JudgedScene extends JudgedPicture {
  readonly failed: boolean;
  readonly q: number;
}

/** Judges by scenes of the detection tasks. */
export async function openWorker(config: JudgeConfig): Promise<WorkerHost<JudgeJob, readonly JudgedScene[]>> {
  return openJudgeHost(config, {
    taskOf: (name) => createTask(`detection/${name}`),
    sceneOf: (view) => view,
    needsOf: ({ camera }) => ({ camera, truth: true }),
    note: ({ name, observation, action, score }) => {
      const thing = boxOf(observation);
      return {
        classIndex: SHAPE_CLASSES.indexOf(name),
        failed: score.failed,
        q: score.total,
        claims: keepBoxes(actionToBoxes(action)).map((box) => ({
          classIndex: box.classIndex,
          objectness: box.objectness,
          iou: intersectionOverUnion(box, thing),
        })),
      };
    },
  });
}

/** Where the thing is, as the task tells those it shows the truth. */
function boxOf({ readings }: Observation): Box {
  const [left, top, right, bottom] = (readings?.box ?? []) as unknown as [number, number, number, number];
  return { left, top, right, bottom };
}
