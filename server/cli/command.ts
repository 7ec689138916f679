import type { Command } from 'commander';

/** Where a command writes: results to `out`, everything else (progress, remarks, errors) to `err`. */
export interface CliIo {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True when `err` is a terminal, so that a line can be rewritten in place. */
  readonly errIsTty: boolean;
}

/** Options every command has, by `command.optsWithGlobals()`. */
export interface GlobalOptions {
  readonly plugin: readonly string[];
  readonly debug: boolean;
}

/**
 * Adds one command to the program. Each file in this folder exports one of these and
 * `commands.ts` lists them; to add a command, write its file and add it to that list.
 */
export type RegisterCommand = (program: Command, io: CliIo) => void;
