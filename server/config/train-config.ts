import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { BACKBONES } from '../../agents/perception/index.ts';
import { GL_CHOICES } from '../../sim/render/headless.ts';
import { MANNER_FIELDS } from '../seats/manner.ts';
import { parseWith, readJsonFile } from './parse.ts';

const RoundSchema = z.strictObject({
  episodes: z.int().min(1),
  studentShare: z.number().min(0).max(1),
  steps: z.int().min(1),
  learningRate: z.number().positive(),
});

/** The rounds that made the shipped weights. */
const SHIPPED_ROUNDS: readonly z.infer<typeof RoundSchema>[] = [
  { episodes: 80, studentShare: 0, steps: 1200, learningRate: 1e-3 },
  { episodes: 40, studentShare: 0.5, steps: 800, learningRate: 7e-4 },
  { episodes: 40, studentShare: 0.7, steps: 800, learningRate: 7e-4 },
  { episodes: 40, studentShare: 0.8, steps: 1600, learningRate: 7e-4 },
];

const QUICK_ROUNDS: readonly z.infer<typeof RoundSchema>[] = [
  { episodes: 12, studentShare: 0, steps: 60, learningRate: 1e-3 },
  { episodes: 6, studentShare: 0.5, steps: 40, learningRate: 1e-3 },
];

const TrainSchema = z.strictObject({
  seed: z.int().min(0).default(1),
  out: z.string().min(1).default('runs/train-driving'),
  rounds: z.string().optional(),
  quick: z.boolean().default(false),
  workers: z.int().min(1).max(256).default(availableParallelism()),
  gl: z.enum(GL_CHOICES).default('auto'),
  /** What the net sees with. */
  backbone: z.enum(BACKBONES).default('plain'),
  /** The agent that labels what the student sees. */
  expert: z.string().min(1).default('pure-pursuit'),
  agentTimeoutS: MANNER_FIELDS.agentTimeoutS,
  plugins: z.array(z.string()).default([]),
});

export interface TrainConfig extends Omit<z.infer<typeof TrainSchema>, 'rounds' | 'quick'> {
  readonly rounds: readonly z.infer<typeof RoundSchema>[];
}

export function parseTrainConfig(flags: Readonly<Record<string, unknown>>): TrainConfig {
  const { rounds, quick, ...rest } = parseWith(TrainSchema, flags, 'The training', 'usage');
  if (rounds !== undefined) return { ...rest, rounds: readRounds(rounds) };
  return { ...rest, rounds: quick ? QUICK_ROUNDS : SHIPPED_ROUNDS };
}

function readRounds(file: string): readonly z.infer<typeof RoundSchema>[] {
  return parseWith(
    z.array(RoundSchema).min(1),
    readJsonFile(file, 'usage'),
    `The rounds file ${file}`,
    'usage',
  );
}
