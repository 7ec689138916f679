import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { GL_CHOICES } from '../../sim/render/headless.ts';
import { comparisonPage } from '../compare/comparison-page.ts';
import { comparisonMarkdown } from '../compare/markdown.ts';
import { runComparison } from '../compare/run-compare.ts';
import type { Comparison } from '../compare/summarise-comparison.ts';
import { caseTable, rankingTable } from '../compare/tables.ts';
import { RANKING_TITLE, rankingText, settingText } from '../compare/words.ts';
import { ENGINE_CHOICES, TF_CHOICES } from '../config/attack-config.ts';
import { type CompareConfig, parseCompareConfig } from '../config/compare-config.ts';
import { readJsonFile } from '../config/parse.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import type { CliIo, RegisterCommand } from './command.ts';
import { pick, toNumber } from './hosting-options.ts';
import { interruptible } from './interrupt.ts';
import { textTable } from './table.ts';

const NUMBERS = ['episodes', 'seeds', 'firstSeed', 'draws', 'heldOut', 'workers', 'seats'] as const;
/** Columns for which a terminal has no room. */
const LEFT_OUT = ['least to most', 'first failure', 'to the nearest run', 'invalid'];
const TITLE = 'Adversaries compared';

/** `faultscape compare`: adversaries against tasks, at equal budgets, over many seeds. */
export const registerCompare: RegisterCommand = (program, io) => {
  program
    .command('compare')
    .description(
      'run adversaries against tasks at equal budgets over many seeds, and say who differs from whom',
    )
    .option(
      '--tasks <ids>',
      'tasks, e.g. problem/modes,driving/one-curve or problem/* (default: problem/*)',
      toList,
    )
    .option('--agent <name>', 'who acts in tasks that are no problems')
    .option('--space <name>', "space to attack in, of a lone task (default: the task's first)")
    .option('--adversaries <names>', 'whom to compare (default: all)', toList)
    .option('--against <name>', 'with whom all others are compared (default: random)')
    .option('--episodes <n>', 'all that each may spend in a run, pool included (default: 600)', toNumber)
    .option('--seeds <n>', 'runs of each on each task (default: 10)', toNumber)
    .option('--first-seed <n>', 'the first of them (default: 1)', toNumber)
    .option('--draws <n>', 'scenes drawn afterwards from what each learned, and run (default: 200)', toNumber)
    .option(
      '--held-out <n>',
      'failures to cover: so many of a problem, or those among so many random scenes (default: 300)',
      toNumber,
    )
    .option('--set <name.key=value>', 'a setting of an adversary, e.g. bbgan.iterations=500', toSettings, {})
    .option('--config <file>', 'read the fields of the comparison from a JSON file; flags win')
    .option('--workers <n>', 'worker processes (default: one per core)', toNumber)
    .option('--seats <n>', 'episodes side by side in a worker (default: 8)', toNumber)
    .option('--gl <route>', `how to draw: ${GL_CHOICES.join(', ')}`)
    .option('--tf <backend>', `TensorFlow.js backend: ${TF_CHOICES.join(', ')}`)
    .option('--engine <engine>', `what runs agents' nets: ${ENGINE_CHOICES.join(', ')}`)
    .option('--out <folder>', 'folder of the comparison')
    .option(
      '--resume',
      'go on with the comparison in --out, or add tasks, seeds and adversaries to it',
      false,
    )
    .option('--json', 'print JSON', false)
    .action(async (_, self) => {
      const { resume, json, ...options } = self.optsWithGlobals();
      await compare(configOf(options), { resume, json }, io);
    });
};

async function compare(
  config: CompareConfig,
  { resume, json }: { resume: boolean; json: boolean },
  io: CliIo,
): Promise<void> {
  const { comparison, folder } = await interruptible(
    io,
    (signal) => runComparison({ config, resume, sink: io, signal }),
    'stopping; every finished run is kept',
  );
  const text = `${JSON.stringify(comparison, null, 2)}\n`;
  const made = `Made by \`faultscape compare\`, version ${comparison.faultscape}.`;
  writeFileAtomic(join(folder, 'results.json'), text);
  writeFileAtomic(join(folder, 'results.md'), comparisonMarkdown(comparison, { title: TITLE, made }));
  writeFileAtomic(join(folder, 'results.html'), await comparisonPage(comparison, TITLE));
  io.out(json ? text : `${toText(comparison)}\npage: ${join(folder, 'results.html')}\n`);
}

function configOf(options: Readonly<Record<string, unknown>>): CompareConfig {
  const file =
    typeof options.config === 'string' ? readJsonFile(options.config, 'usage') : { tasks: ['problem/*'] };
  const plugins = options.plugin as readonly string[];
  const settings = options.set as Readonly<Record<string, unknown>>;
  return parseCompareConfig(file, {
    ...pick(options, [
      'tasks',
      'agent',
      'space',
      'adversaries',
      'against',
      'out',
      'gl',
      'tf',
      'engine',
      ...NUMBERS,
    ]),
    ...(plugins.length === 0 ? {} : { plugins }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
  });
}

function toText(comparison: Comparison): string {
  const parts = comparison.cases.map((summary) => {
    const { header, rows } = caseTable(summary, comparison.against);
    const columns = (cells: readonly string[]) =>
      cells.filter((_, i) => !LEFT_OUT.includes(header[i] as string));
    return `${summary.case.task}\n${textTable(columns(header), rows.map(columns))}`;
  });
  const ranks = comparison.rankings.map((ranking) => {
    const { header, rows } = rankingTable(ranking);
    return `${RANKING_TITLE(ranking)}\n${textTable(header, rows)}${rankingText(ranking)}\n`;
  });
  return `${[...parts, ...ranks].join('\n')}\n${settingText(comparison)}\n`;
}

function toList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

type Settings = Readonly<Record<string, Readonly<Record<string, number | string>>>>;

function toSettings(text: string, before: Settings): Settings {
  const parts = /^([\w-]+)\.(\w+)=(.*)$/s.exec(text);
  if (parts === null) {
    throw new InvalidArgumentError(`Expected e.g. bbgan.iterations=500, got "${text}".`);
  }
  const [, name, key, value] = parts as unknown as [string, string, string, string];
  const number = value === '' || Number.isNaN(Number(value)) ? value : Number(value);
  return { ...before, [name]: { ...before[name], [key]: number } };
}
