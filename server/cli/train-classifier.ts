import { MOBILE_NET_VARIANTS } from '../../agents/perception/index.ts';
import { GL_CHOICES } from '../../sim/render/headless.ts';
import { parseClassifierConfig } from '../config/classifier-config.ts';
import { trainClassifier } from '../train/classifier/train-classifier.ts';
import { StageProgress } from '../train/stage-progress.ts';
import { pick, toNumber } from './hosting-options.ts';
import { interruptible } from './interrupt.ts';
import type { RegisterTrainer } from './train.ts';

const NAMES = [
  ...[
    'variant',
    'width',
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
  ],
  ...['workers', 'gl', 'quick'],
] as const;

/** `faultscape train classifier`: trains a net of the MobileNet family to name what is in a picture. */
export const registerTrainClassifier: RegisterTrainer = (train, io) => {
  train
    .command('classifier')
    .description('classifier, a MobileNet that names objects; a stopped training goes on where it was')
    .option('--variant <name>', `${MOBILE_NET_VARIANTS.join(', ')} (default: base)`)
    .option('--width <x>', 'multiplies the channels of every layer (default: 0.25)', toNumber)
    .option('--seed <n>', 'seed of scenes, weights and shuffling (default: 1)', toNumber)
    .option('--out <folder>', 'where weights and their card go (default: runs/train-classifier)')
    .option('--data <folder>', 'train on a dataset of faultscape collect, not on new pictures')
    .option('--rounds <n>', 'rounds, each with pictures of its own (default: 6)', toNumber)
    .option('--pictures <n>', 'pictures taken for a round (default: 2400)', toNumber)
    .option('--steps <n>', 'training steps of 32 pictures in a round (default: 300)', toNumber)
    .option('--from <file>', 'weights to begin with, of the same net (default: new ones)')
    .option('--learning-rate <x>', 'highest rate of Adam (default: 0.01)', toNumber)
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
    .option('--quick', 'a few minutes instead of half an hour: shows that it works, names little')
    .option('--workers <n>', 'worker processes that take pictures (default: 2)', toNumber)
    .option('--gl <route>', `how to draw: ${GL_CHOICES.join(', ')}`)
    .action(async (_, self) => {
      const config = parseClassifierConfig(pick(self.optsWithGlobals(), NAMES));
      const progress = new StageProgress(io);
      const work = (signal: AbortSignal) =>
        trainClassifier({
          ...config,
          signal,
          onRemark: (text) => progress.remark(text),
          onProgress: (activity, done, total) => progress.update(activity, done, total, performance.now()),
        });
      const { weightsFile, cardFile } = await interruptible(io, work, 'stopping; whole rounds are kept');
      io.out(
        `weights   ${weightsFile}\ncard      ${cardFile}\n` +
          `next      faultscape evaluate --task recognition/all --agent classifier:${weightsFile}\n`,
      );
    });
};
