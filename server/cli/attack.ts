import { FaultscapeError } from '../../sim/core/index.ts';
import { nothingFound } from '../attack/nothing-found.ts';
import { runAttack } from '../attack/run-attack.ts';
import { type AttackConfig, parseAttackConfig } from '../config/attack-config.ts';
import { readJsonFile } from '../config/parse.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import { RunFolder } from '../store/run-folder.ts';
import { interrupted, printOutcome } from './attack-outcome.ts';
import type { CliIo, RegisterCommand } from './command.ts';
import {
  addDriverOptions,
  addHostingOptions,
  DRIVER_NAMES,
  HOSTING_NAMES,
  pick,
  serveConfigOf,
  toNumber,
} from './hosting-options.ts';
import { interruptible } from './interrupt.ts';
import { addOracleOptions, oracleFields } from './oracle-options.ts';
import { addRulesOption, withRules } from './rules-option.ts';
import { addTaskFileOptions, withTaskFile } from './task-file-options.ts';

/** Settings of adversaries that have a flag of their own; any other is given with --set. */
const SETTING_FLAGS = ['preset', 'pool', 'induced', 'samples', 'boost', 'inducer', 'baseline'] as const;

/** `faultscape attack`: learns the distribution of scenes in which an agent fails. */
export const registerAttack: RegisterCommand = (program, io) => {
  const command = program
    .command('attack')
    .description('learn in which scenes an agent fails, and log every episode')
    .option('--task <id>', 'task, e.g. driving/straight')
    .option(
      '--space <name>',
      "space of scenes to attack in (default: the task's first); of an oracle, a file of axes",
    )
    .option('--agent <name>', 'agent to attack, e.g. cil, or ws:NAME for a program that joins')
    .option('--adversary <name>', 'who attacks, as listed by faultscape list (default: bbgan)')
    .option('--preset <name>', 'bbgan: healthy or paper')
    .option('--pool <n>', 'random scenes scored first, of adversaries that learn from a pool', toNumber)
    .option('--induced <n>', 'worst scenes of the pool that are imitated', toNumber)
    .option('--samples <n>', 'scenes to try, or to generate and score', toNumber)
    .option('--boost <n>', 'bbgan: boost stages', toNumber)
    .option('--inducer <name>', 'how those are chosen: rank or eps')
    .option('--baseline <n>', 'random scenes to compare with', toNumber)
    .option('--set <key=value>', 'any other setting of the adversary (see: faultscape list)', collect, [])
    .option('--config <file>', 'read the fields of the attack from a JSON file; flags win')
    .option('--out <folder>', 'run folder, e.g. runs/first')
    .option(
      '--nominal <n>',
      'nominal episodes tried first, until the agent passes one; if none, no attack (default: 10; 0: attack anyway)',
      toNumber,
    )
    .option(
      '--cache <file>',
      'simulate no episode that is in the file, and put new ones there; runs may share it',
    )
    .option('--resume', 'go on with the run in --out', false)
    .option('--live', 'show the attack in a page while it runs, and after', false)
    .option('--json', 'print JSON', false);
  addDriverOptions(addHostingOptions(addOracleOptions(addRulesOption(addTaskFileOptions(command))))).action(
    async (_, self) => {
      const options = withTaskFile(self.optsWithGlobals());
      const { resume, json, live } = options;
      const serve = serveConfigOf(options);
      const run = live ? (await import('./attack-live.ts')).attackLive : attack;
      await run(configOf(options), { resume, json, serve }, io);
    },
  );
};

/** Runs an attack and prints what it found. */
export async function attack(
  config: AttackConfig,
  { resume, json, serve }: { resume: boolean; json: boolean; serve?: ServeConfig },
  io: CliIo,
): Promise<void> {
  const outcome = await interruptible(io, (signal) => runAttack({ config, resume, sink: io, signal, serve }));
  const { finished, rows, remarks, cached } = outcome;
  if (!finished) throw interrupted(rows.length, config.out);
  printOutcome({ rows, remarks, out: config.out }, { json }, io);
  if (config.cache !== null) io.err(`${cached} of ${rows.length} episodes were known from ${config.cache}\n`);
  const nothing = nothingFound(rows);
  if (nothing !== null) throw nothing;
}

function configOf(options: Readonly<Record<string, unknown>>): AttackConfig {
  const settings = { ...toSettings(options.set as readonly string[]), ...pick(options, SETTING_FLAGS) };
  const plugins = options.plugin as readonly string[];
  const base = baseOf(options);
  const config = parseAttackConfig(base, {
    ...pick(options, [
      'task',
      'space',
      'agent',
      'adversary',
      'out',
      'cache',
      'nominal',
      ...HOSTING_NAMES,
      ...DRIVER_NAMES,
    ]),
    ...oracleFields(options, (base ?? {}) as Readonly<Record<string, unknown>>),
    ...(plugins.length === 0 ? {} : { plugins }),
    settings,
  });
  return { ...config, task: withRules(config.task, options.rules) };
}

/** What flags are laid over: the config file, or the config of the run to resume. */
function baseOf({ config, resume, out }: Readonly<Record<string, unknown>>): unknown {
  if (typeof config === 'string') return readJsonFile(config, 'usage');
  if (resume === true && typeof out === 'string') return RunFolder.readManifest(out).config;
  return {};
}

function toSettings(pairs: readonly string[]): Record<string, number | string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) {
        throw new FaultscapeError('usage', 'A setting is not of the form key=value.', {
          expected: 'for example --set iterations=500',
          got: pair,
        });
      }
      const text = pair.slice(at + 1);
      return [pair.slice(0, at), text === '' || Number.isNaN(Number(text)) ? text : Number(text)];
    }),
  );
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
