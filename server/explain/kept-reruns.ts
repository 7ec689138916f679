import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { FaultscapeError, type Json } from '../../sim/core/index.ts';
import { parseWith } from '../config/parse.ts';
import type { RunView } from '../report/run-view.ts';
import { AxisSchema } from '../store/manifest.ts';
import type { RunFolder } from '../store/run-folder.ts';

/** Lies in a run's folder, once episodes of it were run again. */
export const KEPT_FILE = 'explain.json';

const FORMAT = 'faultscape-explain';
const VERSION = 1;

const ProportionSchema = z.object({
  hits: z.number(),
  total: z.number(),
  share: z.number(),
  low: z.number(),
  high: z.number(),
});
const EstimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });
const ValueSchema = z.union([z.number(), z.string()]);

/** What drew and what ran nets, as asked for; null is as the run had it. */
const HOW = { gl: z.string().nullable(), tf: z.string().nullable(), engine: z.string().nullable() };

/** Who ran the episodes, and how many it took. */
const MADE_BY = { agentVersion: z.string(), queries: z.number() };

const ResultSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('shrunk'),
    ...MADE_BY,
    options: z.strictObject({ episode: z.string(), ...HOW }),
    result: z.object({
      id: z.string(),
      changes: z.array(z.object({ axis: AxisSchema, nominal: ValueSchema, failing: ValueSchema })),
      scene: z.record(z.string(), ValueSchema),
      seed: z.number(),
      from: z.number(),
      queries: z.number(),
    }),
  }),
  z.object({
    kind: z.literal('repeats'),
    ...MADE_BY,
    options: z.strictObject({ repeat: z.number(), most: z.number(), seed: z.number(), ...HOW }),
    result: z.object({
      rate: EstimateSchema,
      seeds: z.number(),
      failures: z.array(z.object({ id: z.string(), again: ProportionSchema })),
    }),
  }),
  z.object({
    kind: z.literal('likeliest'),
    ...MADE_BY,
    options: z.strictObject({ repeat: z.number(), most: z.number(), seed: z.number(), ...HOW }),
    result: z.object({
      seeds: z.number(),
      failures: z.array(z.object({ id: z.string(), below: z.number(), again: ProportionSchema })),
    }),
  }),
  z.object({
    kind: z.literal('probability'),
    ...MADE_BY,
    options: z.strictObject({ probability: z.number(), seed: z.number(), ...HOW }),
    result: EstimateSchema.extend({
      // JSON has no NaN, which is what a single episode gives.
      standardError: z
        .number()
        .nullable()
        .transform((x) => x ?? Number.NaN),
      episodes: z.number(),
      failures: z.number(),
      worth: z.number().nullable(),
    }),
  }),
  z.object({
    kind: z.literal('transfer'),
    ...MADE_BY,
    /** The other run is known by its state: its folder may move. */
    options: z.strictObject({ other: z.string(), most: z.number(), seed: z.number(), ...HOW }),
    result: z.object({
      run: z.string(),
      agent: z.string(),
      rate: ProportionSchema,
      elsewhere: ProportionSchema.nullable(),
      covered: z
        .object({ radius: z.number(), byOther: ProportionSchema, ofOther: ProportionSchema })
        .nullable(),
    }),
  }),
]);

/** What running episodes told, with everything that decided it. */
export type RerunResult = z.output<typeof ResultSchema>;

const KeptSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  run: z.string(),
  results: z.array(ResultSchema),
});

export interface KeptReruns {
  /** In the order in which they were made. */
  readonly results: readonly RerunResult[];
  /** Why the folder's file is not used; null where it is, or there is none. */
  readonly problem: string | null;
}

/** What was kept of episodes run again, if the run is still the one that they were of. */
export function keptReruns(view: RunView): KeptReruns {
  try {
    const kept = view.kept();
    if (kept === null) return { results: [], problem: null };
    const { run, results } = parseWith(KeptSchema, kept, `The file ${KEPT_FILE}`, 'data');
    if (run === stateOf(view)) return { results, problem: null };
    return {
      results: [],
      problem: `${KEPT_FILE} is of another state of this run, so what it holds is not shown.`,
    };
  } catch (error) {
    if (!(error instanceof FaultscapeError)) throw error;
    return { results: [], problem: `${KEPT_FILE} is not used. ${error.message}` };
  }
}

/** Adds results to those that are kept; what was made with equal options gives way. */
export function keepReruns(folder: RunFolder, view: RunView, made: readonly RerunResult[]): void {
  const others = keptReruns(view).results.filter((one) => !made.some((other) => isSame(one, other)));
  const file = { format: FORMAT, version: VERSION, run: stateOf(view), results: [...others, ...made] };
  folder.writeJson(KEPT_FILE, file as unknown as Json);
}

/** Whether two results answer the same question. */
export function isSame(
  a: Pick<RerunResult, 'kind' | 'options'>,
  b: Pick<RerunResult, 'kind' | 'options'>,
): boolean {
  return a.kind === b.kind && isDeepStrictEqual(a.options, b.options);
}

/** A print of what reruns depend on: the run's task and agent, its episodes, and what it learned. */
export function stateOf({ manifest, episodes, distribution }: RunView): string {
  const { task, taskFiles, space, failsBelow, agent, agentVersion, seed, renderer, agentTensor } = manifest;
  const made = { task, taskFiles, space, failsBelow, agent, agentVersion, seed, renderer, agentTensor };
  const hash = createHash('sha256').update(JSON.stringify([made, distribution]));
  for (const { id, phase, seed, q, failed } of episodes)
    hash.update(JSON.stringify([id, phase, seed, q, failed]));
  return hash.digest('hex');
}
