import { GL_CHOICES } from '../../sim/render/headless.ts';
import { parseDetectorConfig } from '../config/detector-config.ts';
import { trainDetector } from '../train/detector/train-detector.ts';
import { StageProgress } from '../train/stage-progress.ts';
import { pick, toNumber } from './hosting-options.ts';
import { interruptible } from './interrupt.ts';
import type { RegisterTrainer } from './train.ts';

const NAMES = [
  ...[
    'seed',
    'out',
    'data',
    'rounds',
    'pictures',
    'steps',
    'from',
    'learningRate',
    'patience',
    'judged',
    'workers',
    'gl',
    'quick',
  ],
] as const;

/** `faultscape train detector`: trains the shipped detector again, or a variant of it. */
export const registerTrainDetector: RegisterTrainer = (train, io) => {
  train
    .command('detector')
    .description('detector, which finds objects in pictures; a stopped training goes on where it was')
    .option('--seed <n>', 'seed of scenes, weights and shuffling (default: 1)', toNumber)
    .option('--out <folder>', 'where weights and their card go (default: runs/train-detector)')
    .option('--data <folder>', 'train on a dataset of faultscape collect, not on new pictures')
    .option('--rounds <n>', 'rounds, each with pictures of its own (default: 10)', toNumber)
    .option('--pictures <n>', 'pictures taken for a round (default: 2400)', toNumber)
    .option('--steps <n>', 'training steps of 32 pictures in a round (default: 500)', toNumber)
    .option('--from <file>', 'weights to begin with, of the same net (default: new ones)')
    .option('--learning-rate <x>', 'highest rate of Adam (default: 0.0025)', toNumber)
    .option(
      '--patience <n>',
      'stop after n rounds that meet held-out pictures no better (default: never)',
      toNumber,
    )
    .option(
      '--judged <n>',
      'scenes of each class and kind it is judged by at the end, 0 for none (default: 60)',
      toNumber,
    )
    .option('--quick', 'a few minutes instead of half an hour: shows that it works, finds little')
    .option('--workers <n>', 'worker processes that take pictures (default: 2)', toNumber)
    .option('--gl <route>', `how to draw: ${GL_CHOICES.join(', ')}`)
    .action(async (_, self) => {
      const config = parseDetectorConfig(pick(self.optsWithGlobals(), NAMES));
      const progress = new StageProgress(io);
      const work = (signal: AbortSignal) =>
        trainDetector({
          ...config,
          signal,
          onRemark: (text) => progress.remark(text),
          onProgress: (activity, done, total) => progress.update(activity, done, total, performance.now()),
        });
      const result = await interruptible(io, work, 'stopping; whole rounds are kept');
      io.out(
        `weights   ${result.weightsFile}\npictures  ${result.pictures}, drawn on ${result.renderer}\n` +
          `card      ${result.cardFile}\n` +
          `next      faultscape evaluate --task detection/all --agent detector:${result.weightsFile}\n`,
      );
    });
};
