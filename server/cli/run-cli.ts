import { Command, CommanderError } from 'commander';
import { EXIT_CODE, FaultscapeError } from '../../sim/core/index.ts';
import { PACKAGE_VERSION } from '../config/package-info.ts';
import type { CliIo, GlobalOptions, RegisterCommand } from './command.ts';
import { COMMANDS } from './commands.ts';

/** What may stand before a command and says nothing of which it is. */
const GLOBAL_OPTION = /^--(debug|plugin(=.*)?)$/;

/** Runs one command line (without node and script); resolves with the process's exit code. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  const program = new Command('faultscape')
    .description('Learn the distribution of worlds in which an agent fails.')
    .version(PACKAGE_VERSION)
    .option('--plugin <file>', 'load a module that registers tasks, agents or adversaries', collect, [])
    .option('--debug', 'print the stack of an error', false)
    .showSuggestionAfterError()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride();
  for (const register of await commandsFor(argv)) register(program, io);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODE.usage;
    return explain(error, program.opts<GlobalOptions>().debug, io);
  }
}

/** The command that a line names; all of them where it asks for help, or names none. */
function commandsFor(argv: readonly string[]): Promise<readonly RegisterCommand[]> {
  let at = 0;
  while (GLOBAL_OPTION.test(argv[at] ?? '')) at += argv[at] === '--plugin' ? 2 : 1;
  const name = argv[at] ?? '';
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const needed = load === undefined ? Object.values(COMMANDS) : [load];
  return Promise.all(needed.map((each) => each()));
}

function explain(error: unknown, debug: boolean, io: CliIo): number {
  if (error instanceof FaultscapeError) {
    io.err(`faultscape: ${error.message}\n`);
    if (debug) io.err(`${error.stack}\n`);
    return error.exitCode;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  io.err(`faultscape: something broke that should not have; please report it.\n${stack}\n`);
  return EXIT_CODE.agent;
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
