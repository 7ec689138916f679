import { SHAPE_CLASSES, type ShapeClass } from '../../scene/picture.ts';
import type { Scene } from '../../space/axis.ts';
import type { Task } from '../../task.ts';
import { registerTask } from '../registry.ts';
import { DETECTION_ACTION } from './boxes.ts';
import { drawObject } from './detection-draw.ts';
import { CONTROL_STEP_S, DetectionEpisode, TRACE_NAMES, TRUTH_READINGS } from './detection-episode.ts';
import { DetectionRetrace } from './detection-retrace.ts';
import {
  completeScene,
  EXTENDED_SPACE,
  EXTENDED_SPACE_OF_ALL,
  NOMINAL_SCENE,
  NOMINAL_SCENE_OF_ALL,
  PAPER_SPACE,
} from './detection-scene.ts';
import { DETECTION_FAILS_BELOW } from './detection-score.ts';
import { layShot } from './detection-shot.ts';

/** `name` is the class to be found, or null for a task over all of them. */
function detectionTask(id: string, description: string, name: ShapeClass | null): Task {
  const spaces = [PAPER_SPACE, name === null ? EXTENDED_SPACE_OF_ALL : EXTENDED_SPACE];
  const shotOf = (given: Scene, seed: number) => {
    const scene = completeScene(given, name);
    const object = drawObject(seed, scene.name);
    return layShot(scene, object.name, object.instance);
  };
  return {
    id,
    description,
    spaces: new Map(spaces.map((space) => [space.name, space])),
    failsBelow: DETECTION_FAILS_BELOW,
    action: DETECTION_ACTION,
    controlStepS: CONTROL_STEP_S,
    traceNames: TRACE_NAMES,
    nominal: name === null ? NOMINAL_SCENE_OF_ALL : NOMINAL_SCENE,
    readings: (needs) => (needs.truth ? TRUTH_READINGS : []),
    begin: (scene, options) => new DetectionEpisode(shotOf(scene, options.seed), options),
    retrace: (scene, seed) => new DetectionRetrace(shotOf(scene, seed)),
  };
}

/** Registers `detection/CLASS` for every class of SHAPE_CLASSES, and `detection/all`. */
export function registerDetectionTasks(): void {
  for (const name of SHAPE_CLASSES) {
    const id = `detection/${name}`;
    const words = name.replace('-', ' ');
    const article = /^[aeiou]/.test(words) ? 'an' : 'a';
    registerTask(id, () => detectionTask(id, `find ${article} ${words} in one picture`, name));
  }
  const all = 'find an object in one picture, its class drawn from the seed or set by an axis';
  registerTask('detection/all', () => detectionTask('detection/all', all, null));
}
