/** A door of its own for training the detector. */
export { joinPictures, type LabelledBox, type LabelledPictures } from '../pictures/labelled-pictures.ts';
export { IMAGE } from '../pictures/still-image.ts';
export { DETECTOR_CAMERA, DetectorAgent } from './detector-agent.ts';
export { compactWeights, createDetectorTrainer, type DetectorLosses } from './detector-trainer.ts';
