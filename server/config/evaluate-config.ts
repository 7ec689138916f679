import { z } from 'zod';
import type { Task } from '../../sim/index.ts';
import { type Scene, sceneProblem } from '../../sim/space/index.ts';
import { HOSTING, NumberOrText } from './attack-config.ts';
import { parseWith } from './parse.ts';

const EvaluateSchema = z.strictObject({
  task: z.string(),
  agent: z.string(),
  episodes: z.int().min(1).max(1_000_000).default(100),
  /** Axes that differ from the task's nominal scene. */
  scene: z.record(z.string(), NumberOrText).default({}),
  out: z.string().nullable().default(null),
  ...HOSTING,
});

export type EvaluateConfig = Readonly<z.infer<typeof EvaluateSchema>>;

export function parseEvaluateConfig(flags: Readonly<Record<string, unknown>>): EvaluateConfig {
  return parseWith(EvaluateSchema, flags, 'The evaluation', 'usage');
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
