import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compactWeights,
  createDetectorTrainer,
  joinPictures,
  type LabelledPictures,
} from '../../../agents/detector/index.ts';
import { tensorflowInUse } from '../../../agents/tensor/index.ts';
import { FaultscapeError } from '../../../sim/index.ts';
import type { DetectorConfig } from '../../config/detector-config.ts';
import { WorkerPool } from '../../evaluate/worker-pool.ts';
import { makeFolder } from '../../store/make-folder.ts';
import { detectorCard } from './detector-card.ts';
import { type DetectorVerdict, judgeDetector } from './judge-detector.ts';
import type { PictureAbout, PictureConfig, PictureJob } from './picture-worker.ts';
import { TrainingState } from './training-state.ts';

export interface TrainDetectorOptions extends DetectorConfig {
  readonly signal: AbortSignal;
  /** One line of news: what is being done, how far it is. */
  readonly onProgress: (activity: string, done: number, total: number) => void;
  readonly onRemark: (text: string) => void;
}

export interface TrainDetectorResult {
  readonly weightsFile: string;
  readonly cardFile: string;
  readonly pictures: number;
  readonly renderer: string;
}

const LEARNING_RATE = 2.5e-3;
const CURVE_EVERY_STEPS = 50;
/** Pictures a worker takes for one job. */
const LOT = 60;
/** At most so many pictures, which no round trains on, tell how well unseen ones are met. */
const MOST_HELD_OUT = 240;
/** The place of the held-out pictures among the rounds: before the first. */
const HELD_OUT_ROUND = -1;

/**
 * Trains `detector` on pictures of the training domain (see trainingView), each round on new ones, which are
 * taken while the round before trains. Writes, in `out`: weights after each round, detector.fsw, curve.csv
 * (losses) and README.md, the card with what the detector does on shapes that it never saw. Stopped, it goes on
 * after the last whole round, to the same weights. Reproducible from the seed on one GL route and one
 * tensor backend.
 */
export async function trainDetector(options: TrainDetectorOptions): Promise<TrainDetectorResult> {
  const { out, rounds, onRemark } = options;
  makeFolder(out, '--out');
  const state = TrainingState.open(out, options);
  if (state.rounds > 0) onRemark(`going on after round ${state.rounds} of ${rounds}`);
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const pool = new WorkerPool<PictureJob, LabelledPictures>({
    module: new URL(`./picture-worker.${extension}`, import.meta.url),
    config: { gl: options.gl } satisfies PictureConfig,
    workers: options.workers,
    jobsPerWorker: 1,
  });
  try {
    const [about] = (await pool.ready()) as readonly PictureAbout[];
    const heldOut = await take(pool, options, HELD_OUT_ROUND, Math.min(MOST_HELD_OUT, options.pictures));
    let coming = state.rounds < rounds ? take(pool, options, state.rounds, options.pictures) : null;
    while (coming !== null) {
      const round = state.rounds;
      const pictures: LabelledPictures = await coming;
      coming = round + 1 < rounds ? take(pool, options, round + 1, options.pictures) : null;
      // A rejection that comes before this round is trained must wait for it, not end the process.
      coming?.catch(() => {});
      await study(options, round, state, pictures, heldOut);
    }
    await pool.close();
    const weightsFile = join(out, 'detector.fsw');
    writeFileSync(weightsFile, compactWeights(state.weights as Uint8Array));
    const verdict = options.judged === 0 ? null : await judgeNew(options, weightsFile);
    const renderer = (about as PictureAbout).renderer;
    const backend = tensorflowInUse()?.detail ?? 'nothing trained in this process';
    const cardFile = join(out, 'README.md');
    writeFileSync(cardFile, detectorCard({ config: options, renderer, backend, verdict }));
    return { weightsFile, cardFile, pictures: rounds * options.pictures, renderer };
  } finally {
    await pool.close();
  }
}

function judgeNew(
  { judged, seed, workers, gl, signal, onProgress }: TrainDetectorOptions,
  weightsFile: string,
): Promise<DetectorVerdict> {
  return judgeDetector({
    agent: `detector:${weightsFile}`,
    scenes: judged,
    seed,
    workers,
    gl,
    signal,
    onProgress: (done, total) => onProgress('judging on shapes it never saw', done, total),
  });
}

/** A round's pictures; stops waiting for them when the training is interrupted. */
function take(
  pool: WorkerPool<PictureJob, LabelledPictures>,
  { seed, signal, onProgress }: TrainDetectorOptions,
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
async function study(
  { seed, rounds, steps, signal, onProgress }: TrainDetectorOptions,
  round: number,
  state: TrainingState,
  pictures: LabelledPictures,
  heldOut: LabelledPictures,
): Promise<void> {
  const trainer = await createDetectorTrainer({
    seed,
    learningRate: LEARNING_RATE,
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
      if (step % CURVE_EVERY_STEPS === 0) state.note('training', trainer.steps, learningRate, losses);
      onProgress('training', trainer.steps, rounds * steps);
      await new Promise((resolve) => setImmediate(resolve));
    }
    state.note('held-out', trainer.steps, trainer.learningRate, trainer.evaluate(heldOut));
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
