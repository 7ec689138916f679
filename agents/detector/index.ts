/** A door of its own for training the detector. */
export { IMAGE } from './detector-net.ts';
export { type DetectorLosses, DetectorTrainer } from './detector-trainer.ts';
export { joinPictures, type LabelledBox, type LabelledPictures } from './labelled-pictures.ts';
