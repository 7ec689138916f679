import { BACKBONES } from '../../agents/perception/index.ts';
import { GL_CHOICES } from '../../sim/render/headless.ts';
import { parseTrainUavConfig } from '../config/train-uav-config.ts';
import { StageProgress } from '../train/stage-progress.ts';
import { trainUav } from '../train/train-uav.ts';
import { pick, toNumber } from './hosting-options.ts';
import type { RegisterTrainer } from './train.ts';

/** `faultscape train uav`: trains the shipped racing agent again, or a variant of it. */
export const registerTrainUav: RegisterTrainer = (train, io) => {
  train
    .command('uav')
    .description('uav-vision, which races by camera and inertial unit: by imitating uav-pd')
    .option('--seed <n>', 'seed of tracks, weights and order (default: 1)', toNumber)
    .option('--out <folder>', 'where weights, dataset.csv and curve.csv go (default: runs/train-uav)')
    .option('--rounds <file>', 'JSON list of DAgger rounds: {episodes, studentShare, steps}')
    .option('--backbone <name>', `what it sees with: ${BACKBONES.join(', ')} (default: plain)`)
    .option('--quick', 'a minute or two: shows that it works, flies badly')
    .option('--gl <route>', `how to draw: ${GL_CHOICES.join(', ')}`)
    .action(async (_, self) => {
      const options = self.optsWithGlobals();
      const names = ['seed', 'out', 'rounds', 'backbone', 'quick', 'gl'] as const;
      const config = parseTrainUavConfig({ ...pick(options, names), plugins: options.plugin });
      const abort = new AbortController();
      const onInterrupt = () => abort.abort();
      process.once('SIGINT', onInterrupt);
      const progress = new StageProgress(io);
      try {
        const { weightsFile, lessons, renderer } = await trainUav({
          ...config,
          signal: abort.signal,
          onProgress: (activity, done, total) => progress.update(activity, done, total, performance.now()),
        });
        io.out(
          `weights   ${weightsFile}\npictures  ${lessons}, drawn on ${renderer}\n` +
            `next      faultscape evaluate --task uav/3-anchors --agent uav-vision:${weightsFile}\n`,
        );
      } finally {
        process.off('SIGINT', onInterrupt);
      }
    });
};
