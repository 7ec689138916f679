import { relative, resolve } from 'node:path';
import { adversaryKind, resolveOptions } from '../../adversary/index.ts';
import { agentNames } from '../../agents/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { createTask } from '../../sim/index.ts';
import { spaceOf } from '../attack/attack-parts.ts';
import { type AttackConfig, parseAttackConfig } from '../config/attack-config.ts';

/**
 * The config of an attack that a page asks for, checked as far as that goes without starting it.
 * Its danger: a plug-in is code, so a page may name only those that the server was started with.
 */
export function planAttack(
  fields: Readonly<Record<string, unknown>>,
  { folder, plugins }: { folder: string; plugins: readonly string[] },
): AttackConfig {
  if ('out' in fields) {
    throw new FaultscapeError('usage', 'The folder of the attack is not part of its config.', {
      expected: 'no field named out: the name says where it goes',
      got: String(fields.out),
    });
  }
  // An oracle is a program to be run, or a file to be read, of the server's machine.
  if ((fields.oracle ?? null) !== null) throw oracleFromPage();
  if ((fields.cache ?? null) !== null) throw cacheFromPage();
  const config = parseAttackConfig(fields, { out: shortPath(folder), settings: {} });
  const plan = { ...config, plugins: allowed(config.plugins, plugins) };
  // Files of the server's machine are not for a page to name: a task that needs one is refused here.
  spaceOf(createTask(plan.task), plan.space);
  resolveOptions(adversaryKind(plan.adversary).options, plan.settings);
  expectAgent(plan.agent);
  return plan;
}

/** The config of a run to go on with; it keeps its folder, whatever it was called when it began. */
export function planResume(
  config: unknown,
  { folder, plugins }: { folder: string; plugins: readonly string[] },
): AttackConfig {
  const plan = parseAttackConfig(config, { out: shortPath(folder), settings: {} });
  if (plan.oracle !== null) throw oracleFromPage();
  allowed(plan.plugins, plugins);
  // No row depends on it, and it is a file of the server's machine.
  return { ...plan, cache: null };
}

function cacheFromPage(): FaultscapeError {
  return new FaultscapeError('usage', 'A page cannot name a cache.', {
    expected: 'no field named cache',
    got: 'one',
  });
}

function oracleFromPage(): FaultscapeError {
  return new FaultscapeError('usage', 'A page cannot have an oracle asked.', {
    expected: 'a task and an agent',
    got: 'an oracle',
    hint: 'faultscape attack --oracle, or --resume, on the command line',
  });
}

/** Throws for a name of an agent that nobody registered. */
export function expectAgent(agent: string): void {
  if (agentNames().includes(agent.split(':')[0] as string)) return;
  throw new FaultscapeError('usage', 'There is no such agent.', {
    expected: `one of ${agentNames().join(', ')}`,
    got: agent,
  });
}

function allowed(wanted: readonly string[], ours: readonly string[]): string[] {
  const known = new Set(ours.map((plugin) => resolve(plugin)));
  const strange = wanted.find((plugin) => !known.has(resolve(plugin)));
  if (strange === undefined) return [...ours];
  throw new FaultscapeError('usage', 'This server does not load that plug-in.', {
    expected: ours.length === 0 ? 'none' : ours.join(', '),
    got: strange,
    hint: `start the server with --plugin ${strange}`,
  });
}

/** As a person in the server's working folder would write it. */
function shortPath(folder: string): string {
  const path = relative(process.cwd(), folder);
  return path === '' || path.startsWith('..') ? folder : path;
}
