import { z } from 'zod';
import { BACKBONES } from '../../agents/perception/index.ts';
import { GL_CHOICES } from '../../sim/render/headless.ts';
import { parseWith, readJsonFile } from './parse.ts';

const RoundSchema = z.strictObject({
  /** Laps flown for lessons. */
  episodes: z.int().min(1),
  /** Chance that the student flies a stretch of a second; the rest is flown by uav-pd with pushes. */
  studentShare: z.number().min(0).max(1),
  steps: z.int().min(1),
});
export type FlightRound = Readonly<z.infer<typeof RoundSchema>>;

/** The rounds that made the shipped weights. */
const SHIPPED_ROUNDS: readonly FlightRound[] = [
  { episodes: 48, studentShare: 0, steps: 1500 },
  { episodes: 40, studentShare: 0.5, steps: 1500 },
  { episodes: 40, studentShare: 0.75, steps: 2000 },
  { episodes: 48, studentShare: 0.9, steps: 4000 },
];

const QUICK_ROUNDS: readonly FlightRound[] = [
  { episodes: 6, studentShare: 0, steps: 60 },
  { episodes: 4, studentShare: 0.5, steps: 40 },
];

const TrainUavSchema = z.strictObject({
  seed: z.int().min(0).default(1),
  out: z.string().min(1).default('runs/train-uav'),
  rounds: z.string().optional(),
  quick: z.boolean().default(false),
  /** What the net sees with. */
  backbone: z.enum(BACKBONES).default('plain'),
  gl: z.enum(GL_CHOICES).default('auto'),
  plugins: z.array(z.string()).default([]),
});

export interface TrainUavConfig extends Omit<z.infer<typeof TrainUavSchema>, 'rounds' | 'quick'> {
  readonly rounds: readonly FlightRound[];
}

export function parseTrainUavConfig(flags: Readonly<Record<string, unknown>>): TrainUavConfig {
  const { rounds, quick, ...rest } = parseWith(TrainUavSchema, flags, 'The training', 'usage');
  if (rounds === undefined) return { ...rest, rounds: quick ? QUICK_ROUNDS : SHIPPED_ROUNDS };
  const given = parseWith(
    z.array(RoundSchema).min(1),
    readJsonFile(rounds, 'usage'),
    `The rounds file ${rounds}`,
    'usage',
  );
  return { ...rest, rounds: given };
}
