import { FaultscapeError } from '../../core/errors.ts';
import type { PointM } from '../../geometry/road.ts';
import { interpolateSbft, judgeSbft } from '../../geometry/sbft.ts';
import type { Scene } from '../../space/axis.ts';
import type { Task } from '../../task.ts';
import { splitTask } from '../registry.ts';
import { readLaneArgument } from './lane-argument.ts';
import { roadPointsOf } from './lane-scene.ts';
import { LANE_KEEPING } from './lane-task.ts';
import { sbftFeatures } from './sbft-features.ts';
import { type LoggedSteps, type SbftRecord, sbftRecords } from './sbft-records.ts';

/** A test and its result as the SBFT competition's tools write it to `test.NNNN.json`. */
export interface SbftTest {
  readonly is_valid: boolean;
  readonly validation_message: string;
  readonly road_points: readonly PointM[];
  readonly interpolated_points: readonly PointM[];
  readonly id: number;
  /** These are not there in a test that is invalid. */
  readonly execution_data?: readonly SbftRecord[];
  readonly test_outcome?: 'PASS' | 'FAIL' | 'ERROR';
  readonly description?: string;
  readonly features?: Readonly<Record<string, number>>;
}

/** One logged drive of a lane-keeping task. */
export interface LoggedDrive {
  /** Its name in the log, which the description ends with. */
  readonly name: string;
  readonly scene: Scene;
  readonly seed: number;
  readonly reason: string | null;
  /** Null for a drive that never ended. */
  readonly trajectory: LoggedSteps | null;
}

/** How each ending is described; the competition's tools look for the words before the name. */
const DESCRIPTIONS: Readonly<Record<string, (name: string) => string>> = {
  goal: () => 'Successful test',
  'out-of-bounds': (name) => `Car drove out of the lane ${name}`,
  timeout: (name) => `Car is not moving fast enough ${name}`,
};

/**
 * A logged drive as a test of the competition, number `id`. Throws an error of kind `data` for a task whose
 * road is not made of road points.
 */
export function sbftTest(task: Task, id: number, drive: LoggedDrive): SbftTest {
  const { id: base, argument } = splitTask(task.id);
  const points = base === LANE_KEEPING ? pointsOfDrive(task, argument, drive) : null;
  if (points === null) {
    throw new FaultscapeError('data', `The roads of task ${task.id} are no SBFT roads.`, {
      expected: `${LANE_KEEPING}, or ${LANE_KEEPING}:FILE.json`,
      got: task.id,
    });
  }
  const { message } = judgeSbft(points);
  const nodes = interpolateSbft(points);
  const test: SbftTest = {
    is_valid: message === '',
    validation_message: message,
    road_points: points,
    interpolated_points: nodes,
    id,
  };
  if (message !== '') return test;
  const { name, scene, seed, reason, trajectory } = drive;
  const start = task.retrace?.(scene, seed).start ?? [];
  const { oobTolerance } = readLaneArgument(argument);
  const records = trajectory === null ? [] : sbftRecords(start, trajectory, oobTolerance);
  const describe = reason === null ? undefined : DESCRIPTIONS[reason];
  return {
    ...test,
    execution_data: records,
    test_outcome: describe === undefined ? 'ERROR' : reason === 'goal' ? 'PASS' : 'FAIL',
    description: describe?.(name) ?? `Exhausted attempts ${name}`,
    features: sbftFeatures(nodes, records),
  };
}

/** A bent road's points are known even where the road is invalid; a file's road is valid. */
function pointsOfDrive(task: Task, argument: string | null, drive: LoggedDrive): readonly PointM[] | null {
  if (readLaneArgument(argument).file === null) return roadPointsOf(drive.scene);
  const course = task.course?.(drive.scene, drive.seed);
  return course?.kind === 'road' ? course.roadPointsM : null;
}
