import { z } from 'zod';
import { HOSTING } from './attack-config.ts';
import { parseWith } from './parse.ts';

const ExplainSchema = z.strictObject({
  seed: HOSTING.seed,
  workers: HOSTING.workers,
  seats: HOSTING.seats,
  /** As the run had it where it is not given. */
  gl: HOSTING.gl.unwrap().nullable().default(null),
  tf: HOSTING.tf.unwrap().nullable().default(null),
  engine: HOSTING.engine.unwrap().nullable().default(null),
  plugins: HOSTING.plugins,
  /** Id of a failing episode. */
  shrink: z.string().nullable().default(null),
  /** Seeds that each failure is run with again; 0 for none. */
  repeat: z.int().min(0).max(1000).default(0),
  /** Episodes spent on the chance to fail; 0 for none. */
  probability: z.int().min(0).max(1_000_000).default(0),
  /** Folder of a run whose agent is put to this run's failures. */
  other: z.string().nullable().default(null),
  /** Failures that `repeat` and `other` run again, at most. */
  most: z.int().min(1).max(100_000).default(50),
  /** Runs episodes also where the answer is kept from before. */
  again: z.boolean().default(false),
});

/** What an explanation runs again, and how. */
export type ExplainConfig = Readonly<z.infer<typeof ExplainSchema>>;

export function parseExplainConfig(flags: Readonly<Record<string, unknown>>): ExplainConfig {
  return parseWith(ExplainSchema, flags, 'The explanation', 'usage');
}

/** Whether it asks for episodes to be run. */
export function runsEpisodes({ shrink, repeat, probability, other }: ExplainConfig): boolean {
  return shrink !== null || repeat > 0 || probability > 0 || other !== null;
}
