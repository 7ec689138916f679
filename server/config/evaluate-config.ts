import { z } from 'zod';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { Task } from '../../sim/index.ts';
import { type Scene, sceneProblem } from '../../sim/space/index.ts';
import { HOSTING, NumberOrText, SeedSchema } from './attack-config.ts';
import { parseWith } from './parse.ts';

/** They are in the run's manifest. */
const MOST_SCENES = 10_000;

const EvaluateSchema = z.strictObject({
  task: z.string({ error: 'a task, e.g. driving/straight, or a scene file that names one' }),
  agent: z.string(),
  episodes: z.int().min(1).max(1_000_000).default(100),
  /** Axes that differ from the task's nominal scene. */
  scene: z.record(z.string(), NumberOrText).default({}),
  /** The seed of the one episode, where the scene's file says it; null draws each from the run's. */
  episodeSeed: SeedSchema.nullable().default(null),
  /** Scenes of a file, each run for so many episodes; where there are any, `scene` is not run. */
  scenes: z.array(z.record(z.string(), NumberOrText)).max(MOST_SCENES).default([]),
  out: z.string().nullable().default(null),
  ...HOSTING,
});

export type EvaluateConfig = Readonly<z.infer<typeof EvaluateSchema>>;

export function parseEvaluateConfig(flags: Readonly<Record<string, unknown>>): EvaluateConfig {
  const config = parseWith(EvaluateSchema, flags, 'The evaluation', 'usage');
  if (config.episodeSeed === null || config.episodes === 1) return config;
  throw new FaultscapeError('usage', 'A scene with a seed is one episode.', {
    expected: '-n 1',
    got: `-n ${config.episodes}`,
    hint: "take the field seed out of the scene's file: then each episode has a seed of its own",
  });
}

/**
 * The axes in which a scene differs from the task's nominal one, checked; throws if one is unknown
 * or out of its range. The task fills in the rest: a named weather stands for numbers that the
 * nominal scene's own numbers must not override.
 */
export function sceneOf(task: Task, changes: Scene): Scene {
  const problem = sceneProblem(`Task ${task.id}`, [...task.spaces.values()], changes);
  if (problem !== null) throw problem;
  const invalid = task.invalid?.(changes) ?? null;
  if (invalid !== null) throw invalid;
  return changes;
}
