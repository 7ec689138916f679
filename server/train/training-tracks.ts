import { createTask, Rng, type Scene, type Task } from '../../sim/index.ts';
import { type Space, sceneProblem } from '../../sim/space/index.ts';

/** What the shipped racing agent trains on: three anchors for the most part. */
const TASKS = ['uav/3-anchors', 'uav/3-anchors', 'uav/3-anchors', 'uav/4-anchors', 'uav/5-anchors'] as const;

export interface TrainingFlight {
  readonly task: Task;
  readonly scene: Scene;
  readonly seed: number;
}

/**
 * A valid track drawn uniformly from the paper space, under a fair sky with some variety of light. Training
 * seeds lie above 2^32, where no derived seed (see deriveSeed) ever is, so that no start of an evaluation or
 * attack was trained on.
 */
export function trainingFlight(seed: number, round: number, index: number): TrainingFlight {
  const rng = new Rng(seed, 'training-flight', round, index);
  const task = createTask(rng.pick(TASKS));
  const light: Scene = {
    sunAzimuthDeg: rng.range(-180, 180),
    sunAltitudeDeg: rng.range(30, 70),
    cloud: rng.range(0, 0.4),
  };
  const scene = { ...validTrack(task, rng, 1), ...light };
  const problem = sceneProblem('A training flight', [...task.spaces.values()], scene);
  if (problem !== null) throw problem;
  return { task, scene, seed: 4_294_967_296 + rng.int(1_000_000_000) };
}

/** A valid track whose anchors lie in the inner `share` of their ranges. */
export function validTrack(task: Task, rng: Rng, share: number): Scene {
  const space = task.spaces.get('paper') as Space;
  for (;;) {
    const scene = space.decode(space.axes.map(() => rng.range(-share, share)));
    if ((task.invalid?.(scene) ?? null) === null) return scene;
  }
}
