import { z } from 'zod';
import { FaultscapeError, type Json } from '../../sim/core/index.ts';
import { parseWith, readJsonFile } from '../config/parse.ts';
import { TaskCopySchema } from './task-copies.ts';

export const FORMAT = 'faultscape-run';
/** Changes whenever an older program could misread a run folder. */
export const FORMAT_VERSION = 1;

const TensorSchema = z.object({ backend: z.string(), version: z.string() }).nullable();

const CameraSchema = z.object({
  widthPx: z.number(),
  heightPx: z.number(),
  rgb: z.boolean(),
  depth: z.boolean(),
  semantic: z.boolean(),
});

export const AxisSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('continuous'),
    name: z.string(),
    unit: z.string(),
    low: z.number(),
    high: z.number(),
    description: z.string(),
    /** None in runs of earlier versions, and in most spaces. */
    prior: z
      .object({ kind: z.literal('normal'), mean: z.number(), deviation: z.number().positive() })
      .optional(),
  }),
  z.object({
    kind: z.literal('categorical'),
    name: z.string(),
    values: z.array(z.string()),
    description: z.string(),
  }),
]);

const ManifestSchema = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  name: z.string(),
  command: z.enum(['attack', 'evaluate', 'drive']),
  status: z.enum(['running', 'interrupted', 'failed', 'done']),
  /** Where and with what it ran. */
  faultscape: z.string(),
  gitCommit: z.string().nullable(),
  node: z.string(),
  platform: z.string(),
  cpu: z.string(),
  cpus: z.number(),
  renderer: z.string().nullable(),
  agentTensor: TensorSchema,
  /** What the agent saw with; null for one without a camera, and in runs of version 0.1. */
  camera: CameraSchema.nullable().default(null),
  learnerTensor: TensorSchema,
  /** What ran. */
  task: z.string(),
  /** Copies of the files that the task names; none in runs without. */
  taskFiles: z.array(TaskCopySchema).default([]),
  failsBelow: z.number(),
  space: z.object({ name: z.string(), axes: z.array(AxisSchema) }).nullable(),
  agent: z.string(),
  agentVersion: z.string(),
  adversary: z
    .object({ name: z.string(), settings: z.record(z.string(), z.union([z.number(), z.string()])) })
    .nullable(),
  seed: z.number(),
  workers: z.number(),
  seats: z.number(),
  config: z.json(),
  /** How it went. ISO 8601 times, UTC. */
  startedAt: z.string(),
  resumedAt: z.array(z.string()),
  finishedAt: z.string().nullable(),
  learnerSeconds: z.number(),
  /** Episodes that were known from the cache; none in runs without. */
  cachedEpisodes: z.number().default(0),
  diagnostics: z.json(),
  remarks: z.array(z.string()),
});

/** What a run folder says about itself; rows without it are numbers without units. */
export type Manifest = Readonly<Omit<z.output<typeof ManifestSchema>, 'config' | 'diagnostics'>> & {
  readonly config: Json;
  readonly diagnostics: Json;
};

/** Reads and checks a manifest; one of another version is refused by name, not by shape. */
export function readManifest(file: string): Manifest {
  const value = readJsonFile(file, 'data');
  const { format, formatVersion } = (value ?? {}) as { format?: unknown; formatVersion?: unknown };
  if (format === FORMAT && formatVersion !== FORMAT_VERSION) {
    const { faultscape } = value as { faultscape?: unknown };
    throw new FaultscapeError('data', 'The run folder was written by another version of Faultscape.', {
      expected: `format version ${FORMAT_VERSION}`,
      got: `format version ${String(formatVersion)} (faultscape ${String(faultscape)})`,
      hint: `npx faultscape@${String(faultscape)}`,
    });
  }
  return parseWith(ManifestSchema, value, `The manifest ${file}`, 'data') as Manifest;
}
