import { z } from 'zod';
import { HOSTING, NumberOrText, SeedSchema } from './attack-config.ts';
import { parseWith } from './parse.ts';

const CaseSchema = z.strictObject({
  /** An id, or the beginning of several and a star, e.g. `problem/*`. */
  task: z.string(),
  /** Null is `bystander` for problems, and whom `agent` names elsewhere. */
  agent: z.string().nullable().default(null),
  /** Null is the task's first. */
  space: z.string().nullable().default(null),
});

const { gl, tf, engine, workers, seats, plugins } = HOSTING;

const CompareSchema = z.strictObject({
  tasks: z
    .array(z.union([z.string().transform((task) => ({ task, agent: null, space: null })), CaseSchema]))
    .min(1),
  agent: z.string().nullable().default(null),
  space: z.string().nullable().default(null),
  /** Empty is all there are. */
  adversaries: z.array(z.string()).default([]),
  /** Settings by adversary. */
  settings: z.record(z.string(), z.record(z.string(), NumberOrText)).default({}),
  /** All that each may spend in a run. */
  episodes: z.int().min(10).max(1_000_000).default(600),
  seeds: z.int().min(1).max(1000).default(10),
  firstSeed: SeedSchema.default(1),
  draws: z.int().min(1).max(100_000).default(200),
  heldOut: z.int().min(1).max(100_000).default(300),
  /** With whom all others are compared. */
  against: z.string().default('random'),
  out: z.string({ error: 'a folder for the comparison, e.g. --out comparisons/first' }),
  gl,
  tf,
  engine,
  workers,
  seats,
  plugins,
});

/** Everything a comparison depends on, parsed once from flags and file. */
export type CompareConfig = Readonly<z.infer<typeof CompareSchema>>;

/** A checked config from a file's fields and the flags given; flags win. */
export function parseCompareConfig(file: unknown, flags: Readonly<Record<string, unknown>>): CompareConfig {
  const base = parseWith(z.record(z.string(), z.unknown()), file, 'The config file', 'usage');
  return parseWith(CompareSchema, { ...base, ...flags }, 'The comparison', 'usage');
}
