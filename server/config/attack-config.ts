import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { FaultscapeError, type Json, stableStringify } from '../../sim/core/index.ts';
import { GL_CHOICES } from '../../sim/render/headless.ts';
import { MANNER_FIELDS } from '../seats/manner.ts';
import { type OracleConfig, OracleSchema } from './oracle-config.ts';
import { parseWith } from './parse.ts';

export const TF_CHOICES = ['auto', 'tensorflow', 'wasm', 'cpu'] as const;
export const ENGINE_CHOICES = ['auto', 'onnx', 'tfjs'] as const;

export const SeedSchema = z.int().min(0).max(0xffff_ffff);
export const WorkersSchema = z.int().min(1).max(256);
export const SeatsSchema = z.int().min(1).max(256);

export const NumberOrText = z.union([z.number(), z.string()], { error: 'a number or text' });

/** Fields that say how episodes are run; results depend on `gl`, `tf`, `engine`, `pace` and `stale`, never on the others. */
export const HOSTING = {
  seed: SeedSchema.default(1),
  workers: WorkersSchema.default(() => availableParallelism()),
  seats: SeatsSchema.default(8),
  gl: z.enum(GL_CHOICES).default('auto'),
  tf: z.enum(TF_CHOICES).default('auto'),
  /** What runs the nets of agents. */
  engine: z.enum(ENGINE_CHOICES).default('auto'),
  plugins: z.array(z.string()).default([]),
  ...MANNER_FIELDS,
};

const AttackSchema = z.strictObject({
  /** What scores scenes in place of a task with an agent in it; null where these do. */
  oracle: OracleSchema.nullable().default(null),
  task: z.string({ error: 'a task, e.g. driving/straight (faultscape list shows all)' }),
  /** Null is the task's first. */
  space: z.string().nullable().default(null),
  agent: z.string({ error: 'an agent, e.g. cil (faultscape list shows all)' }),
  adversary: z.string().default('bbgan'),
  /** Settings of the adversary by name; `faultscape list` prints them. */
  settings: z.record(z.string(), NumberOrText).default({}),
  out: z.string({ error: 'a folder for the run, e.g. --out runs/first' }),
  /** Nominal episodes tried first, until the agent passes one; if it passes none, the attack is refused. */
  nominal: z.int().min(0).max(1000).default(10),
  /** A file of episodes that runs share; null simulates all. */
  cache: z.string().min(1).nullable().default(null),
  ...HOSTING,
});

/** Everything an attack depends on, parsed once from flags and file. */
export type AttackConfig = Readonly<z.infer<typeof AttackSchema>>;

/** A checked config from a file's fields and the flags given; flags win. */
export function parseAttackConfig(file: unknown, flags: Readonly<Record<string, unknown>>): AttackConfig {
  const base = parseWith(z.record(z.string(), z.unknown()), file, 'The config file', 'usage');
  const settings = parseWith(
    z.record(z.string(), z.unknown()).default({}),
    base.settings,
    'The field settings of the config file',
    'usage',
  );
  const merged = {
    ...base,
    ...flags,
    settings: { ...settings, ...(flags.settings as Record<string, unknown>) },
  };
  return parseWith(AttackSchema, withOracle(merged), 'The attack', 'usage');
}

/** A run that asks an oracle is of that and of no task or agent of ours. */
function withOracle(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (fields.oracle === undefined || fields.oracle === null) return fields;
  const oracle = parseWith(OracleSchema, fields.oracle, 'The oracle', 'usage');
  const own: Readonly<Record<string, unknown>> = { task: `oracle/${oracle.kind}`, agent: nameOf(oracle) };
  for (const [name, value] of Object.entries(own)) {
    if (fields[name] === undefined || fields[name] === value) continue;
    throw new FaultscapeError('usage', `An oracle scores scenes in place of a task with an agent in it.`, {
      expected: `no --${name} beside --oracle`,
      got: `--${name} ${String(fields[name])}`,
    });
  }
  return { ...fields, ...own };
}

/** Who is under attack, as reports name it. */
function nameOf(oracle: OracleConfig): string {
  if (oracle.kind === 'table') return oracle.file;
  return oracle.kind === 'command' ? oracle.command : oracle.name;
}

/**
 * Fields that may change between a run and its resumption, because no row depends on them. (What
 * plug-ins register is checked by itself: the space's axes and the agent's version.)
 */
const FREE_TO_CHANGE: readonly string[] = [
  'out',
  'nominal',
  'cache',
  'workers',
  'seats',
  'plugins',
  'agentTimeoutS',
];

/** The first field in which two configs differ that matters, as [field, before, now]; null if none. */
export function firstDifference(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): readonly [field: string, before: string, now: string] | null {
  for (const field of Object.keys({ ...before, ...now }).sort()) {
    if (FREE_TO_CHANGE.includes(field)) continue;
    const was = stableStringify((before[field] ?? null) as Json);
    const is = stableStringify((now[field] ?? null) as Json);
    if (was !== is) return [field, was, is];
  }
  return null;
}
