/** The simulator's door: everything a program outside `sim` may use. */
import { registerDrivingTasks } from './tasks/driving/driving-task.ts';

registerDrivingTasks();

export * from './agent.ts';
export { type ErrorKind, EXIT_CODE, FaultscapeError } from './core/errors.ts';
export { type Json, stableStringify } from './core/json.ts';
export { deriveSeed, Rng, type RngState } from './core/rng.ts';
export { mean, type Proportion, standardDeviation, wilson } from './core/stats.ts';
export type { Renderer } from './render/renderer.ts';
export {
  type EpisodeJob,
  type EpisodeRecord,
  EpisodeRunner,
  type StepListener,
  type Trajectory,
} from './run-episode.ts';
export * from './scene/picture.ts';
export type { Axis, CategoricalAxis, ContinuousAxis, Point, Scene } from './space/axis.ts';
export { Space } from './space/space.ts';
export type { Episode, EpisodeOptions, Score, Task } from './task.ts';
export { createTask, registerTask, taskIds } from './tasks/registry.ts';
