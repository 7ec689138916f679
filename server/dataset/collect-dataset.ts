import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AgentFault, FaultscapeError, type Space, sceneProblem, type Task } from '../../sim/index.ts';
import type { CollectConfig } from '../config/collect-config.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import { serveDesk } from '../evaluate/desk-channel.ts';
import { engineEnv } from '../evaluate/engine-env.ts';
import { onlyOne } from '../evaluate/episode-pool.ts';
import { loadEpisodeParts } from '../evaluate/load-parts.ts';
import { type OpenedTask, openTask } from '../evaluate/open-task.ts';
import { retryLost, TRIES } from '../evaluate/retry-lost.ts';
import { unlessAborted } from '../evaluate/unless-aborted.ts';
import { WorkerCrash, WorkerPool } from '../evaluate/worker-pool.ts';
import { type MetDriver, meetDriver } from '../seats/meet-driver.ts';
import { inCollectionFolder } from './collection-folder.ts';
import { expectSame } from './collection-log.ts';
import { factsOf, labelsOf } from './dataset-facts.ts';
import { type DatasetManifest, LOG_FILE, MANIFEST_FILE, readDatasetManifest } from './dataset-manifest.ts';
import type { SceneBlock } from './scene-files.ts';
import type { SceneAbout, SceneConfig } from './scene-worker.ts';
import { ShardWriter } from './shard-writer.ts';

export interface CollectOptions {
  readonly signal: AbortSignal;
  /** One line of news: what is being done, how far it is. */
  readonly onProgress: (activity: string, done: number, total: number) => void;
  readonly onRemark: (text: string) => void;
  /** Where programs that drive join. */
  readonly serve?: ServeConfig | undefined;
}

/** Scenes under way or waiting to be written, for each that runs: one slow drive must not stop the others. */
const AHEAD = 2;

/**
 * Shows scenes of a task, driven by an agent or as they begin, and writes their pictures with all that is known of
 * them as a dataset. The same config gives the same bytes at any number of workers; stopped, the same call goes on.
 */
export async function collectDataset(
  config: CollectConfig,
  options: CollectOptions,
): Promise<DatasetManifest> {
  await loadEpisodeParts(config.plugins);
  const opened = openTask(config.task);
  const space = spaceOf(opened.task, config.space);
  expectScenes(opened.task, config.scenes);
  return inCollectionFolder(config.out, async () => {
    const driver = await meetDriver({
      config: { ...config, agent: config.agent ?? '' },
      serve: options.serve,
      onNotice: ({ text }) => options.onRemark(text),
      signal: options.signal,
    });
    try {
      return await collect(config, { ...options, ...opened, space, driver });
    } finally {
      await driver.close();
    }
  });
}

async function collect(
  config: CollectConfig,
  options: CollectOptions & OpenedTask & { readonly space: Space; readonly driver: MetDriver },
): Promise<DatasetManifest> {
  const { task, signal } = options;
  const labels = labelsOf(task);
  const pool = openPool(config, labels, options);
  const stop = () => void pool.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const about = onlyOne((await unlessAborted(pool.ready(), signal, interrupted)) as readonly SceneAbout[]);
    const facts = factsOf(config, labels, about, options);
    if (existsSync(join(config.out, MANIFEST_FILE))) {
      const manifest = readDatasetManifest(config.out);
      expectSame(config.out, manifest, facts);
      rmSync(join(config.out, LOG_FILE), { force: true });
      options.onRemark('the dataset is whole already; nothing was collected');
      return manifest;
    }
    const writer = new ShardWriter(config.out, facts);
    try {
      if (writer.scenes > 0) options.onRemark(`going on after scene ${writer.scenes} of ${config.count}`);
      await writeScenes(writer, pool, config, options);
      return writer.finish();
    } finally {
      writer.close();
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.close();
  }
}

/** Collects scenes side by side and writes them in order. */
async function writeScenes(
  writer: ShardWriter,
  pool: WorkerPool<number, SceneBlock>,
  { count, workers, seats }: CollectConfig,
  { signal, onProgress }: CollectOptions,
): Promise<void> {
  const coming: Promise<SceneBlock>[] = [];
  let next = writer.scenes;
  while (writer.scenes < count) {
    while (next < count && coming.length < AHEAD * workers * seats) {
      const index = next++;
      const block = shownScene(pool, index);
      // One that is lost must wait until those before it are written.
      block.catch(() => {});
      coming.push(block);
    }
    writer.append(await unlessAborted(coming.shift() as Promise<SceneBlock>, signal, interrupted));
    onProgress('collecting scenes', writer.scenes, count);
  }
}

/** A scene's pictures; an agent that was lost gets another chance. */
async function shownScene(pool: WorkerPool<number, SceneBlock>, index: number): Promise<SceneBlock> {
  try {
    return await retryLost(() => pool.run(index), TRIES);
  } catch (error) {
    if (!(error instanceof WorkerCrash || error instanceof AgentFault)) throw error;
    throw new FaultscapeError('agent', `Scene ${index} could not be shown to its end.`, {
      expected: 'an agent and a worker that live through it',
      got: error.message,
      hint: 'scenes before it are kept, and the same command goes on; faultscape doctor',
      cause: error,
    });
  }
}

function openPool(
  config: CollectConfig,
  labels: SceneConfig['labels'],
  {
    files,
    space,
    driver,
    onRemark,
  }: CollectOptions & OpenedTask & { readonly space: Space; readonly driver: MetDriver },
): WorkerPool<number, SceneBlock> {
  const { task, scenes, seed, agent, every, image, masks, seats, gl, plugins } = config;
  const { desk } = driver;
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new WorkerPool<number, SceneBlock>({
    module: new URL(`./scene-worker.${extension}`, import.meta.url),
    config: {
      ...{
        task,
        files,
        space: space.name,
        scenes,
        seed,
        agent,
        every,
        image,
        masks,
        labels,
        seats,
        gl,
        plugins,
      },
    } satisfies SceneConfig,
    workers: config.workers,
    jobsPerWorker: seats,
    env: engineEnv(config),
    onCrash: (how) => onRemark(`a worker died (${how}); its scenes are shown again`),
    ...(desk === null ? {} : { openService: () => serveDesk(desk) }),
  });
}

function spaceOf(task: Task, name: string | null): Space {
  const [first] = task.spaces.values();
  const space = name === null ? first : task.spaces.get(name);
  if (space !== undefined) return space;
  throw new FaultscapeError('usage', `Task ${task.id} has no such space.`, {
    expected: `one of ${[...task.spaces.keys()].join(', ')}`,
    got: String(name),
  });
}

/** Refuses the scenes of a file if one of them cannot be. */
function expectScenes(task: Task, scenes: CollectConfig['scenes']): void {
  scenes.forEach((scene, k) => {
    const what = `Task ${task.id}, scene ${k + 1} of ${scenes.length},`;
    const problem = sceneProblem(what, [...task.spaces.values()], scene) ?? task.invalid?.(scene) ?? null;
    if (problem !== null) throw problem;
  });
}

function interrupted(): FaultscapeError {
  return new FaultscapeError('interrupted', 'The collection was interrupted; whole scenes are kept.', {
    hint: 'the same command goes on where it was',
  });
}
