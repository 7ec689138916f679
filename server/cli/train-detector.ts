import { MOBILE_NET_VARIANTS } from '../../agents/perception/index.ts';
import { parseDetectorConfig, USUAL_DETECTOR } from '../config/detector-config.ts';
import { trainDetector } from '../train/detector/train-detector.ts';
import { toNumber } from './hosting-options.ts';
import {
  addPictureTrainingOptions,
  pictureTrainingFlags,
  trainWithProgress,
} from './picture-training-options.ts';
import type { RegisterTrainer } from './train.ts';

/** `faultscape train detector`: trains the shipped detector again, or one on another net of the MobileNet family. */
export const registerTrainDetector: RegisterTrainer = (train, io) => {
  const command = train
    .command('detector')
    .description('detector, which finds objects in pictures; a stopped training goes on where it was')
    .option('--variant <name>', `its MobileNet: ${MOBILE_NET_VARIANTS.join(', ')} (default: d3)`)
    .option('--width <x>', 'multiplies the channels of every layer (default: 0.25)', toNumber);
  addPictureTrainingOptions(command, USUAL_DETECTOR).action(async (_, self) => {
    const config = parseDetectorConfig(pictureTrainingFlags(self, 'variant', 'width'));
    const result = await trainWithProgress(io, (reins) => trainDetector({ ...config, ...reins }));
    io.out(
      `weights   ${result.weightsFile}\npictures  ${result.pictures}, drawn on ${result.renderer}\n` +
        `card      ${result.cardFile}\n` +
        `next      faultscape evaluate --task detection/all --agent detector:${result.weightsFile}\n`,
    );
  });
};
