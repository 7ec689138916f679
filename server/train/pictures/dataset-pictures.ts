import { IMAGE, type LabelledPictures } from '../../../agents/pictures/index.ts';
import { FaultscapeError, SHAPE_CLASSES } from '../../../sim/index.ts';
import { Dataset, type Sample } from '../../dataset/dataset.ts';
import { datasetHash, readDatasetManifest } from '../../dataset/dataset-manifest.ts';
import { sampleStream } from '../../dataset/sample-stream.ts';
import { splitScenes } from '../../dataset/split-scenes.ts';
import type { PictureSource } from './picture-source.ts';
import type { TrainingSettings } from './training-state.ts';

export interface DatasetPicturesOptions {
  readonly data: string;
  readonly seed: number;
  /** Pictures of a round. */
  readonly pictures: number;
  readonly onProgress: (activity: string, done: number, total: number) => void;
}

interface Parts {
  readonly train: readonly Sample[];
  readonly heldOut: readonly Sample[];
}

/** Scenes of the dataset, of ten, that no round trains on. */
const SHARES = { train: 9, heldOut: 1 } as const;
const MOST_HELD_OUT = 240;
/** Pictures read between two pauses in which others get a turn. */
const LOT = 60;

/**
 * Pictures of a dataset, drawn from the seed: every class as often as any other, each picture of a class once before
 * any comes again. One scene in ten is held out.
 */
export class DatasetPictures implements PictureSource {
  readonly settings: TrainingSettings;
  readonly #options: DatasetPicturesOptions;
  #dataset: Dataset | null = null;
  #parts: Parts = { train: [], heldOut: [] };

  /** Throws an error of kind `data` or `usage` if there is no dataset, or none of still pictures of objects. */
  constructor(options: DatasetPicturesOptions) {
    const { data } = options;
    expectFitting(data);
    this.settings = { data: datasetHash(data) };
    this.#options = options;
  }

  async open(): Promise<string> {
    const { data, seed } = this.#options;
    const dataset = Dataset.open(data);
    this.#dataset = dataset;
    const unboxed = dataset.samples.find((sample) => sample.class !== null && sample.box === null);
    if (unboxed !== undefined) {
      throw new FaultscapeError('data', `Sample ${unboxed.key} in ${unboxed.shard} has a class and no box.`, {
        expected: 'a box round whatever has a class',
        got: 'box: null',
      });
    }
    this.#parts = splitScenes(dataset.samples, { seed, shares: SHARES });
    if (this.#parts.heldOut.length === 0) {
      throw new FaultscapeError('data', `The dataset in ${data} has too few scenes to hold any out.`, {
        expected: 'at least 6',
        got: String(dataset.manifest.scenes),
        hint: 'faultscape collect with a larger -n',
      });
    }
    return dataset.manifest.renderer;
  }

  round(round: number): Promise<LabelledPictures> {
    const { seed, pictures } = this.#options;
    const stream = sampleStream(this.#parts.train, { seed, balanced: true });
    for (let skipped = 0; skipped < round * pictures; skipped++) stream.next();
    return this.#read(Array.from({ length: pictures }, () => stream.next().value));
  }

  heldOut(): Promise<LabelledPictures> {
    const { heldOut } = this.#parts;
    const stream = sampleStream(heldOut, { seed: this.#options.seed, balanced: false });
    const count = Math.min(MOST_HELD_OUT, heldOut.length);
    return this.#read(Array.from({ length: count }, () => stream.next().value));
  }

  async close(): Promise<void> {
    this.#dataset?.close();
  }

  async #read(samples: readonly Sample[]): Promise<LabelledPictures> {
    const dataset = this.#dataset;
    if (dataset === null) throw new RangeError('the pictures must be opened before any is read');
    const images = new Uint8Array(samples.length * IMAGE.values);
    const boxes = new Float32Array(4 * samples.length);
    for (const [i, sample] of samples.entries()) {
      if (i % LOT === 0) await new Promise((resolve) => setImmediate(resolve));
      images.set(dataset.image(sample), i * IMAGE.values);
      if (sample.box !== null)
        boxes.set(
          sample.box.map((share) => share * IMAGE.sidePx),
          4 * i,
        );
    }
    return {
      count: samples.length,
      images,
      boxes,
      classes: Int8Array.from(samples, (one) => one.class ?? -1),
    };
  }
}

function expectFitting(data: string): void {
  const { classOf, classes, image, task } = readDatasetManifest(data);
  if (classOf !== 'object' || classes.join() !== SHAPE_CLASSES.join()) {
    throw new FaultscapeError(
      'usage',
      `The dataset in ${data} does not say what object each picture shows.`,
      {
        expected: 'a dataset of recognition/all or a detection task',
        got: `one of ${task}, whose classes are ${classes.join(', ')}`,
      },
    );
  }
  if (image.widthPx !== IMAGE.sidePx || image.heightPx !== IMAGE.sidePx) {
    throw new FaultscapeError('usage', `The pictures in ${data} have the wrong size.`, {
      expected: `${IMAGE.sidePx} x ${IMAGE.sidePx}`,
      got: `${image.widthPx} x ${image.heightPx}`,
      hint: `faultscape collect --image ${IMAGE.sidePx}x${IMAGE.sidePx}`,
    });
  }
}
