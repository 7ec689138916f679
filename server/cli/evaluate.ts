import { FaultscapeError } from '../../sim/core/index.ts';
import type { Task } from '../../sim/index.ts';
import { parseEvaluateConfig } from '../config/evaluate-config.ts';
import { runEvaluation } from '../evaluate/run-evaluation.ts';
import { formatShare, type Summary } from '../evaluate/summary.ts';
import { expectCourse, readSceneFile } from '../scenes/read-scene-file.ts';
import { SCENES_FORMAT } from '../scenes/scene-schema.ts';
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
import { addRulesOption, withRules } from './rules-option.ts';
import { textTable } from './table.ts';
import { addTaskFileOptions, withTaskFile } from './task-file-options.ts';

/** `faultscape evaluate`: how good an agent is in its nominal scene, or in scenes of a file. */
export const registerEvaluate: RegisterCommand = (program, io) => {
  const command = program
    .command('evaluate')
    .description('run an agent in the nominal scene of a task, or in given scenes, and print its goal rate')
    .option('--task <id>', "task, e.g. driving/straight (default: the scene file's)")
    .requiredOption('--agent <name>', 'agent, e.g. cil, or ws:NAME for a program that joins')
    .option('-n, --episodes <n>', 'number of episodes (default: 100; for a scene file 1 each)', toNumber)
    .option(
      '--scene <json or file>',
      'axes that differ from the nominal scene, e.g. \'{"cameraHeightM":2}\', or a file of faultscape scene or sample',
    )
    .option('--out <folder>', 'log the episodes to a run folder')
    .option('--json', 'print JSON', false);
  addDriverOptions(addHostingOptions(addRulesOption(addTaskFileOptions(command)))).action(async (_, self) => {
    const options = withTaskFile(self.optsWithGlobals());
    const { fields, expect } = readScene(options.scene, options.task);
    const parsed = parseEvaluateConfig({
      ...fields,
      ...pick(options, ['task', 'agent', 'episodes', 'out', ...HOSTING_NAMES, ...DRIVER_NAMES]),
      plugins: options.plugin,
    });
    const config = { ...parsed, task: withRules(parsed.task, options.rules) };
    const summary = await runEvaluation(config, io, { serve: serveConfigOf(options), expect });
    io.out(options.json ? `${JSON.stringify(summary, null, 2)}\n` : toText(summary));
  });
};

/** What `--scene` says of an evaluation, and what it asks of the task. */
function readScene(given: string | undefined, task: string | undefined) {
  if (given === undefined) return { fields: {}, expect: () => {} };
  if (given.trimStart().startsWith('{')) return { fields: { scene: toScene(given) }, expect: () => {} };
  const file = readSceneFile(given);
  if (task !== undefined && task !== file.task) {
    throw new FaultscapeError('usage', `The scenes of ${given} are of another task.`, {
      expected: `--task ${file.task}, or none`,
      got: `--task ${task}`,
    });
  }
  const fields = { task: file.task, episodes: 1 };
  if (file.format === SCENES_FORMAT) return { fields: { ...fields, scenes: file.scenes }, expect: () => {} };
  const { scene, seed = null } = file;
  return {
    fields: { ...fields, scene, episodeSeed: seed },
    expect: (made: Task) => expectCourse(made, file),
  };
}

function toScene(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new FaultscapeError('usage', 'The scene is not JSON.', {
      expected: 'an object, e.g. {"cameraHeightM":2}',
      got: text.slice(0, 200),
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
