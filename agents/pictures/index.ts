/** A door of its own for training on pictures. */
export { joinPictures, type LabelledBox, type LabelledPictures } from './labelled-pictures.ts';
export type { PictureTrainer, PictureTrainerOptions, TrainerProgress } from './picture-trainer.ts';
export { IMAGE, STILL_CAMERA } from './still-image.ts';
