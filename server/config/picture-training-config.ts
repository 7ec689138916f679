import { z } from 'zod';
import { GL_CHOICES } from '../../sim/render/headless.ts';

/** Rounds of a training, pictures and steps of each, and the scenes of each class and kind it is judged by. */
export interface TrainingLength {
  readonly rounds: number;
  readonly pictures: number;
  readonly steps: number;
  readonly judged: number;
}

/** What a training on pictures is when nothing else is said. */
export interface UsualTraining {
  /** What made the shipped weights. */
  readonly shipped: TrainingLength;
  /** Shows that it works. */
  readonly quick: TrainingLength;
  readonly learningRate: number;
  readonly out: string;
}

/** What every training on pictures can be told. */
export function pictureTrainingShape({ out, learningRate }: UsualTraining) {
  return {
    seed: z.int().min(0).default(1),
    out: z.string().min(1).default(out),
    /** Folder of a dataset to train on; null takes pictures for each round. */
    data: z.string().min(1).nullable().default(null),
    rounds: z.int().min(1).max(1000).optional(),
    pictures: z.int().min(32).max(100_000).optional(),
    steps: z.int().min(1).max(1_000_000).optional(),
    /** A weights file or a shipped net to begin with; null begins with new weights. */
    from: z.string().min(1).nullable().default(null),
    learningRate: z.number().gt(0).max(1).default(learningRate),
    /** Rounds without a lower held-out loss after which it stops; null for never. */
    patience: z.int().min(1).nullable().default(null),
    judged: z.int().min(0).max(100_000).optional(),
    quick: z.boolean().default(false),
    workers: z.int().min(1).max(256).default(2),
    gl: z.enum(GL_CHOICES).default('auto'),
  };
}

type Given = { readonly quick: boolean } & {
  readonly [length in keyof TrainingLength]?: number | undefined;
};

/** Fills in what was not said. */
export function withLength<G extends Given>(
  { quick, rounds, pictures, steps, judged, ...given }: G,
  usual: UsualTraining,
): Omit<G, 'quick' | keyof TrainingLength> & TrainingLength {
  const lengths = quick ? usual.quick : usual.shipped;
  return {
    ...given,
    rounds: rounds ?? lengths.rounds,
    pictures: pictures ?? lengths.pictures,
    steps: steps ?? lengths.steps,
    judged: judged ?? lengths.judged,
  };
}
