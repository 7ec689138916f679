import { parseDetectorConfig, USUAL_DETECTOR } from '../config/detector-config.ts';
import { trainDetector } from '../train/detector/train-detector.ts';
import {
  addPictureTrainingOptions,
  pictureTrainingFlags,
  trainWithProgress,
} from './picture-training-options.ts';
import type { RegisterTrainer } from './train.ts';

/** `faultscape train detector`: trains the shipped detector again, or a variant of it. */
export const registerTrainDetector: RegisterTrainer = (train, io) => {
  const command = train
    .command('detector')
    .description('detector, which finds objects in pictures; a stopped training goes on where it was');
  addPictureTrainingOptions(command, USUAL_DETECTOR).action(async (_, self) => {
    const config = parseDetectorConfig(pictureTrainingFlags(self));
    const result = await trainWithProgress(io, (reins) => trainDetector({ ...config, ...reins }));
    io.out(
      `weights   ${result.weightsFile}\npictures  ${result.pictures}, drawn on ${result.renderer}\n` +
        `card      ${result.cardFile}\n` +
        `next      faultscape evaluate --task detection/all --agent detector:${result.weightsFile}\n`,
    );
  });
};
