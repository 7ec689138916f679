import { adversaryKind, adversaryNames, describeDomain, type OptionSpec } from '../../adversary/index.ts';
import { agentGives, agentNames } from '../../agents/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { createTask, taskIds } from '../../sim/index.ts';
import type { Axis } from '../../sim/space/index.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import type { GlobalOptions, RegisterCommand } from './command.ts';

/** Families whose tasks are a line each unless they are asked for: landscapes for adversaries, with axes x1, x2 and so on. */
const IN_SHORT: readonly string[] = ['problem'];

/** `faultscape list`: what can attack what, with axes and units. */
export const registerList: RegisterCommand = (program, io) => {
  program
    .command('list')
    .description('list tasks with their spaces and axes, agents and adversaries')
    .argument('[name]', 'one of them, or a family of tasks, e.g. problem')
    .option('--json', 'print JSON', false)
    .action(async (name: string | undefined, _, command) => {
      const options = command.optsWithGlobals() as GlobalOptions & { json: boolean };
      await loadParts(options.plugin);
      const all = describeParts();
      const chosen = name === undefined ? all : named(all, name);
      if (options.json) io.out(`${JSON.stringify(chosen, null, 2)}\n`);
      else io.out(toText(chosen, all.tasks, name === undefined ? IN_SHORT : []));
    });
};

interface Catalogue {
  readonly tasks: readonly {
    readonly id: string;
    readonly description: string;
    readonly failsBelow: number;
    /** The names of the actions it takes. */
    readonly takes: readonly string[];
    readonly spaces: readonly { readonly name: string; readonly axes: readonly Axis[] }[];
  }[];
  readonly agents: readonly {
    readonly name: string;
    /** The names of its actions; null where that is not known before it is made. */
    readonly gives: readonly string[] | null;
  }[];
  readonly adversaries: readonly {
    readonly name: string;
    readonly description: string;
    readonly options: readonly OptionSpec[];
  }[];
}

function describeParts(): Catalogue {
  return {
    tasks: taskIds()
      .map((id) => createTask(id))
      .map((task) => ({
        id: task.id,
        description: task.description,
        failsBelow: task.failsBelow,
        takes: task.action.names,
        spaces: [...task.spaces].map(([name, space]) => ({ name, axes: space.axes })),
      })),
    agents: agentNames().map((name) => ({ name, gives: agentGives(name) })),
    adversaries: adversaryNames()
      .map(adversaryKind)
      .map(({ name, description, options }) => ({ name, description, options })),
  };
}

/** What has a name, or is of a family of tasks. */
function named(all: Catalogue, name: string): Catalogue {
  const chosen = {
    tasks: all.tasks.filter(({ id }) => id === name || familyOf(id) === name.replace(/\/\*?$/, '')),
    agents: all.agents.filter((agent) => agent.name === name),
    adversaries: all.adversaries.filter((adversary) => adversary.name === name),
  };
  if (Object.values(chosen).some((some) => some.length > 0)) return chosen;
  const families = [...new Set(all.tasks.map(({ id }) => familyOf(id)))];
  throw new FaultscapeError('usage', 'Nothing here has this name.', {
    expected: `a task, an agent, an adversary, or a family of tasks (${families.join(', ')})`,
    got: name,
    hint: 'faultscape list shows all',
  });
}

function familyOf(id: string): string {
  return id.replace(/\/.*/, '');
}

function toText(
  { tasks, agents, adversaries }: Catalogue,
  allTasks: Catalogue['tasks'],
  inShort: readonly string[],
): string {
  const lines: string[] = tasks.length === 0 ? [] : ['tasks'];
  for (const task of tasks) {
    lines.push(`  ${task.id}: ${task.description} (fails when Q <= ${task.failsBelow})`);
    if (inShort.includes(familyOf(task.id))) continue;
    for (const space of task.spaces) {
      lines.push(`    space ${space.name}, ${space.axes.length} axes`);
      for (const axis of space.axes) lines.push(`      ${axis.name}: ${rangeOf(axis)}. ${axis.description}`);
    }
  }
  if (tasks.some(({ id }) => inShort.includes(familyOf(id))))
    lines.push(
      `  (axes of ${inShort.map((name) => `${name}/*`).join(', ')}: faultscape list ${inShort.join(' or ')}, or one by its name)`,
    );
  if (agents.length > 0) lines.push('agents');
  lines.push(...agents.map(({ name, gives }) => `  ${name}: ${fitting(allTasks, gives)}`));
  if (adversaries.length > 0) lines.push('adversaries');
  for (const { name, description, options } of adversaries) {
    lines.push(`  ${name}: ${description}`);
    for (const option of options) {
      const otherwise = option.default === null ? '' : `, default ${option.default}`;
      lines.push(`    ${option.name}: ${describeDomain(option)}${otherwise}. ${option.description}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The tasks that take what an agent gives, those of one family as `family/*`. */
function fitting(tasks: Catalogue['tasks'], gives: readonly string[] | null): string {
  if (gives === null) return 'whatever tasks it was made for';
  const fits = tasks.filter(({ takes }) => takes.join() === gives.join()).map(({ id }) => id);
  const words = fits.map((id) => {
    const whole = tasks
      .filter((task) => familyOf(task.id) === familyOf(id))
      .every((task) => fits.includes(task.id));
    return whole && id.includes('/') ? `${familyOf(id)}/*` : id;
  });
  return words.length === 0 ? 'none of the tasks here' : [...new Set(words)].join(', ');
}

function rangeOf(axis: Axis): string {
  if (axis.kind === 'categorical') return axis.values.join(', ');
  const { prior } = axis;
  const likely = prior === undefined ? '' : `, normal: mean ${prior.mean}, deviation ${prior.deviation}`;
  return `${axis.low} to ${axis.high}${axis.unit === '1' ? '' : ` ${axis.unit}`}${likely}`;
}
