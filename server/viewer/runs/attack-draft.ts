import type { Json } from '../../../sim/core/index.ts';
import { judgedSpec } from '../../../sim/index.ts';
import type { About, AdversaryAbout, NewAttack, RunSummary, TaskAbout } from '../../http/api.ts';
import { commandLine } from '../../report/command-line.ts';
import { fittingAgents } from '../shell/fitting-agents.ts';

type OptionSpec = AdversaryAbout['options'][number];

/** An attack as the form holds it: text as typed, so that nothing typed is ever lost. */
export interface AttackDraft {
  /** Null until the person names it; it then follows task and agent. */
  readonly name: string | null;
  readonly task: string;
  /** Rules that judge episodes in place of the task's own score; empty without any. */
  readonly rules: string;
  readonly space: string;
  readonly agent: string;
  readonly adversary: string;
  /** Settings by name, only those that were filled in. */
  readonly settings: Readonly<Record<string, string>>;
  readonly seed: string;
  /** Empty is one for each core. */
  readonly workers: string;
}

/** A small attack that ends within minutes and still has something to show. */
const FIRST_SETTINGS: Readonly<Record<string, string>> = { pool: '200', induced: '50', samples: '50' };
const FIRST_ADVERSARY = 'bbgan';

export function firstDraft(about: About): AttackDraft {
  const task = about.tasks.find(({ id }) => id === 'driving/one-curve') ?? about.tasks[0];
  const seat = about.seats[0];
  const fitting = fittingAgents(about, task?.id ?? '');
  const agent = seat === undefined ? (fitting.at(-1) ?? '') : `ws:${seat.name}`;
  const adversary = about.adversaries.find(({ name }) => name === FIRST_ADVERSARY) ?? about.adversaries[0];
  return {
    name: null,
    task: task?.id ?? '',
    rules: '',
    space: task?.spaces[0]?.name ?? '',
    agent: fitting.includes('cil') && seat === undefined ? 'cil' : agent,
    adversary: adversary?.name ?? '',
    settings: adversary?.name === FIRST_ADVERSARY ? FIRST_SETTINGS : {},
    seed: '1',
    workers: '',
  };
}

/** "one-curve-cil-3": what it is, and the first number that is free. */
export function suggestedName({ task, agent }: AttackDraft, runs: readonly RunSummary[]): string {
  const words = `${task.split('/').at(-1) ?? 'run'}-${agent}`.replace(/[^A-Za-z0-9]+/g, '-');
  const stem = words.replace(/^-+|-+$/g, '').toLowerCase();
  const taken = new Set(runs.map(({ name }) => name));
  let number = 1;
  while (taken.has(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}

/** What the server is asked for; it is the one to say what is wrong with it. */
export function newAttackOf(
  draft: AttackDraft,
  options: readonly OptionSpec[],
  runs: readonly RunSummary[],
): NewAttack {
  const { task, rules, space, agent, adversary, seed, workers } = draft;
  return {
    name: draft.name ?? suggestedName(draft, runs),
    config: {
      task: rules.trim() === '' ? task : judgedSpec(task, rules.trim()),
      space,
      agent: agent.trim(),
      adversary,
      settings: settingsOf(draft.settings, options),
      seed: numberOrText(seed),
      ...(workers.trim() === '' ? {} : { workers: numberOrText(workers) }),
    },
  };
}

/** The same attack from a terminal, run beside the server. */
export function commandOf({ name, config }: NewAttack, runsFolder: string): string {
  const { workers } = config;
  const command = commandLine({ config: { ...config, out: `${runsFolder}/${name}` } });
  return workers === undefined ? command : `${command} --workers ${String(workers)}`;
}

/** The space of that name if the task has it, else the task's first. */
export function spaceFor(task: TaskAbout | undefined, space: string): string {
  const names = task?.spaces.map(({ name }) => name) ?? [];
  return names.includes(space) ? space : (names[0] ?? '');
}

/** What rules may be about: the names of the task's log. */
export function signalsOf(task: TaskAbout | undefined): readonly string[] {
  return task === undefined ? [] : [...task.action.names, ...task.traceNames, 'timeS'];
}

function settingsOf(
  filled: Readonly<Record<string, string>>,
  options: readonly OptionSpec[],
): Record<string, Json> {
  const settings: Record<string, Json> = {};
  for (const { name, type } of options) {
    const text = filled[name]?.trim() ?? '';
    if (text !== '') settings[name] = type === 'choice' ? text : numberOrText(text);
  }
  return settings;
}

/** A number as one; what is none goes to the server as typed, which says what it expects. */
function numberOrText(text: string): number | string {
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}
