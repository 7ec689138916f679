import { importModel } from '../../scene/import/import-model.ts';
import type { ModelMesh } from '../../scene/import/model-mesh.ts';
import { SHAPE_CLASSES, type ShapeClass } from '../../scene/picture.ts';
import type { Scene } from '../../space/axis.ts';
import type { Space } from '../../space/space.ts';
import type { Task } from '../../task.ts';
import { registerTask } from '../registry.ts';
import { drawObject, NO_INSTANCE } from './detection-draw.ts';
import { CONTROL_STEP_S, DetectionEpisode, OBJECT_NAMES, TRUTH_READINGS } from './detection-episode.ts';
import { DetectionRetrace } from './detection-retrace.ts';
import {
  COLOURLESS_NOMINAL_SCENE,
  COLOURLESS_SPACES,
  completeScene,
  NOMINAL_SCENE,
  NOMINAL_SCENE_OF_ALL,
  SPACES,
  SPACES_OF_ALL,
} from './detection-scene.ts';
import { DETECTION_FAILS_BELOW, DETECTION_MARKING } from './detection-score.ts';
import { type DetectionShot, layShot } from './detection-shot.ts';
import type { Marking } from './marking.ts';

/** What a task of still pictures shows, and how its scenes may differ. */
interface Subject {
  readonly description: string;
  readonly spaces: readonly Space[];
  readonly nominal: Scene;
  shot(scene: Scene, seed: number): DetectionShot;
}

/** Shapes of the catalogue; `name` is the class to be found, or null for all of them. */
export function catalogue(description: string, name: ShapeClass | null): Subject {
  return {
    description,
    spaces: name === null ? SPACES_OF_ALL : SPACES,
    nominal: name === null ? NOMINAL_SCENE_OF_ALL : NOMINAL_SCENE,
    shot(given, seed) {
      const scene = completeScene(given, name);
      return layShot(scene, drawObject(seed, scene.name));
    },
  };
}

/** A user's own model, the same whatever the seed; the scene's colour is an axis where the model takes it. */
function ownModel(description: string, name: ShapeClass, model: ModelMesh): Subject {
  const spaces = model.takesPaint ? SPACES : COLOURLESS_SPACES;
  return {
    description,
    spaces,
    nominal: model.takesPaint ? NOMINAL_SCENE : COLOURLESS_NOMINAL_SCENE,
    shot: (given) => layShot(completeScene(given, name, spaces), { name, instance: NO_INSTANCE, model }),
  };
}

function detectionTask(id: string, subject: Subject): Task {
  return stillTask(id, subject, DETECTION_MARKING, DETECTION_FAILS_BELOW);
}

/** A task of one still picture, whose answer is marked as told. */
export function stillTask<Terms extends Readonly<Record<string, number>>>(
  id: string,
  { description, spaces, nominal, shot }: Subject,
  marking: Marking<Terms>,
  failsBelow: number,
): Task {
  return {
    id,
    description,
    spaces: new Map(spaces.map((space) => [space.name, space])),
    failsBelow,
    action: marking.action,
    controlStepS: CONTROL_STEP_S,
    traceNames: [...OBJECT_NAMES, ...marking.termNames],
    nominal,
    readings: (needs) => (needs.truth ? TRUTH_READINGS : []),
    begin: (scene, options) => new DetectionEpisode(shot(scene, options.seed), options, marking),
    retrace: (scene, seed) => new DetectionRetrace(shot(scene, seed), marking),
  };
}

/**
 * Registers `detection/CLASS` for every class of SHAPE_CLASSES, `detection/CLASS:FILE` for a model of that
 * class, and `detection/all`.
 */
export function registerDetectionTasks(): void {
  for (const name of SHAPE_CLASSES) {
    const id = `detection/${name}`;
    const words = name.replace('-', ' ');
    const article = /^[aeiou]/.test(words) ? 'an' : 'a';
    registerTask(
      id,
      (argument, readFile) => {
        if (argument === null)
          return detectionTask(id, catalogue(`find ${article} ${words} in one picture`, name));
        const model = importModel(argument, readFile);
        const description = `find the ${words} in ${argument} in one picture`;
        return detectionTask(`${id}:${argument}`, ownModel(description, name, model));
      },
      { takes: `a model of ${article} ${words}: FILE.glb (glTF 2.0) or FILE.obj` },
    );
  }
  const all = 'find an object in one picture, its class drawn from the seed or set by an axis';
  registerTask('detection/all', () => detectionTask('detection/all', catalogue(all, null)));
}
