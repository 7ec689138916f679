import { z } from 'zod';
import { MOBILE_NET_VARIANTS } from '../../agents/perception/index.ts';
import { GL_CHOICES } from '../../sim/render/headless.ts';
import { parseWith } from './parse.ts';

const ClassifierSchema = z.strictObject({
  variant: z.enum(MOBILE_NET_VARIANTS).default('base'),
  width: z.number().gt(0).max(4).default(0.25),
  seed: z.int().min(0).default(1),
  out: z.string().min(1).default('runs/train-classifier'),
  /** Folder of a dataset to train on; null takes pictures for each round. */
  data: z.string().min(1).nullable().default(null),
  rounds: z.int().min(1).max(1000).optional(),
  pictures: z.int().min(32).max(100_000).optional(),
  steps: z.int().min(1).max(1_000_000).optional(),
  /** A weights file to begin with; null begins with new weights. */
  from: z.string().min(1).nullable().default(null),
  learningRate: z.number().gt(0).max(1).default(1e-2),
  /** Rounds without a lower held-out loss after which it stops; null for never. */
  patience: z.int().min(1).nullable().default(null),
  judged: z.int().min(0).max(100_000).optional(),
  quick: z.boolean().default(false),
  workers: z.int().min(1).max(256).default(2),
  gl: z.enum(GL_CHOICES).default('auto'),
});

const USUAL = { rounds: 6, pictures: 2400, steps: 300, judged: 60 } as const;
const QUICK = { rounds: 2, pictures: 480, steps: 60, judged: 4 } as const;

export interface ClassifierConfig
  extends Pick<
    z.infer<typeof ClassifierSchema>,
    'variant' | 'width' | 'seed' | 'out' | 'data' | 'from' | 'learningRate' | 'patience' | 'workers' | 'gl'
  > {
  readonly rounds: number;
  /** Pictures and training steps of a round. */
  readonly pictures: number;
  readonly steps: number;
  /** Scenes of each class and kind by which it is judged; 0 for not at all. */
  readonly judged: number;
}

export function parseClassifierConfig(flags: Readonly<Record<string, unknown>>): ClassifierConfig {
  const { quick, ...given } = parseWith(ClassifierSchema, flags, 'The training', 'usage');
  const sizes = quick ? QUICK : USUAL;
  return {
    ...given,
    rounds: given.rounds ?? sizes.rounds,
    pictures: given.pictures ?? sizes.pictures,
    steps: given.steps ?? sizes.steps,
    judged: given.judged ?? sizes.judged,
  };
}
