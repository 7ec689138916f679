import { createHash } from 'node:crypto';
import { COMMANDS, SEMANTIC_CLASSES, type Space, type Task } from '../../sim/index.ts';
import type { CollectConfig } from '../config/collect-config.ts';
import { PACKAGE_VERSION } from '../config/package-info.ts';
import type { OpenedTask } from '../evaluate/open-task.ts';
import { DATASET_FORMAT, DATASET_VERSION, type DatasetFacts } from './dataset-manifest.ts';
import { namesObjects, OBJECT_CLASSES } from './scene-files.ts';
import type { SceneAbout, SceneConfig } from './scene-worker.ts';

const MB = 1_000_000;

/** How the pictures of a task are labelled: by the object that is shown, or by the command to the driver. */
export function labelsOf(task: Task): SceneConfig['labels'] {
  return {
    state: [...task.traceNames],
    classes: [...(namesObjects(task.traceNames) ? OBJECT_CLASSES : COMMANDS)],
  };
}

/** All that decides a dataset. */
export function factsOf(
  config: CollectConfig,
  { classes, state }: SceneConfig['labels'],
  { renderer, tensor, agentVersion, camera }: SceneAbout,
  { task, files, space }: OpenedTask & { readonly space: Space },
): DatasetFacts {
  return {
    format: DATASET_FORMAT,
    formatVersion: DATASET_VERSION,
    faultscape: PACKAGE_VERSION,
    renderer,
    tensor,
    task: task.id,
    taskFiles: files.map(({ path, bytes }) => ({ path, sha256: sha256(bytes) })),
    failsBelow: task.failsBelow,
    space: { name: space.name, axes: structuredClone(space.axes) as DatasetFacts['space']['axes'] },
    sceneFile: config.scenes.length === 0 ? null : sha256(JSON.stringify(config.scenes)),
    agent: config.agent,
    agentVersion: config.agent === null ? null : agentVersion,
    seed: config.seed,
    scenes: config.count,
    every: config.every,
    image: { heightPx: camera.heightPx, widthPx: camera.widthPx, channels: 3 },
    masks: config.masks ? [...SEMANTIC_CLASSES] : null,
    classOf: namesObjects(task.traceNames) ? 'object' : 'command',
    classes: [...classes],
    action: [...task.action.names],
    state: [...state],
    shardBytes: Math.ceil(config.shardMb * MB),
  };
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
