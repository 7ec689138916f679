/** The simulator's door: everything a program outside `sim` may use. */
import { registerDrivingTasks } from './tasks/driving/driving-task.ts';
import { registerLaneKeeping } from './tasks/lane-keeping/lane-task.ts';
import { registerUavTasks } from './tasks/uav/uav-task.ts';

registerDrivingTasks();
registerLaneKeeping();
registerUavTasks();

export * from './agent.ts';
export * from './core/index.ts';
export type { Renderer } from './render/renderer.ts';
export { type Divergence, firstDivergence, traceAt } from './replay.ts';
export {
  type EpisodeJob,
  type EpisodeRecord,
  EpisodeRunner,
  type StepListener,
  type Trajectory,
} from './run-episode.ts';
export * from './scene/picture.ts';
export { type ShapeBounds, shapeBounds } from './scene/shapes/shape-bounds.ts';
export * from './space/index.ts';
export type { Episode, EpisodeOptions, Retrace, Score, Task } from './task.ts';
export {
  createTask,
  type ReadTaskFile,
  registerTask,
  splitTask,
  type TaskFactory,
  taskIds,
  taskTakes,
} from './tasks/registry.ts';
