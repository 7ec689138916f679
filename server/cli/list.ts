import { adversaryKind, adversaryNames, describeDomain, type OptionSpec } from '../../adversary/index.ts';
import { agentGives, agentNames } from '../../agents/index.ts';
import { createTask, taskIds } from '../../sim/index.ts';
import type { Axis } from '../../sim/space/index.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import type { GlobalOptions, RegisterCommand } from './command.ts';

/** `faultscape list`: what can attack what, with axes and units. */
export const registerList: RegisterCommand = (program, io) => {
  program
    .command('list')
    .description('list tasks with their spaces and axes, agents and adversaries')
    .option('--json', 'print JSON', false)
    .action(async (_, command) => {
      const options = command.optsWithGlobals() as GlobalOptions & { json: boolean };
      await loadParts(options.plugin);
      const catalogue = describeParts();
      io.out(options.json ? `${JSON.stringify(catalogue, null, 2)}\n` : toText(catalogue));
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

function toText({ tasks, agents, adversaries }: Catalogue): string {
  const lines: string[] = ['tasks'];
  for (const task of tasks) {
    lines.push(`  ${task.id}: ${task.description} (fails when Q <= ${task.failsBelow})`);
    for (const space of task.spaces) {
      lines.push(`    space ${space.name}, ${space.axes.length} axes`);
      for (const axis of space.axes) lines.push(`      ${axis.name}: ${rangeOf(axis)}. ${axis.description}`);
    }
  }
  lines.push('agents', ...agents.map(({ name, gives }) => `  ${name}: ${fitting(tasks, gives)}`));
  lines.push('adversaries');
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
  const family = (id: string) => id.replace(/\/.*/, '');
  const fits = tasks.filter(({ takes }) => takes.join() === gives.join()).map(({ id }) => id);
  const words = fits.map((id) => {
    const whole = tasks
      .filter((task) => family(task.id) === family(id))
      .every((task) => fits.includes(task.id));
    return whole && id.includes('/') ? `${family(id)}/*` : id;
  });
  return words.length === 0 ? 'none of the tasks here' : [...new Set(words)].join(', ');
}

function rangeOf(axis: Axis): string {
  if (axis.kind === 'categorical') return axis.values.join(', ');
  const { prior } = axis;
  const likely = prior === undefined ? '' : `, normal: mean ${prior.mean}, deviation ${prior.deviation}`;
  return `${axis.low} to ${axis.high}${axis.unit === '1' ? '' : ` ${axis.unit}`}${likely}`;
}
