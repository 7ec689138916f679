import { type Command, InvalidArgumentError } from 'commander';
import { FaultscapeError } from '../../sim/core/index.ts';
import { toNumber } from './hosting-options.ts';

/** The options of an attack on something that is not simulated here. */
export function addOracleOptions(command: Command): Command {
  return command
    .option(
      '--oracle <kind:what>',
      "attack what is not simulated here: table:results.csv, or command:'./evaluate {scene}'; axes from --space FILE",
    )
    .option('--score-column <name>', 'table: the column of the score (default: score)')
    .option(
      '--lookup <how>',
      'table: nearest recorded scene, or grid, the nearest level of each axis (default: nearest)',
    )
    .option('--fails-at <score>', 'oracles: a score as bad as this, or worse, is a failure', toNumber)
    .option(
      '--score-range <worst..best>',
      'oracles: what is Q 0 and Q 1, e.g. 100..0 where more is worse (default: 0..1, or what a table holds)',
      toRange,
    )
    .option('--timeout-s <s>', 'command: seconds that it may take (default: 600)', toNumber)
    .option('--tries <n>', 'command: how often a scene is tried (default: 3)', toNumber);
}

type Options = Readonly<Record<string, unknown>>;

/** The fields of a config that the options say, over those of its file; empty where no oracle is named. */
export function oracleFields(options: Options, base: Options): Options {
  const given = Object.fromEntries(
    (['scoreColumn', 'lookup', 'failsAt', 'timeoutS', 'tries'] as const)
      .filter((name) => options[name] !== undefined)
      .map((name) => [name, options[name]]),
  );
  const range = options.scoreRange as Range | undefined;
  const before = (base.oracle ?? null) as Options | null;
  if (options.oracle === undefined && before === null) return refuseStray({ ...given, ...range });
  const named = typeof options.oracle === 'string' ? kindAndWhat(options.oracle) : {};
  const axes = typeof options.space === 'string' ? { axes: options.space } : {};
  const { scoreColumn, ...fields } = given;
  const score = scoreColumn === undefined ? {} : { score: scoreColumn };
  return { oracle: { ...before, ...named, ...axes, ...score, ...fields, ...range }, space: null };
}

interface Range {
  readonly worst: number;
  readonly best: number;
}

function kindAndWhat(text: string): Options {
  const [, kind, what] = /^(table|command):(.+)$/s.exec(text) ?? [];
  if (kind === 'table') return { kind, file: what };
  if (kind === 'command') return { kind, command: what };
  throw new FaultscapeError('usage', 'There is no such oracle.', {
    expected: "table:FILE.csv or command:'PROGRAM {scene}'",
    got: text,
  });
}

function refuseStray(given: Options): Options {
  const [stray] = Object.keys(given);
  if (stray === undefined) return {};
  throw new FaultscapeError('usage', 'That option is for oracles.', {
    expected: '--oracle beside it',
    got: `--${stray.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  });
}

function toRange(text: string): Range {
  const [worst, best, ...more] = text
    .split('..')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (
    worst === undefined ||
    best === undefined ||
    more.length > 0 ||
    !Number.isFinite(worst) ||
    !Number.isFinite(best)
  ) {
    throw new InvalidArgumentError(`Expected two numbers, e.g. 0..1, got "${text}".`);
  }
  return { worst, best };
}
