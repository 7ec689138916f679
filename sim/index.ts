/** The simulator's door: everything a program outside `sim` may use. */
import { registerDetectionTasks } from './tasks/detection/detection-task.ts';
import { registerDrivingTasks } from './tasks/driving/driving-task.ts';
import { registerLaneKeeping } from './tasks/lane-keeping/lane-task.ts';
import { registerProblems } from './tasks/problems/problem-task.ts';
import { registerRecognitionTask } from './tasks/recognition/recognition-task.ts';
import { registerTrafficTasks } from './tasks/traffic/traffic-task.ts';
import { registerUavTasks } from './tasks/uav/uav-task.ts';

registerDrivingTasks();
registerLaneKeeping();
registerTrafficTasks();
registerUavTasks();
registerDetectionTasks();
registerRecognitionTask();
registerProblems();

export * from './agent.ts';
export * from './core/index.ts';
export type { Course } from './geometry/course.ts';
export type { Renderer } from './render/renderer.ts';
export { type Divergence, firstDivergence, traceAt } from './replay.ts';
export {
  type EpisodeJob,
  type EpisodeRecord,
  EpisodeRunner,
  type StepListener,
  type Trajectory,
} from './run-episode.ts';
export type { ModelMesh } from './scene/import/model-mesh.ts';
export * from './scene/picture.ts';
export { type ShapeBounds, shapeBounds } from './scene/shapes/shape-bounds.ts';
export type { CameraEffectsSpec, GnssSpec, ImuSpec, LidarSpec, SensorSpec, Sensors } from './sensor-spec.ts';
export { type CameraEffects, withCameraEffects } from './sensors/camera-effects.ts';
export * from './space/index.ts';
export {
  type Episode,
  type EpisodeOptions,
  type Retrace,
  readingSpecs,
  type Score,
  type Task,
} from './task.ts';
export {
  actionToBoxes,
  BOX_COUNT,
  type Box,
  boxesToAction,
  DETECTION_ACTION,
  type DetectedBox,
  intersectionOverUnion,
} from './tasks/detection/boxes.ts';
export { FIRST_UNSEEN_INSTANCE } from './tasks/detection/detection-draw.ts';
export { keepBoxes, type Sight } from './tasks/detection/detection-score.ts';
export { type DetectionShot, detectionShot } from './tasks/detection/detection-shot.ts';
export { type ObjectTruth, objectTruth } from './tasks/detection/object-truth.ts';
export { judgedSpec, robustnessTerms, splitScore } from './tasks/judged-task.ts';
export { type LoggedDrive, type SbftTest, sbftTest } from './tasks/lane-keeping/sbft-test.ts';
export {
  isFailure,
  PROBLEM_FAILS_BELOW,
  type Problem,
  sampleFailures,
  scoreWithNoise,
} from './tasks/problems/problem.ts';
export { PROBLEMS } from './tasks/problems/problems.ts';
export { actionToProbabilities, RECOGNITION_ACTION } from './tasks/recognition/class-action.ts';
export {
  createTask,
  type ReadTaskFile,
  registerTask,
  splitTask,
  type TaskFactory,
  taskIds,
  taskTakes,
} from './tasks/registry.ts';
