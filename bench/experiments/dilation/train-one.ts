import { planePoint } from '../../../adversary/index.ts';
import {
  compactClassifier,
  createClassifierTrainer,
  type MobileNetVariant,
  sharesOfEach,
} from '../../../agents/perception/index.ts';
import type { LabelledPictures } from '../../../agents/pictures/index.ts';
import { Rng } from '../../../sim/index.ts';
import type { StudyPictures } from './study-pictures.ts';

export const STUDY_TRAINING = {
  width: 0.25,
  steps: 1760,
  checkpoints: 8,
  learningRate: 1e-2,
} as const;

/** Mirrored and moved a little: every net sees every picture nine times. */
export const STUDY_VARIETY = { brightness: 0, contrast: 0, colour: 0, grain: 0, shift: 0.04, mirror: 0.5 };

/** A look at the validation pictures along the training. */
export interface Checkpoint {
  readonly step: number;
  readonly loss: number;
  readonly rightShare: number;
  readonly inputBits: number;
  readonly labelBits: number;
  readonly correctedLabelBits: number;
}

export interface TrainedNet {
  readonly variant: MobileNetVariant;
  readonly seed: number;
  readonly checkpoints: readonly Checkpoint[];
  /** Of each test picture, whether its class was told: "1" or "0". */
  readonly testRight: string;
  readonly testShare: number;
  readonly cpuSeconds: number;
}

/** Trains one net of the study. Equal seeds give every variant the same first weights and order of pictures. */
export async function trainOne(
  { training, validation, test }: StudyPictures,
  { variant, seed }: { readonly variant: MobileNetVariant; readonly seed: number },
  onCheckpoint: (checkpoint: Checkpoint) => void,
): Promise<{ readonly net: TrainedNet; readonly weights: Uint8Array }> {
  const { width, steps, checkpoints, learningRate } = STUDY_TRAINING;
  const began = process.cpuUsage();
  const trainer = await createClassifierTrainer({
    seed,
    variant,
    width,
    learningRate,
    totalSteps: steps,
    warmUpSteps: 100,
    variety: STUDY_VARIETY,
  });
  try {
    const seen: Checkpoint[] = [];
    let batches: number[][] = [];
    while (trainer.steps < steps) {
      if (batches.length === 0) batches = trainer.shuffledBatches(training.count);
      trainer.step(training, batches.pop() as number[]);
      if (trainer.steps % (steps / checkpoints) !== 0) continue;
      const checkpoint = lookAt(validation, trainer.outputs(validation), trainer.steps);
      seen.push(checkpoint);
      onCheckpoint(checkpoint);
    }
    const right = rightOnes(test, trainer.outputs(test));
    const { user, system } = process.cpuUsage(began);
    const net = {
      variant,
      seed,
      checkpoints: seen,
      testRight: right.map((one) => (one ? '1' : '0')).join(''),
      testShare: right.filter(Boolean).length / right.length,
      cpuSeconds: (user + system) / 1e6,
    };
    return { net, weights: await compactClassifier(trainer.exportWeights()) };
  } finally {
    trainer.dispose();
  }
}

function lookAt(pictures: LabelledPictures, outputs: Float32Array, step: number): Checkpoint {
  const rows = sharesOfEach(outputs, pictures.count);
  const plane = planePoint(rows, pictures.classes, { rng: new Rng(0, 'dilation study', 'plane') });
  const losses = rows.map(
    (row, i) => -Math.log(Math.max(1e-12, row[pictures.classes[i] as number] as number)),
  );
  const right = rightOnes(pictures, outputs);
  return {
    step,
    loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
    rightShare: right.filter(Boolean).length / right.length,
    inputBits: plane.inputBits,
    labelBits: plane.labelBits,
    correctedLabelBits: plane.correctedLabelBits,
  };
}

function rightOnes(pictures: LabelledPictures, outputs: Float32Array): boolean[] {
  return rowsOf(pictures, outputs).map((row, i) => row.indexOf(Math.max(...row)) === pictures.classes[i]);
}

function rowsOf({ count }: LabelledPictures, outputs: Float32Array): number[][] {
  const length = outputs.length / count;
  return Array.from({ length: count }, (_, i) => [...outputs.subarray(i * length, (i + 1) * length)]);
}
