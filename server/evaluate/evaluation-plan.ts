import type { Task } from '../../sim/index.ts';
import { type Scene, sceneProblem } from '../../sim/space/index.ts';
import { type EvaluateConfig, sceneOf } from '../config/evaluate-config.ts';

/** One episode of an evaluation. Without a seed it has one that comes from its id. */
export interface PlannedEpisode {
  readonly id: string;
  readonly phase: string;
  readonly scene: Scene;
  readonly seed?: number;
}

/**
 * The episodes of an evaluation: so many in the nominal scene or one near it, or in each of a file's. Throws
 * if a scene has an unknown axis or a value out of range. A lone scene that cannot be is refused; one of many
 * is logged as invalid.
 */
export function planEvaluation(task: Task, config: EvaluateConfig): readonly PlannedEpisode[] {
  const { scene, scenes, episodes, episodeSeed } = config;
  const number = (i: number) => String(i).padStart(5, '0');
  const each = Array.from({ length: episodes }, (_, i) => i);
  if (scenes.length === 0) {
    const checked = sceneOf(task, scene);
    if (episodeSeed !== null)
      return [{ id: 'scene-00000', phase: 'scene', scene: checked, seed: episodeSeed }];
    return each.map((i) => ({ id: `nominal-${number(i)}`, phase: 'nominal', scene: checked }));
  }
  return scenes.flatMap((one, k) => {
    const problem = sceneProblem(
      `Task ${task.id}, scene ${k + 1} of ${scenes.length},`,
      [...task.spaces.values()],
      one,
    );
    if (problem !== null) throw problem;
    const id = (i: number) => `scene-${number(k)}${episodes === 1 ? '' : `-${number(i)}`}`;
    return each.map((i) => ({ id: id(i), phase: 'scene', scene: one }));
  });
}
