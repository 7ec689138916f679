import { mkdirSync } from 'node:fs';
import type { DatasetFacts, DatasetManifest } from '../../../server/dataset/dataset-manifest.ts';
import type { Photograph } from '../../../server/dataset/photographed-task.ts';
import { type SceneBlock, sceneFiles } from '../../../server/dataset/scene-files.ts';
import { ShardWriter } from '../../../server/dataset/shard-writer.ts';
import { Rng, SHAPE_CLASSES } from '../../../sim/index.ts';

const STATE = ['classIndex', 'boxLeft', 'boxTop', 'boxRight', 'boxBottom'];

export const TOY_FACTS: DatasetFacts = {
  format: 'faultscape-dataset',
  formatVersion: 1,
  faultscape: '0.0.0',
  renderer: 'none: drawn at random',
  tensor: null,
  task: 'toy/pictures',
  taskFiles: [],
  failsBelow: 0.5,
  space: { name: 'paper', axes: [] },
  sceneFile: null,
  agent: null,
  agentVersion: null,
  seed: 3,
  scenes: 30,
  every: 1,
  image: { heightPx: 6, widthPx: 8, channels: 3 },
  masks: null,
  classOf: 'object',
  classes: [...SHAPE_CLASSES],
  action: ['push'],
  state: STATE,
  shardBytes: 20_000,
};

/** Pixels of a scene's frame: noise, so that no two are alike. */
export function toyPixels(scene: number, step: number, { image }: DatasetFacts = TOY_FACTS): Uint8Array {
  const rng = new Rng(7, 'toy', scene, step);
  return Uint8Array.from({ length: image.widthPx * image.heightPx * 3 }, () => rng.int(256));
}

/** Class of a scene: half of all are of class 0, and 9 of 10 of the rest of class 1. */
export function toyClass(scene: number): number {
  if (scene % 2 === 0) return 0;
  return scene % 20 === 1 ? 2 : 1;
}

/** A scene of three frames. */
export function toyBlock(
  scene: number,
  facts: DatasetFacts = TOY_FACTS,
  label = toyClass(scene),
): SceneBlock {
  const film = [0, 1, 2].map(
    (step): Photograph => ({
      step,
      timeS: step / 10,
      command: 'follow',
      speedMps: scene,
      rgb: toyPixels(scene, step, facts),
      semantic: facts.masks === null ? null : toyPixels(scene, step, facts).subarray(0, 48),
      state: Float64Array.of(label, 0.25, 0.5, 0.75, 1),
      action: Float64Array.of(step),
    }),
  );
  const planned = { index: scene, point: [0.5], scene: { pushM: scene }, seed: scene };
  return sceneFiles(planned, film, null, facts);
}

export function writeToyDataset(folder: string, changes: Partial<DatasetFacts> = {}): DatasetManifest {
  const facts = { ...TOY_FACTS, ...changes };
  mkdirSync(folder, { recursive: true });
  const writer = new ShardWriter(folder, facts);
  try {
    while (writer.scenes < facts.scenes) writer.append(toyBlock(writer.scenes, facts));
    return writer.finish();
  } finally {
    writer.close();
  }
}
