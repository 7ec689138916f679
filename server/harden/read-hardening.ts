import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { FaultscapeError } from '../../sim/core/index.ts';
import { parseHardenConfig } from '../config/harden-config.ts';
import { parseWith, readJsonFile } from '../config/parse.ts';
import { type HardeningAbout, MARK } from './harden-folder.ts';
import type { Hardening } from './hardening.ts';
import { type StageAbout, stagesOf } from './stage-list.ts';

export const OUTCOME_FILE = 'harden.json';
export const FORMAT = 'faultscape-hardening';

const MarkSchema = z.object({
  config: z.looseObject({ run: z.string(), attacks: z.number() }),
  about: z
    .object({
      ...{ attack: z.string(), task: z.string(), space: z.string(), adversary: z.string() },
      ...{ agent: z.string(), pupil: z.string(), teacher: z.string().nullable() },
    })
    // Folders of before this was written say it in their outcome alone.
    .nullable()
    .default(null),
});

const ProportionSchema = z.object({
  ...{ hits: z.number(), total: z.number() },
  ...{ share: z.number(), low: z.number(), high: z.number() },
});
/** JSON has no NaN, which is the mean of no episode. */
const MeanSchema = z
  .number()
  .nullable()
  .transform((x) => x ?? Number.NaN);
const BothSchema = {
  ...{ before: ProportionSchema, after: ProportionSchema },
  ...{ meanQBefore: MeanSchema, meanQAfter: MeanSchema },
};
const PairedSchema = z.object({ ...BothSchema, mended: z.number(), broken: z.number(), p: z.number() });

const OutcomeSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  attack: z.string().nullable().default(null),
  ...{ task: z.string(), space: z.string(), adversary: z.string() },
  agent: z.object({ before: z.string(), after: z.string() }),
  versions: z.object({ before: z.string(), after: z.string() }),
  drawn: z.boolean().default(true),
  config: z.record(z.string(), z.unknown()),
  plan: z.object({
    ...{ rounds: z.number(), episodes: z.number() },
    ...{ steps: z.number(), learningRate: z.number() },
  }),
  noun: z.string().default('training episode'),
  renderer: z.string().nullable().default(null),
  teacher: z.string().nullable(),
  lessons: z.object({ drawn: z.number(), taught: z.number() }),
  weights: z.string().default(''),
  verdict: z.object({
    ...{ nominal: PairedSchema, uniform: PairedSchema, learned: PairedSchema.nullable() },
    ...{ unlearnable: ProportionSchema.nullable(), learnable: PairedSchema.nullable() },
    fresh: z.array(z.object({ seed: z.number(), ...BothSchema })),
  }),
});

/** What a hardening's folder says of it, finished or not. */
export interface HardeningRecord {
  readonly about: HardeningAbout;
  /** As it was named when it began. */
  readonly attackedRun: string;
  readonly stages: readonly StageAbout[];
  /** Null before its end. */
  readonly outcome: Hardening | null;
}

/** Throws an error of kind `data` when the folder cannot be read. */
export function readHardening(folder: string): HardeningRecord {
  const mark = parseWith(MarkSchema, readJsonFile(join(folder, MARK), 'data'), `The file ${MARK}`, 'data');
  const outcome = readOutcome(folder, mark.config.run);
  const about = mark.about ?? aboutOf(outcome);
  if (about === null) {
    throw new FaultscapeError('data', 'The hardening does not say what it is of.', {
      expected: `"about" in its ${MARK}`,
      got: 'none, as from an older version',
      hint: `faultscape harden ${mark.config.run} --out ${folder} --resume writes it`,
    });
  }
  const { run: attackedRun, attacks } = mark.config;
  return { about, attackedRun, stages: stagesOf({ ...about, attacks }), outcome };
}

function readOutcome(folder: string, run: string): Hardening | null {
  const file = join(folder, OUTCOME_FILE);
  if (!existsSync(file)) return null;
  const { format, version, ...told } = parseWith(
    OutcomeSchema,
    readJsonFile(file, 'data'),
    `The file ${OUTCOME_FILE}`,
    'data',
  );
  return { ...told, attack: told.attack ?? basename(run), config: parseHardenConfig(told.config) };
}

function aboutOf(outcome: Hardening | null): HardeningAbout | null {
  if (outcome === null) return null;
  const { attack, task, space, adversary, agent, teacher } = outcome;
  const pupil = agent.before.replace(/:.*$/, '');
  return { attack, task, space, adversary, agent: agent.before, pupil, teacher };
}
