import { parseCollectConfig } from '../config/collect-config.ts';
import { collectDataset } from '../dataset/collect-dataset.ts';
import type { DatasetManifest } from '../dataset/dataset-manifest.ts';
import { readSceneFile } from '../scenes/read-scene-file.ts';
import { SCENES_FORMAT } from '../scenes/scene-schema.ts';
import { StageProgress } from '../train/stage-progress.ts';
import type { RegisterCommand } from './command.ts';
import {
  addHostingOptions,
  addServeOptions,
  HOSTING_NAMES,
  pick,
  serveConfigOf,
  toNumber,
} from './hosting-options.ts';
import { interruptible } from './interrupt.ts';
import { addTaskFileOptions, withTaskFile } from './task-file-options.ts';

const NAMES = [
  ...['task', 'space', 'agent', 'count', 'out', 'every', 'image', 'masks', 'shardMb', 'agentTimeoutS'],
  ...HOSTING_NAMES,
];

/** `faultscape collect`: pictures of a task with all that is known of them, as a dataset. */
export const registerCollect: RegisterCommand = (program, io) => {
  const command = program
    .command('collect')
    .description(
      'write a dataset of pictures, labels, controls and scores; a stopped one goes on where it was',
    )
    .option('--task <id>', "task, e.g. recognition/all (default: the scene file's)")
    .option('--space <name>', "space that scenes are drawn from (default: the task's first)")
    .option('--agent <name>', 'who drives; its frames are the pictures (default: each scene as it begins)')
    .option('-n, --count <n>', 'number of scenes (default: all of a scene file)', toNumber)
    .option('--scene <file>', 'scenes of a file, in turn, e.g. of faultscape sample, in place of drawn ones')
    .option('--out <folder>', 'where the dataset goes')
    .option('--every <k>', 'keep every k-th step of an episode, from the first (default: 5)', toNumber)
    .option('--image <size>', "width x height, e.g. 128x96 (default: the agent's own, or 96x96)")
    .option('--masks', 'the semantic class of each pixel as well')
    .option('--shard-mb <n>', 'begin a new shard after so many megabytes (default: 32)', toNumber)
    .option('--agent-timeout-s <s>', 'ws agents: seconds for an answer (default: 30)', toNumber);
  addServeOptions(addHostingOptions(addTaskFileOptions(command))).action(async (_, self) => {
    const options = withTaskFile(self.optsWithGlobals());
    const config = parseCollectConfig({
      ...(options.scene === undefined ? {} : scenesOf(options.scene)),
      ...pick(options, NAMES),
      plugins: options.plugin,
    });
    const progress = new StageProgress(io);
    const work = (signal: AbortSignal) =>
      collectDataset(config, {
        signal,
        serve: serveConfigOf(options),
        onRemark: (text) => progress.remark(text),
        onProgress: (activity, done, total) => progress.update(activity, done, total, performance.now()),
      });
    const manifest = await interruptible(io, work, 'stopping; whole scenes are kept');
    io.out(summary(manifest, config.out));
  });
};

/** What a scene file says of a collection: its scenes, and the space that they come from. */
function scenesOf(file: string) {
  const read = readSceneFile(file);
  const [scenes, space] =
    read.format === SCENES_FORMAT ? [read.scenes, read.space.name] : [[read.scene], read.space];
  return { task: read.task, space: space ?? null, scenes, count: scenes.length };
}

function summary({ samples, scenes, image, shards, renderer }: DatasetManifest, out: string): string {
  const bytes = shards.reduce((sum, shard) => sum + shard.bytes, 0);
  return (
    `dataset   ${out}: ${samples} pictures of ${image.widthPx} x ${image.heightPx} from ${scenes} scenes\n` +
    `shards    ${shards.length}, ${(bytes / 1e6).toFixed(1)} MB\n` +
    `drawn on  ${renderer}\n` +
    `next      faultscape dataset check ${out}; faultscape dataset sheet ${out} --out sheet.png\n`
  );
}
