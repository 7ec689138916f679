import type { LabelledPictures } from '../../../agents/pictures/index.ts';
import type { TrainingSettings } from './training-state.ts';

/** Where a training's pictures come from. */
export interface PictureSource {
  /** What decides the pictures besides the training's own numbers; known before `open`. */
  readonly settings: TrainingSettings;
  /** Makes ready; resolves with what drew the pictures. */
  open(): Promise<string>;
  /** The pictures that a round trains on; the next round's may be asked for before they are learned. */
  round(round: number): Promise<LabelledPictures>;
  /** Pictures that no round trains on. */
  heldOut(): Promise<LabelledPictures>;
  close(): Promise<void>;
}
