import { readDatasetManifest } from '../../dataset/dataset-manifest.ts';
import { DatasetPictures } from './dataset-pictures.ts';
import type { PictureSource } from './picture-source.ts';
import { RenderedPictures, type RenderedPicturesOptions } from './rendered-pictures.ts';

/** A dataset's folder, or null for pictures that are taken for the training. */
type Data = string | null;

export function pictureSource(options: RenderedPicturesOptions & { readonly data: Data }): PictureSource {
  const { data } = options;
  return data === null ? new RenderedPictures(options) : new DatasetPictures({ ...options, data });
}

/** What a model card says of where its pictures came from. */
export interface PictureOrigin {
  /** Behind "rounds of N". */
  readonly pictures: string;
  /** In the command that trains it again. */
  readonly flags: string;
  /** What the net was shown; null where it is what it usually is. */
  readonly saw: string | null;
  /** What is known of the shapes that it is judged by. */
  readonly judgedBy: string;
  /** What natural views are to it. */
  readonly natural: string;
}

export function pictureOrigin(data: Data): PictureOrigin {
  if (data === null) {
    return {
      pictures: 'new pictures',
      flags: '',
      saw: null,
      judgedBy: 'all with instances that\ntraining never shows',
      natural: ', which are those of the training',
    };
  }
  const { task, space, samples, scenes, seed, sceneFile } = readDatasetManifest(data);
  const origin = sceneFile === null ? `drawn evenly from its space \`${space.name}\`` : 'given by a file';
  return {
    pictures: 'pictures of a dataset',
    flags: ` --data ${data}`,
    saw: `A dataset of ${samples} pictures of ${scenes} scenes of \`${task}\`, ${origin} (seed ${seed}); every class as often as any
other, one scene in ten held out. Its \`dataset.json\` says all of it.`,
    judgedBy:
      'with instances\ndrawn from the million that the dataset was drawn from too, so that hardly one was in it',
    natural: '',
  };
}
