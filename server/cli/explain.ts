import { resolve } from 'node:path';
import type { Command } from 'commander';
import { FaultscapeError } from '../../sim/core/index.ts';
import { type ExplainConfig, parseExplainConfig, runsEpisodes } from '../config/explain-config.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import { explainRun } from '../explain/explain-run.ts';
import { explanationJson } from '../explain/explanation-json.ts';
import { explanationText, shownShares } from '../explain/explanation-text.ts';
import { keepReruns, keptReruns } from '../explain/kept-reruns.ts';
import { type Reruns, runAgain } from '../explain/reruns.ts';
import { rerunsText } from '../explain/reruns-text.ts';
import { importanceChart } from '../report/charts/importance.ts';
import { standaloneSvg } from '../report/charts/render-chart.ts';
import { viewRun } from '../report/load-run.ts';
import type { RunView } from '../report/run-view.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { RunFolder } from '../store/run-folder.ts';
import type { CliIo, GlobalOptions, RegisterCommand } from './command.ts';
import { addHostingOptions, addServeOptions, pick, serveConfigOf, toNumber } from './hosting-options.ts';
import { pluginsOf } from './run-plugins.ts';

interface ExplainOptions extends GlobalOptions {
  readonly json: boolean;
  readonly svg?: string;
}

const CONFIG_NAMES = [
  'seed',
  'workers',
  'seats',
  'gl',
  'tf',
  'engine',
  'shrink',
  'repeat',
  'probability',
  'other',
  'most',
  'again',
];

/** `faultscape explain`: where an agent fails, in words and figures, from a run's log. */
export const registerExplain: RegisterCommand = (program, io) => {
  const command = program
    .command('explain')
    .description('say in words where the agent of a run fails, what decides it, and how failures group')
    .argument('<run>', 'run folder, finished or not')
    .option('--svg <file>', 'draw what each axis decides into a file')
    .option('--shrink <episode>', 'run a failure again with the fewest axes that are not nominal')
    .option(
      '--repeat <n>',
      'run failures again with n new seeds each, first the likeliest where the space has priors',
      toNumber,
    )
    .option('--other <run>', "put another run's agent to the failures of this one")
    .option('--probability <n>', 'estimate the chance to fail with n more episodes', toNumber)
    .option(
      '--most <n>',
      'failures of a kind that --repeat and --other run again, at most (default: 50)',
      toNumber,
    )
    .option('--again', 'run episodes also where the answer is kept in the run folder', false)
    .option('--json', 'print JSON, with the learned distribution', false);
  addServeOptions(addHostingOptions(command)).action((folder: string, _, self) => explain(folder, self, io));
};

async function explain(folder: string, self: Command, io: CliIo): Promise<void> {
  const { plugin, json, svg, ...options } = self.optsWithGlobals() as ExplainOptions;
  const run = RunFolder.open(folder, { write: false });
  try {
    const plugins = pluginsOf(run, plugin);
    const config = parseExplainConfig({ ...pick(options, CONFIG_NAMES), plugins });
    await loadParts(plugins);
    const view = viewRun(run, folder);
    if (view.episodes.length === 0) {
      throw new FaultscapeError('data', `The run ${folder} has no finished episodes.`, {
        expected: 'at least one',
        got: 'none',
      });
    }
    const reruns = await rerunsOf(run, view, config, {
      plugins,
      serve: serveConfigOf(options),
      onNotice: (text) => io.err(`${text}\n`),
    });
    const explanation = explainRun(view, { seed: config.seed });
    if (svg !== undefined) {
      const shares = shownShares(view.space.axes, explanation);
      if (shares.length === 0) throw nothingToDraw(view.episodes.length);
      writeFileAtomic(resolve(svg), await standaloneSvg(importanceChart(shares).spec));
    }
    if (json) {
      io.out(`${JSON.stringify(explanationJson(view, explanation, reruns), null, 2)}\n`);
      return;
    }
    io.out(explanationText(view, explanation));
    if (reruns !== null) io.out(`\n${rerunsText(view, reruns)}`);
    if (svg !== undefined) io.out(`\npicture: ${svg}\n`);
  } finally {
    run.close();
  }
}

/** What is asked for, or without that what is kept; null where there is neither. */
async function rerunsOf(
  run: RunFolder,
  view: RunView,
  config: ExplainConfig,
  context: { plugins: readonly string[]; serve: ServeConfig; onNotice: (text: string) => void },
): Promise<Reruns | null> {
  const { results: known, problem } = keptReruns(view);
  if (problem !== null) context.onNotice(problem);
  if (!runsEpisodes(config)) return known.length === 0 ? null : { results: known, kept: known, queries: 0 };
  const reruns = await runAgain(run, view, config, { ...context, known: config.again ? [] : known });
  const made = reruns.results.filter((one) => !reruns.kept.includes(one));
  try {
    if (made.length > 0) keepReruns(run, view, made);
  } catch (error) {
    if (!(error instanceof FaultscapeError)) throw error;
    context.onNotice(`not kept: ${error.message}`);
  }
  return reruns;
}

function nothingToDraw(episodes: number): FaultscapeError {
  return new FaultscapeError('data', 'There is nothing to draw.', {
    expected: 'at least 50 episodes spread over the space, with scores that differ',
    got: `${episodes} episodes`,
  });
}
