import type { Command } from 'commander';
import { GL_CHOICES } from '../../sim/render/headless.ts';
import type { UsualTraining } from '../config/picture-training-config.ts';
import { StageProgress } from '../train/stage-progress.ts';
import type { CliIo } from './command.ts';
import { pick, toNumber } from './hosting-options.ts';
import { interruptible } from './interrupt.ts';

const NAMES = [
  ...['seed', 'out', 'data', 'rounds', 'pictures', 'steps', 'from', 'learningRate', 'patience', 'judged'],
  ...['workers', 'gl', 'quick'],
];

/** The options of a training on pictures, with what they are when they are not given. */
export function addPictureTrainingOptions(
  command: Command,
  { shipped, learningRate, out }: UsualTraining,
): Command {
  return command
    .option('--seed <n>', 'seed of scenes, weights and shuffling (default: 1)', toNumber)
    .option('--out <folder>', `where weights and their card go (default: ${out})`)
    .option('--data <folder>', 'train on a dataset of faultscape collect, not on new pictures')
    .option('--rounds <n>', `rounds, each with pictures of its own (default: ${shipped.rounds})`, toNumber)
    .option('--pictures <n>', `pictures taken for a round (default: ${shipped.pictures})`, toNumber)
    .option('--steps <n>', `training steps of 32 pictures in a round (default: ${shipped.steps})`, toNumber)
    .option(
      '--from <file>',
      'weights to begin with, of the same net, or the name of a shipped one; a detector can begin with a classifier (default: new ones)',
    )
    .option('--learning-rate <x>', `highest rate of Adam (default: ${learningRate})`, toNumber)
    .option(
      '--patience <n>',
      'stop after n rounds that meet held-out pictures no better (default: never)',
      toNumber,
    )
    .option(
      '--judged <n>',
      `scenes of each class and kind it is judged by at the end, 0 for none (default: ${shipped.judged})`,
      toNumber,
    )
    .option('--quick', 'a small part of that, in minutes: shows that it works, knows little')
    .option('--workers <n>', 'worker processes that take pictures (default: 2)', toNumber)
    .option('--gl <route>', `how to draw: ${GL_CHOICES.join(', ')}`);
}

/** The given ones of those options, and of others by name, as a config is parsed from. */
export function pictureTrainingFlags(
  command: Command,
  ...others: readonly string[]
): Record<string, unknown> {
  return pick(command.optsWithGlobals(), [...NAMES, ...others]);
}

/** How a training is told to stop, and tells how far it is. */
export interface TrainingReins {
  readonly signal: AbortSignal;
  readonly onRemark: (text: string) => void;
  readonly onProgress: (activity: string, done: number, total: number) => void;
}

/** Trains with progress on the terminal; Ctrl-C keeps whole rounds. */
export function trainWithProgress<Result>(
  io: CliIo,
  train: (reins: TrainingReins) => Promise<Result>,
): Promise<Result> {
  const progress = new StageProgress(io);
  const work = (signal: AbortSignal) =>
    train({
      signal,
      onRemark: (text) => progress.remark(text),
      onProgress: (activity, done, total) => progress.update(activity, done, total, performance.now()),
    });
  return interruptible(io, work, 'stopping; whole rounds are kept');
}
