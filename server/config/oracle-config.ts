import { z } from 'zod';

/** How scores of an oracle become Q: `worst` is 0, `best` is 1, and what is as bad as `failsAt` or worse fails. */
const SCALE = {
  failsAt: z.number({ error: 'the score at which a scene counts as failed, e.g. --fails-at 0.5' }),
  /** Null is the lowest recorded score of a table, and 0 elsewhere; above `best` where a higher score is worse. */
  worst: z.number().nullable().default(null),
  /** Null is the highest recorded score of a table, and 1 elsewhere. */
  best: z.number().nullable().default(null),
};

const TableSchema = z.strictObject({
  kind: z.literal('table'),
  file: z.string().min(1),
  /** The column that holds the score. */
  score: z.string().default('score'),
  /** `nearest` recorded scene, or that of the nearest level on each axis of a full grid. */
  lookup: z.enum(['nearest', 'grid']).default('nearest'),
  /** A file of axes; null takes every column but the score, over the range that it has. */
  axes: z.string().nullable().default(null),
  ...SCALE,
});

const CommandSchema = z.strictObject({
  kind: z.literal('command'),
  command: z.string().min(1),
  axes: z.string({ error: 'a file of axes, e.g. --space axes.json' }),
  timeoutS: z.number().min(0.1).max(86_400).default(600),
  /** How often a scene is tried before it is given up as aborted. */
  tries: z.int().min(1).max(100).default(3),
  ...SCALE,
});

/** A function of the program that calls us. */
const FunctionSchema = z.strictObject({
  kind: z.literal('function'),
  name: z.string().min(1),
  /** Changes whenever it would score otherwise. */
  version: z.string().default('1'),
  tries: z.int().min(1).max(100).default(3),
  ...SCALE,
});

export const OracleSchema = z.discriminatedUnion('kind', [TableSchema, CommandSchema, FunctionSchema]);

/** What scores scenes in place of a task of ours with an agent in it. */
export type OracleConfig = Readonly<z.infer<typeof OracleSchema>>;
export type TableConfig = Extract<OracleConfig, { kind: 'table' }>;
export type CommandConfig = Extract<OracleConfig, { kind: 'command' }>;
