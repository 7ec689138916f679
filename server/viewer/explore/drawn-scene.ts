import type { Retrace, Scene } from '../../../sim/index.ts';
import { knownTask } from '../player/known-task.ts';

/** How a scene looks before anybody drives in it; null for a task that this page cannot draw. */
export function drawScene(task: string, scene: Scene, seed: number): Retrace | null {
  return knownTask(task)?.retrace?.(scene, seed) ?? null;
}

/** The weather of a scene in numbers, which a name may stand for. */
export function weatherOf(task: string, scene: Scene): Scene {
  const retrace = drawScene(task, scene, 1);
  return retrace === null ? {} : { ...retrace.picture(retrace.start, 0).weather };
}
