import type {
  LabelledPictures,
  PictureTrainer,
  PictureTrainerOptions,
} from '../../../agents/pictures/index.ts';
import { hashFiles } from '../../../agents/tensor/index.ts';
import { FaultscapeError } from '../../../sim/index.ts';
import { readNetFile } from '../../evaluate/read-net-file.ts';
import { unlessAborted } from '../../evaluate/unless-aborted.ts';
import { makeFolder } from '../../store/make-folder.ts';
import type { PictureSource } from './picture-source.ts';
import { type TrainingSettings, TrainingState } from './training-state.ts';

export interface PictureTraining<Parts extends string> {
  readonly out: string;
  readonly seed: number;
  readonly rounds: number;
  /** Pictures and training steps of a round. */
  readonly pictures: number;
  readonly steps: number;
  readonly source: PictureSource;
  readonly signal: AbortSignal;
  /** One line of news: what is being done, how far it is. */
  readonly onProgress: (activity: string, done: number, total: number) => void;
  readonly onRemark: (text: string) => void;
  readonly learningRate: number;
  /** A weights file or a shipped net to begin with; null begins with new weights. */
  readonly from: string | null;
  /** The losses that the curve tells, `total` first. */
  readonly parts: readonly (Parts | 'total')[];
  /** What decides the weights besides seed, rounds, pictures, steps and drawing. */
  readonly settings: TrainingSettings;
  readonly createTrainer: (options: PictureTrainerOptions) => Promise<PictureTrainer<Parts>>;
  /** Rounds without a lower held-out loss after which it stops; null for never. */
  readonly patience: number | null;
  /** What else the curve tells of the held-out pictures. */
  readonly measure?: HeldOutMeasure;
}

/** Figures of a net's outputs for all held-out pictures, a row after the other. */
export interface HeldOutMeasure {
  readonly names: readonly string[];
  readonly of: (outputs: Float32Array, pictures: LabelledPictures) => readonly number[];
}

export interface TrainedOnPictures {
  /** Of the last round, or of the best where the training was to stop by itself. */
  readonly weights: Uint8Array;
  readonly renderer: string;
  readonly rounds: number;
  /** The round, counted from 1, after which held-out pictures were met best. */
  readonly bestRound: number;
}

const CURVE_EVERY_STEPS = 50;

/**
 * Trains a net on a source's pictures, round by round; the next round's are fetched while one trains. Writes, to
 * `out`, weights and training.json after each round, and curve.csv. Stopped, even killed, it goes on after the last
 * whole round, to the same weights. With `patience` it stops by itself, and gives the weights of the best round.
 * Reproducible from the seed on one tensor backend, and on one GL route where pictures are drawn.
 */
export async function trainOnPictures<Parts extends string>(
  options: PictureTraining<Parts>,
): Promise<TrainedOnPictures> {
  const { out, seed, rounds, pictures: count, steps, source, settings, parts, signal, onRemark } = options;
  const { learningRate, patience, from, measure } = options;
  const first = from === null ? null : await readNetFile(from);
  makeFolder(out, '--out');
  const decisive = {
    ...{ ...settings, seed, rounds, pictures: count, steps, learningRate },
    ...(patience === null ? {} : { patience }),
    ...(first === null ? {} : { from: hashFiles([first]) }),
    ...source.settings,
  };
  const state = TrainingState.open(out, decisive, [...parts, ...(measure?.names ?? [])], patience);
  if (state.rounds > 0) onRemark(`going on after round ${state.rounds} of ${rounds}`);
  let trainer: PictureTrainer<Parts> | null = null;
  try {
    const renderer = await source.open();
    const heldOut = await unlessAborted(source.heldOut(), signal, interrupted);
    const goesOn = (round: number) => round < rounds && !state.exhausted;
    const fetched = (round: number) =>
      goesOn(round) ? unlessAborted(source.round(round), signal, interrupted) : null;
    if (goesOn(state.rounds)) trainer = await trainerAt(options, state, first);
    let coming = fetched(state.rounds);
    while (coming !== null && goesOn(state.rounds)) {
      const round = state.rounds;
      const pictures: LabelledPictures = await coming;
      coming = fetched(round + 1);
      // A rejection that comes before this round is trained must wait for it, not end the process.
      coming?.catch(() => {});
      await study(options, round, state, trainer as PictureTrainer<Parts>, { pictures, heldOut });
    }
    if (state.exhausted) onRemark(`held-out pictures were met best after round ${state.bestRound}: stopped`);
    return { weights: state.chosenWeights(), renderer, rounds: state.rounds, bestRound: state.bestRound };
  } finally {
    trainer?.dispose();
    await source.close();
  }
}

/** A new trainer, or one that goes on where the folder's last whole round ended. */
async function trainerAt<Parts extends string>(
  { seed, learningRate, rounds, steps, createTrainer }: PictureTraining<Parts>,
  state: TrainingState,
  first: Uint8Array | null,
): Promise<PictureTrainer<Parts>> {
  const trainer = await createTrainer({ seed, learningRate, totalSteps: rounds * steps });
  try {
    const progress = state.progress(state.rounds * steps);
    if (progress !== null) trainer.resume(progress);
    else if (first !== null) trainer.beginWith(first);
    return trainer;
  } catch (error) {
    trainer.dispose();
    throw error;
  }
}

/** Trains on a round's pictures, and keeps what it comes to. */
async function study<Parts extends string>(
  { rounds, steps, signal, parts, measure, onProgress }: PictureTraining<Parts>,
  round: number,
  state: TrainingState,
  trainer: PictureTrainer<Parts>,
  { pictures, heldOut }: Readonly<Record<'pictures' | 'heldOut', LabelledPictures>>,
): Promise<void> {
  const listed = (losses: Readonly<Record<Parts | 'total', number>>) => parts.map((part) => losses[part]);
  trainer.beginRound(round);
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
  const outputs = trainer.outputs(heldOut);
  const losses = trainer.evaluate(heldOut, outputs);
  const measured = measure?.of(outputs, heldOut) ?? [];
  state.note('held-out', trainer.steps, trainer.learningRate, [...listed(losses), ...measured]);
  state.endRound(trainer.progress(), losses.total);
}

function interrupted(): FaultscapeError {
  return new FaultscapeError('interrupted', 'Training was interrupted.', {
    hint: 'the same command goes on after the last whole round',
  });
}
