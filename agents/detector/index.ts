/** A door of its own for training the detector. */
export { DETECTOR_CAMERA, DetectorAgent } from './detector-agent.ts';
export { IMAGE } from './detector-net.ts';
export { compactWeights, type DetectorLosses, DetectorTrainer } from './detector-trainer.ts';
export { joinPictures, type LabelledBox, type LabelledPictures } from './labelled-pictures.ts';
