import { resolve } from 'node:path';
import type { Command } from 'commander';
import { FaultscapeError } from '../../sim/core/index.ts';
import { createTask, type Task } from '../../sim/index.ts';
import { type Scene, sceneProblem } from '../../sim/space/index.ts';
import { SeedSchema } from '../config/attack-config.ts';
import { sceneOf } from '../config/evaluate-config.ts';
import { parseWith } from '../config/parse.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import { readerOf } from '../evaluate/open-task.ts';
import { readTaskFile } from '../evaluate/task-files.ts';
import { drawScene, formatScene, originOf, sceneDocument } from '../scenes/scene-document.ts';
import { type SceneDocument, sceneJsonSchema } from '../scenes/scene-schema.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { requireEpisode } from '../store/require-episode.ts';
import { RunFolder } from '../store/run-folder.ts';
import type { CliIo, GlobalOptions, RegisterCommand } from './command.ts';
import { toNumber } from './hosting-options.ts';
import { pluginsOf } from './run-plugins.ts';
import { addTaskFileOptions, withTaskFile } from './task-file-options.ts';

interface SceneOptions extends GlobalOptions {
  readonly task?: string;
  readonly space?: string;
  readonly seed?: number;
  readonly set?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly episode?: string;
  readonly out?: string;
  readonly schema: boolean;
}

/** `faultscape scene`: any scene as a file that says all there is to it. */
export const registerScene: RegisterCommand = (program, io) => {
  const command = program
    .command('scene')
    .description('write a scene as JSON: every axis, the seed, the road or course that it lays')
    .option('--task <id>', 'task, e.g. driving/lane-keeping; its nominal scene, unless told otherwise')
    .option('--space <name>', "draw from this space of the task (default with --seed: the task's first)")
    .option('--seed <n>', 'draw the scene at random; it is also the seed of the episode', toNumber)
    .option('--set <axis=value>', 'a value of an axis, once for each', collect)
    .option('--run <folder>', 'take the scene of a logged episode')
    .option('--episode <id>', 'which episode, e.g. gen-00003')
    .option('--out <file>', 'write to a file instead of the terminal')
    .option('--schema', 'print the JSON Schema of scene files', false);
  addTaskFileOptions(command).action((_: unknown, self: Command) =>
    write(withTaskFile(self.optsWithGlobals()), io),
  );
};

async function write(options: SceneOptions, io: CliIo): Promise<void> {
  const text = options.schema
    ? `${JSON.stringify(sceneJsonSchema(), null, 2)}\n`
    : formatScene(await documentFor(options, io));
  if (options.out === undefined) io.out(text);
  else writeFileAtomic(resolve(options.out), text);
}

async function documentFor(options: SceneOptions, io: CliIo): Promise<SceneDocument> {
  const { run, episode, task } = options;
  if (run === undefined && episode === undefined) {
    await loadParts(options.plugin);
    if (task === undefined) throw wrongChoice('--task ID, or --run FOLDER and --episode ID', 'neither');
    return chosen(createTask(task, readTaskFile), options);
  }
  const others = (['space', 'seed', 'set'] as const).filter((name) => options[name] !== undefined);
  if (run === undefined || episode === undefined || others.length > 0) {
    const got = [run && '--run', episode && '--episode', ...others.map((name) => `--${name}`)];
    throw wrongChoice(
      '--run FOLDER --episode ID, and nothing else that sets a scene',
      got.filter(Boolean).join(' '),
    );
  }
  return logged(run, episode, options, io);
}

/** The scene of a logged episode, with the seed it had there. */
async function logged(run: string, id: string, options: SceneOptions, io: CliIo): Promise<SceneDocument> {
  const folder = RunFolder.open(run, { write: false });
  try {
    await loadParts(pluginsOf(folder, options.plugin));
    const row = requireEpisode(folder, id);
    if (options.task !== undefined && options.task !== row.task) {
      throw wrongChoice(`--task ${row.task}, or none, for episode ${id}`, `--task ${options.task}`);
    }
    if (row.status !== 'done') io.err(`Episode ${id} is ${row.status}: ${row.error ?? ''}\n`);
    if (row.versions.pace !== undefined) {
      io.err(`Episode ${id} was driven in real time: its scene is the same, a drive through it is not.\n`);
    }
    return sceneDocument(createTask(row.task, readerOf(folder.taskFiles())), row.scene, {
      seed: row.seed,
      space: folder.manifest.space?.name,
      from: originOf(folder.name, row),
    });
  } finally {
    folder.close();
  }
}

/** The nominal scene or a random one, changed as asked. */
function chosen(task: Task, { space: name, seed, set = {} }: SceneOptions): SceneDocument {
  const [first] = task.spaces.keys();
  const space = task.spaces.get(name ?? (first as string));
  if (space === undefined) {
    throw wrongChoice(`--space ${[...task.spaces.keys()].join(' or ')}`, `--space ${name}`);
  }
  const checked = parseWith(SeedSchema.default(1), seed, 'The seed', 'usage');
  const changes = Object.fromEntries(
    Object.entries(set).map(([axis, text]) => [axis, readValue(task, axis, text)]),
  );
  const drawn = seed === undefined && name === undefined ? {} : drawScene(task, space, checked);
  const scene = sceneOf(task, { ...drawn, ...changes });
  return sceneDocument(task, scene, {
    seed: checked,
    space: seed === undefined && name === undefined ? undefined : space.name,
  });
}

/** What was typed, as the axis has it. */
function readValue(task: Task, axis: string, text: string): Scene[string] {
  const problem = sceneProblem(`Task ${task.id}`, [...task.spaces.values()], { [axis]: text });
  if (problem === null || text.trim() === '' || Number.isNaN(Number(text))) return text;
  return Number(text);
}

function collect(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw wrongChoice('--set AXIS=VALUE', `--set ${text}`);
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

function wrongChoice(expected: string, got: string): FaultscapeError {
  return new FaultscapeError('usage', 'It is not clear which scene is meant.', { expected, got });
}
