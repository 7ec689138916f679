import {
  joinPictures,
  type LabelledPictures,
  type PictureTrainer,
  type PictureTrainerOptions,
} from '../../../agents/pictures/index.ts';
import { FaultscapeError } from '../../../sim/index.ts';
import type { GlChoice } from '../../../sim/render/headless.ts';
import { WorkerPool } from '../../evaluate/worker-pool.ts';
import { makeFolder } from '../../store/make-folder.ts';
import type { PictureAbout, PictureConfig, PictureJob } from './picture-worker.ts';
import { type TrainingSettings, TrainingState } from './training-state.ts';

export interface PictureTraining<Parts extends string> {
  readonly out: string;
  readonly seed: number;
  readonly rounds: number;
  /** Pictures and training steps of a round. */
  readonly pictures: number;
  readonly steps: number;
  readonly workers: number;
  readonly gl: GlChoice;
  readonly signal: AbortSignal;
  /** One line of news: what is being done, how far it is. */
  readonly onProgress: (activity: string, done: number, total: number) => void;
  readonly onRemark: (text: string) => void;
  readonly learningRate: number;
  /** The losses that the curve tells, `total` first. */
  readonly parts: readonly (Parts | 'total')[];
  /** What decides the weights besides seed, rounds, pictures, steps and drawing. */
  readonly settings: TrainingSettings;
  readonly createTrainer: (options: PictureTrainerOptions) => Promise<PictureTrainer<Parts>>;
}

type PictureTaking = Pick<PictureTraining<string>, 'seed' | 'signal' | 'onProgress'>;

const CURVE_EVERY_STEPS = 50;
/** Pictures a worker takes for one job. */
const LOT = 60;
/** At most so many pictures, which no round trains on, tell how well unseen ones are met. */
const MOST_HELD_OUT = 240;
/** The place of the held-out pictures among the rounds: before the first. */
const HELD_OUT_ROUND = -1;

/**
 * Trains a net on pictures of the training domain (see trainingView), each round on new ones, which are taken
 * while the round before trains. Writes weights after each round and curve.csv to `out`. Stopped, it goes on
 * after the last whole round, to the same weights. Reproducible from the seed on one GL route and one tensor backend.
 */
export async function trainOnPictures<Parts extends string>(
  options: PictureTraining<Parts>,
): Promise<{ readonly weights: Uint8Array; readonly renderer: string }> {
  const { out, seed, rounds, pictures: count, steps, gl, settings, parts, onRemark } = options;
  makeFolder(out, '--out');
  const state = TrainingState.open(out, { ...settings, seed, rounds, pictures: count, steps, gl }, parts);
  if (state.rounds > 0) onRemark(`going on after round ${state.rounds} of ${rounds}`);
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const pool = new WorkerPool<PictureJob, LabelledPictures>({
    module: new URL(`./picture-worker.${extension}`, import.meta.url),
    config: { gl } satisfies PictureConfig,
    workers: options.workers,
    jobsPerWorker: 1,
  });
  try {
    const [about] = (await pool.ready()) as readonly PictureAbout[];
    const heldOut = await take(pool, options, HELD_OUT_ROUND, Math.min(MOST_HELD_OUT, count));
    let coming = state.rounds < rounds ? take(pool, options, state.rounds, count) : null;
    while (coming !== null) {
      const round = state.rounds;
      const pictures: LabelledPictures = await coming;
      coming = round + 1 < rounds ? take(pool, options, round + 1, count) : null;
      // A rejection that comes before this round is trained must wait for it, not end the process.
      coming?.catch(() => {});
      await study(options, round, state, pictures, heldOut);
    }
    return { weights: state.weights as Uint8Array, renderer: (about as PictureAbout).renderer };
  } finally {
    await pool.close();
  }
}

/** A round's pictures; stops waiting for them when the training is interrupted. */
function take(
  pool: WorkerPool<PictureJob, LabelledPictures>,
  { seed, signal, onProgress }: PictureTaking,
  round: number,
  count: number,
): Promise<LabelledPictures> {
  const lots = Array.from({ length: Math.ceil(count / LOT) }, (_, k): PictureJob => {
    return { seed, round, first: k * LOT, count: Math.min(LOT, count - k * LOT) };
  });
  let done = 0;
  const taking = Promise.all(
    lots.map(async (lot) => {
      const pictures = await pool.run(lot);
      done += lot.count;
      if (round === HELD_OUT_ROUND || round === 0) onProgress('taking the first pictures', done, count);
      return pictures;
    }),
  ).then(joinPictures);
  return new Promise((resolve, reject) => {
    const stop = () => reject(interrupted());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    taking.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Trains on a round's pictures, from the last round's weights, and keeps what it comes to. */
async function study<Parts extends string>(
  options: PictureTraining<Parts>,
  round: number,
  state: TrainingState,
  pictures: LabelledPictures,
  heldOut: LabelledPictures,
): Promise<void> {
  const { seed, rounds, steps, signal, parts, onProgress } = options;
  const listed = (losses: Readonly<Record<Parts | 'total', number>>) => parts.map((part) => losses[part]);
  const trainer = await options.createTrainer({
    seed,
    learningRate: options.learningRate,
    firstStep: round * steps,
    totalSteps: rounds * steps,
  });
  try {
    if (state.weights !== null) trainer.importWeights(state.weights);
    let batches: number[][] = [];
    for (let step = 0; step < steps; step++) {
      if (signal.aborted) throw interrupted();
      if (batches.length === 0) batches = trainer.shuffledBatches(pictures.count);
      const { learningRate } = trainer;
      const losses = trainer.step(pictures, batches.pop() as number[]);
      if (step % CURVE_EVERY_STEPS === 0) state.note('training', trainer.steps, learningRate, listed(losses));
      onProgress('training', trainer.steps, rounds * steps);
      await new Promise((resolve) => setImmediate(resolve));
    }
    state.note('held-out', trainer.steps, trainer.learningRate, listed(trainer.evaluate(heldOut)));
    state.endRound(trainer.exportWeights());
  } finally {
    trainer.dispose();
  }
}

function interrupted(): FaultscapeError {
  return new FaultscapeError('interrupted', 'Training was interrupted.', {
    hint: 'the same command goes on after the last whole round',
  });
}
