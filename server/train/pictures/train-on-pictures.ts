import type {
  LabelledPictures,
  PictureTrainer,
  PictureTrainerOptions,
} from '../../../agents/pictures/index.ts';
import { FaultscapeError } from '../../../sim/index.ts';
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
  /** The losses that the curve tells, `total` first. */
  readonly parts: readonly (Parts | 'total')[];
  /** What decides the weights besides seed, rounds, pictures, steps and drawing. */
  readonly settings: TrainingSettings;
  readonly createTrainer: (options: PictureTrainerOptions) => Promise<PictureTrainer<Parts>>;
}

const CURVE_EVERY_STEPS = 50;

/**
 * Trains a net on a source's pictures, round by round; the next round's are fetched while one trains. Writes
 * weights after each round and curve.csv to `out`. Stopped, it goes on after the last whole round, to the same
 * weights. Reproducible from the seed on one tensor backend, and on one GL route where pictures are drawn.
 */
export async function trainOnPictures<Parts extends string>(
  options: PictureTraining<Parts>,
): Promise<{ readonly weights: Uint8Array; readonly renderer: string }> {
  const { out, seed, rounds, pictures: count, steps, source, settings, parts, signal, onRemark } = options;
  makeFolder(out, '--out');
  const decisive = { ...settings, seed, rounds, pictures: count, steps, ...source.settings };
  const state = TrainingState.open(out, decisive, parts);
  if (state.rounds > 0) onRemark(`going on after round ${state.rounds} of ${rounds}`);
  try {
    const renderer = await source.open();
    const heldOut = await unlessAborted(source.heldOut(), signal, interrupted);
    const from = (round: number) =>
      round < rounds ? unlessAborted(source.round(round), signal, interrupted) : null;
    let coming = from(state.rounds);
    while (coming !== null) {
      const round = state.rounds;
      const pictures: LabelledPictures = await coming;
      coming = from(round + 1);
      // A rejection that comes before this round is trained must wait for it, not end the process.
      coming?.catch(() => {});
      await study(options, round, state, pictures, heldOut);
    }
    return { weights: state.weights as Uint8Array, renderer };
  } finally {
    await source.close();
  }
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
