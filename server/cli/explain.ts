import { resolve } from 'node:path';
import { FaultscapeError } from '../../sim/core/index.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import { explainRun } from '../explain/explain-run.ts';
import { explanationJson } from '../explain/explanation-json.ts';
import { explanationText, shownShares } from '../explain/explanation-text.ts';
import { importanceChart } from '../report/charts/importance.ts';
import { standaloneSvg } from '../report/charts/render-chart.ts';
import { viewRun } from '../report/load-run.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { RunFolder } from '../store/run-folder.ts';
import type { CliIo, GlobalOptions, RegisterCommand } from './command.ts';
import { toNumber } from './hosting-options.ts';
import { pluginsOf } from './run-plugins.ts';

interface ExplainOptions extends GlobalOptions {
  readonly seed: number;
  readonly json: boolean;
  readonly svg?: string;
}

/** `faultscape explain`: where an agent fails, in words and figures, from a run's log. */
export const registerExplain: RegisterCommand = (program, io) => {
  program
    .command('explain')
    .description('say in words where the agent of a run fails, what decides it, and how failures group')
    .argument('<run>', 'run folder, finished or not')
    .option('--seed <n>', 'seed of what is drawn at random', toNumber, 1)
    .option('--svg <file>', 'draw what each axis decides into a file')
    .option('--json', 'print JSON, with the learned distribution', false)
    .action((folder: string, _, command) => explain(folder, command.optsWithGlobals() as ExplainOptions, io));
};

async function explain(
  folder: string,
  { plugin, seed, json, svg }: ExplainOptions,
  io: CliIo,
): Promise<void> {
  const run = RunFolder.open(folder, { write: false });
  try {
    await loadParts(pluginsOf(run, plugin));
    const view = viewRun(run, folder);
    if (view.episodes.length === 0) {
      throw new FaultscapeError('data', `The run ${folder} has no finished episodes.`, {
        expected: 'at least one',
        got: 'none',
      });
    }
    const explanation = explainRun(view, { seed });
    if (svg !== undefined) {
      const shares = shownShares(view.space.axes, explanation);
      if (shares.length === 0) throw nothingToDraw(view.episodes.length);
      writeFileAtomic(resolve(svg), await standaloneSvg(importanceChart(shares).spec));
    }
    io.out(
      json
        ? `${JSON.stringify(explanationJson(view, explanation), null, 2)}\n`
        : explanationText(view, explanation),
    );
    if (svg !== undefined && !json) io.out(`\npicture: ${svg}\n`);
  } finally {
    run.close();
  }
}

function nothingToDraw(episodes: number): FaultscapeError {
  return new FaultscapeError('data', 'There is nothing to draw.', {
    expected: 'at least 50 episodes spread over the space, with scores that differ',
    got: `${episodes} episodes`,
  });
}
