import { joinPictures, type LabelledPictures } from '../../../agents/pictures/index.ts';
import type { GlChoice } from '../../../sim/render/headless.ts';
import { WorkerPool } from '../../evaluate/worker-pool.ts';
import type { PictureSource } from './picture-source.ts';
import type { PictureAbout, PictureConfig, PictureJob } from './picture-worker.ts';
import type { TrainingSettings } from './training-state.ts';
import { type TrainingView, trainingView } from './training-views.ts';

export interface RenderedPicturesOptions {
  readonly seed: number;
  /** Pictures of a round. */
  readonly pictures: number;
  readonly workers: number;
  readonly gl: GlChoice;
  /** What is taken; the training domain unless told otherwise. */
  readonly views?: PictureViews;
  readonly onProgress: (activity: string, done: number, total: number) => void;
}

/** Views to take pictures of, round by round; a round of -1 is held out. */
export interface PictureViews {
  /** Tells these views from any others. */
  readonly name: string;
  readonly of: (round: number, index: number) => TrainingView;
}

/** Pictures a worker takes for one job. */
const LOT = 60;
/** At most so many pictures, which no round trains on, tell how well unseen ones are met. */
const MOST_HELD_OUT = 600;
/** The place of the held-out pictures among the rounds: before the first. */
const HELD_OUT_ROUND = -1;

/** Pictures of the training domain (see trainingView), or of other views, taken in workers: each round has new ones. */
export class RenderedPictures implements PictureSource {
  readonly settings: TrainingSettings;
  readonly #options: RenderedPicturesOptions;
  #pool: WorkerPool<PictureJob, LabelledPictures> | null = null;

  constructor(options: RenderedPicturesOptions) {
    const { gl, views } = options;
    this.settings = views === undefined ? { gl } : { gl, views: views.name };
    this.#options = options;
  }

  async open(): Promise<string> {
    const { gl, workers } = this.#options;
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#pool = new WorkerPool<PictureJob, LabelledPictures>({
      module: new URL(`./picture-worker.${extension}`, import.meta.url),
      config: { gl } satisfies PictureConfig,
      workers,
      jobsPerWorker: 1,
    });
    const [about] = (await this.#pool.ready()) as readonly PictureAbout[];
    return (about as PictureAbout).renderer;
  }

  round(round: number): Promise<LabelledPictures> {
    return this.#take(round, this.#options.pictures);
  }

  heldOut(): Promise<LabelledPictures> {
    return this.#take(HELD_OUT_ROUND, Math.min(MOST_HELD_OUT, this.#options.pictures));
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }

  async #take(round: number, count: number): Promise<LabelledPictures> {
    const { seed, views, onProgress } = this.#options;
    const pool = this.#pool;
    if (pool === null) throw new RangeError('the pictures must be opened before any is taken');
    let done = 0;
    const lots = Array.from({ length: Math.ceil(count / LOT) }, async (_, k) => {
      const lot = Array.from({ length: Math.min(LOT, count - k * LOT) }, (_, i) => {
        return views?.of(round, k * LOT + i) ?? trainingView(seed, round, k * LOT + i);
      });
      const pictures = await pool.run({ views: lot });
      done += lot.length;
      // Later rounds are taken while the round before trains, which has the word then.
      if (round <= 0) onProgress('taking the first pictures', done, count);
      return pictures;
    });
    return joinPictures(await Promise.all(lots));
  }
}
