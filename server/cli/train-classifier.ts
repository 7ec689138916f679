import { MOBILE_NET_VARIANTS } from '../../agents/perception/index.ts';
import { parseClassifierConfig, USUAL_CLASSIFIER } from '../config/classifier-config.ts';
import { trainClassifier } from '../train/classifier/train-classifier.ts';
import { toNumber } from './hosting-options.ts';
import {
  addPictureTrainingOptions,
  pictureTrainingFlags,
  trainWithProgress,
} from './picture-training-options.ts';
import type { RegisterTrainer } from './train.ts';

/** `faultscape train classifier`: trains a net of the MobileNet family to name what is in a picture. */
export const registerTrainClassifier: RegisterTrainer = (train, io) => {
  const command = train
    .command('classifier')
    .description('classifier, a MobileNet that names objects; a stopped training goes on where it was')
    .option('--variant <name>', `${MOBILE_NET_VARIANTS.join(', ')} (default: base; d3 is shipped)`)
    .option('--width <x>', 'multiplies the channels of every layer (default: 0.25)', toNumber);
  addPictureTrainingOptions(command, USUAL_CLASSIFIER).action(async (_, self) => {
    const config = parseClassifierConfig(pictureTrainingFlags(self, 'variant', 'width'));
    const trained = await trainWithProgress(io, (reins) => trainClassifier({ ...config, ...reins }));
    const { weightsFile, cardFile } = trained;
    io.out(
      `weights   ${weightsFile}\ncard      ${cardFile}\n` +
        `next      faultscape evaluate --task recognition/all --agent classifier:${weightsFile}\n`,
    );
  });
};
