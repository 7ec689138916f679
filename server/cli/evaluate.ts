import { FaultscapeError } from '../../sim/core/index.ts';
import { parseEvaluateConfig } from '../config/evaluate-config.ts';
import { runEvaluation } from '../evaluate/run-evaluation.ts';
import { formatShare, type Summary } from '../evaluate/summary.ts';
import type { RegisterCommand } from './command.ts';
import {
  addDriverOptions,
  addHostingOptions,
  DRIVER_NAMES,
  HOSTING_NAMES,
  pick,
  serveConfigOf,
  toNumber,
} from './hosting-options.ts';
import { addRoadOption, withRoad } from './road-option.ts';
import { textTable } from './table.ts';

/** `faultscape evaluate`: how good an agent is in its nominal scene. */
export const registerEvaluate: RegisterCommand = (program, io) => {
  const command = program
    .command('evaluate')
    .description('run an agent in the nominal scene of a task and print its goal rate')
    .requiredOption('--task <id>', 'task, e.g. driving/straight')
    .requiredOption('--agent <name>', 'agent, e.g. cil, or ws:NAME for a program that joins')
    .option('-n, --episodes <n>', 'number of episodes (default: 100)', toNumber)
    .option(
      '--scene <json>',
      'axes that differ from the nominal scene, e.g. \'{"cameraHeightM":2}\'',
      toScene,
    )
    .option('--out <folder>', 'log the episodes to a run folder')
    .option('--json', 'print JSON', false);
  addDriverOptions(addHostingOptions(addRoadOption(command))).action(async (_, self) => {
    const options = withRoad(self.optsWithGlobals());
    const config = parseEvaluateConfig({
      ...pick(options, ['task', 'agent', 'episodes', 'scene', 'out', ...HOSTING_NAMES, ...DRIVER_NAMES]),
      plugins: options.plugin,
    });
    const summary = await runEvaluation(config, io, { serve: serveConfigOf(options) });
    io.out(options.json ? `${JSON.stringify(summary, null, 2)}\n` : toText(summary));
  });
};

function toScene(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new FaultscapeError('usage', 'The scene is not JSON.', {
      expected: 'an object, e.g. {"cameraHeightM":2}',
      got: text,
      cause: error,
    });
  }
}

function toText(summary: Summary): string {
  const lines = [
    ...(summary.goal.hits > 0 ? [`goal reached  ${formatShare(summary.goal)}, Wilson interval at 95 %`] : []),
    `failed        ${formatShare(summary.failed)}, Wilson interval at 95 %`,
    `mean Q        ${summary.meanQ.toFixed(4)}`,
  ];
  if (summary.aborted > 0)
    lines.push(`aborted       ${summary.aborted} (a worker or the agent was lost; in no other figure)`);
  const reasons = summary.reasons.map(({ reason, count }) => [reason, String(count)]);
  const terms = Object.entries(summary.meanTerms).map(([name, value]) => [name, value.toFixed(4)]);
  return `${lines.join('\n')}\n\n${textTable(['reason', 'episodes'], reasons)}\n${textTable(['term', 'mean'], terms)}`;
}
