import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FaultscapeError } from '../../sim/core/index.ts';
import { parseWith, readJsonFile } from '../config/parse.ts';
import { AxisSchema } from '../store/manifest.ts';

export const DATASET_FORMAT = 'faultscape-dataset';
/** Changes whenever an older program could misread a dataset. */
export const DATASET_VERSION = 1;
export const MANIFEST_FILE = 'dataset.json';
/** There while a collection is not finished. */
export const LOG_FILE = 'collecting.jsonl';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What is known of a dataset before its first picture, and decides all of them. */
export const FactsSchema = z.object({
  format: z.literal(DATASET_FORMAT),
  formatVersion: z.literal(DATASET_VERSION),
  faultscape: z.string(),
  renderer: z.string(),
  /** What the agent's nets ran on; null without any. */
  tensor: z.object({ backend: z.string(), version: z.string() }).nullable(),
  task: z.string(),
  /** The files that the task names, by hash. */
  taskFiles: z.array(z.object({ path: z.string(), sha256: Sha256 })),
  failsBelow: z.number(),
  space: z.object({ name: z.string(), axes: z.array(AxisSchema) }),
  /** Hash of the scenes that a file gave; null where they are drawn evenly from the space. */
  sceneFile: Sha256.nullable(),
  /** Who drove; null where each scene is shown as it begins. */
  agent: z.string().nullable(),
  agentVersion: z.string().nullable(),
  seed: z.int().min(0),
  scenes: z.int().min(1),
  /** Of an episode's steps, each so many-th is shown, from its first. */
  every: z.int().min(1),
  image: z.object({ heightPx: z.int().min(1), widthPx: z.int().min(1), channels: z.literal(3) }),
  /** What the values of a mask's pixels stand for; null without masks. */
  masks: z.array(z.string()).nullable(),
  /** What `class` says: what object is shown, or what the command to the driver is. */
  classOf: z.enum(['object', 'command']),
  classes: z.array(z.string()).min(1),
  action: z.array(z.string()),
  state: z.array(z.string()),
  /** A shard that has grown to so many bytes takes no more scenes. */
  shardBytes: z.int().min(1),
});

const ShardSchema = z.object({
  name: z.string().regex(/^shard-\d{5,}\.tar$/),
  sha256: Sha256,
  bytes: z.int().min(0),
  scenes: z.int().min(1),
  samples: z.int().min(0),
});

const ManifestSchema = FactsSchema.extend({
  samples: z.int().min(0),
  /** Pictures of each class, and of none under "". */
  counts: z.record(z.string(), z.int().min(0)),
  shards: z.array(ShardSchema),
});

export type DatasetFacts = Readonly<z.output<typeof FactsSchema>>;
export type Shard = Readonly<z.output<typeof ShardSchema>>;
export type DatasetManifest = Readonly<z.output<typeof ManifestSchema>>;

/** Reads a dataset's manifest; one of another version is refused by name, not by shape. */
export function readDatasetManifest(folder: string): DatasetManifest {
  const file = join(folder, MANIFEST_FILE);
  if (!existsSync(file)) throw noDataset(folder);
  const value = readJsonFile(file, 'data');
  const { format, formatVersion, faultscape } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (format === DATASET_FORMAT && formatVersion !== DATASET_VERSION) {
    throw new FaultscapeError('data', 'The dataset was written by another version of Faultscape.', {
      expected: `format version ${DATASET_VERSION}`,
      got: `format version ${String(formatVersion)} (faultscape ${String(faultscape)})`,
      hint: `npx faultscape@${String(faultscape)}`,
    });
  }
  return parseWith(ManifestSchema, value, `The manifest ${file}`, 'data');
}

/** Names a dataset by all that is in it. */
export function datasetHash(folder: string): string {
  return createHash('sha256')
    .update(readFileSync(join(folder, MANIFEST_FILE)))
    .digest('hex');
}

function noDataset(folder: string): FaultscapeError {
  if (existsSync(join(folder, LOG_FILE))) {
    return new FaultscapeError('data', `The dataset in ${folder} is not finished.`, {
      expected: `a ${MANIFEST_FILE}, which is written last`,
      got: 'a collection that was stopped',
      hint: 'the command that began it (faultscape collect) goes on where it was',
    });
  }
  return new FaultscapeError('data', `There is no dataset in ${folder}.`, {
    expected: `a folder with a ${MANIFEST_FILE}`,
    got: existsSync(folder) ? 'a folder without one' : 'no such folder',
    hint: 'faultscape collect --task TASK -n N --out FOLDER makes one',
  });
}
