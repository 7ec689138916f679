import { adversaryKind, adversaryNames, createSpending, type OptionValues } from '../../adversary/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { type Task, taskIds } from '../../sim/index.ts';
import { spaceOf } from '../attack/attack-parts.ts';
import type { CompareConfig } from '../config/compare-config.ts';
import { openTask } from '../evaluate/open-task.ts';
import { expectAgent } from '../runs/attack-plan.ts';
import type { TaskFile } from '../store/task-copies.ts';
import type { Case, Cell } from './cell.ts';

export interface PlannedCase {
  readonly case: Case;
  readonly files: readonly TaskFile[];
  readonly dimension: number;
}

export interface ComparisonPlan {
  readonly cases: readonly PlannedCase[];
  readonly adversaries: readonly string[];
  /**
   * Case by case, as each case is opened once in a worker; then adversary by adversary, as two of one seed at the
   * same moment would simulate the same pool twice.
   */
  readonly cells: readonly { readonly index: number; readonly cell: Cell }[];
}

/** All runs of a comparison; what is misspelt or does not add up is told before the first of them. */
export async function planComparison(config: CompareConfig): Promise<ComparisonPlan> {
  const adversaries = namedAdversaries(config);
  const cases = config.tasks.flatMap((one) => casesOf(one, config));
  const twice = cases.find((one, i) => cases.findIndex((other) => sameCase(other, one)) < i);
  if (twice !== undefined)
    throw usage('A task is named twice.', 'each task, agent and space once', twice.case.task);
  for (const { dimension } of cases) {
    for (const name of adversaries) {
      const adversary = await createSpending(adversaryKind(name), config.episodes, settingsOf(config, name), {
        dimension,
        seed: 1,
      });
      adversary.close();
    }
  }
  const seeds = Array.from({ length: config.seeds }, (_, i) => config.firstSeed + i);
  const cells = cases.flatMap(({ case: attacked }, index) =>
    adversaries.flatMap((adversary) =>
      seeds.map((seed) => {
        const { episodes, draws } = config;
        const settings = settingsOf(config, adversary);
        return { index, cell: { case: attacked, adversary, settings, seed, episodes, draws } };
      }),
    ),
  );
  return { cases, adversaries, cells };
}

function namedAdversaries(config: CompareConfig): readonly string[] {
  const names = config.adversaries.length === 0 ? adversaryNames() : config.adversaries;
  for (const name of [...names, ...Object.keys(config.settings), config.against]) adversaryKind(name);
  const stranger = Object.keys(config.settings).find((name) => !names.includes(name));
  if (stranger !== undefined) {
    throw usage('An adversary has settings that is not compared.', `one of ${names.join(', ')}`, stranger);
  }
  if (!names.includes(config.against)) {
    throw new FaultscapeError('usage', 'The yardstick is not among those compared.', {
      expected: `one of ${names.join(', ')}`,
      got: config.against,
      hint: `name another with --against, or compare ${config.against} too`,
    });
  }
  return [...new Set(names)];
}

function settingsOf(config: CompareConfig, adversary: string): OptionValues {
  return config.settings[adversary] ?? {};
}

function casesOf(
  { task: pattern, agent, space }: CompareConfig['tasks'][number],
  config: CompareConfig,
): PlannedCase[] {
  const ids = pattern.endsWith('*')
    ? taskIds().filter((id) => id.startsWith(pattern.slice(0, -1)))
    : [pattern];
  if (ids.length === 0) throw usage('No task begins like that.', `one of ${taskIds().join(', ')}`, pattern);
  return ids.map((id) => {
    const { task, files } = openTask(id);
    const chosen = spaceOf(task, space ?? (config.tasks.length === 1 ? config.space : null));
    const driver = agent ?? agentFor(task, config.agent);
    expectAgent(driver);
    return { case: { task: id, agent: driver, space: chosen.name }, files, dimension: chosen.dimension };
  });
}

function agentFor(task: Task, agent: string | null): string {
  if (task.id.startsWith('problem/')) return 'bystander';
  if (agent !== null) return agent;
  throw usage(`Somebody has to act in ${task.id}.`, 'an agent, e.g. --agent pure-pursuit', 'none');
}

function sameCase(a: PlannedCase, b: PlannedCase): boolean {
  return a.case.task === b.case.task && a.case.agent === b.case.agent && a.case.space === b.case.space;
}

function usage(what: string, expected: string, got: string): FaultscapeError {
  return new FaultscapeError('usage', what, { expected, got });
}
