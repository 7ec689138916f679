import { z } from 'zod';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { Task } from '../../sim/index.ts';
import { type Scene, Space } from '../../sim/space/index.ts';
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
  const axes = [...task.spaces.values()].flatMap((space) => space.axes);
  for (const [name, value] of Object.entries(changes)) {
    const named = axes.filter((axis) => axis.name === name);
    if (named.length === 0) {
      throw new FaultscapeError('data', `Task ${task.id} has no axis named ${name}.`, {
        expected: `one of ${[...new Set(axes.map((each) => each.name))].join(', ')}`,
        got: name,
      });
    }
    // Spaces may differ in how far an axis of one name reaches; any of them may allow the value.
    const problems = named.map((axis) => new Space(name, [axis]).problem({ [name]: value }));
    const problem = problems.at(-1);
    if (problem != null && !problems.includes(null)) throw problem;
  }
  return changes;
}
