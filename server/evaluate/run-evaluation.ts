import { basename } from 'node:path';
import type { SeatDesk } from '../../agents/index.ts';
import { FaultscapeError, type Task } from '../../sim/index.ts';
import type { EvaluateConfig } from '../config/evaluate-config.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import { meetDriver } from '../seats/meet-driver.ts';
import type { EpisodeStore } from '../store/episode-store.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { newManifest, versionsOf } from '../store/new-manifest.ts';
import { RunFolder } from '../store/run-folder.ts';
import type { TaskFile } from '../store/task-copies.ts';
import { EpisodeEvaluator } from './episode-evaluator.ts';
import { type EpisodePool, openEpisodePool } from './episode-pool.ts';
import { planEvaluation } from './evaluation-plan.ts';
import { loadParts } from './load-parts.ts';
import { openTask, readerOf } from './open-task.ts';
import { Progress, type ProgressSink } from './progress.ts';
import { allAborted, type Summary, summarise } from './summary.ts';

/**
 * Runs an agent in its nominal scene (or one near it, or the scenes of a file), each episode with a seed
 * of its own, from which the task draws the jitter. Logs to a run folder where the config names one.
 */
export async function runEvaluation(
  config: EvaluateConfig,
  sink: ProgressSink,
  options: {
    /** Where programs that drive are found; without it a server of this run's own is opened at `serve`. */
    desk?: SeatDesk | undefined;
    serve?: ServeConfig | undefined;
    /** Asked once the task is there, before anything runs; throws to refuse. */
    expect?: (task: Task) => void;
    /** What the task names, where it was read already. */
    files?: readonly TaskFile[];
    /** Ends it with an error of kind `interrupted`; what was logged stays. */
    signal?: AbortSignal;
  } = {},
): Promise<Summary> {
  await loadParts(config.plugins);
  const { signal } = options;
  const { task, files } = openTask(
    config.task,
    options.files === undefined ? undefined : readerOf(options.files),
  );
  options.expect?.(task);
  const plan = planEvaluation(task, config);
  if (config.out !== null) RunFolder.prepare(config.out);
  let progress: Progress | undefined;
  const remark = (text: string) => (progress === undefined ? sink.err(`${text}\n`) : progress.remark(text));
  const driver = await meetDriver({ config, ...options, onNotice: ({ text }) => remark(text) });
  let workers: EpisodePool | undefined;
  let folder: RunFolder | null = null;
  try {
    workers = await openEpisodePool({
      config: { ...config, files },
      workers: config.workers,
      tf: config.tf,
      engine: config.engine,
      onCrash: (how) => remark(`a worker died (${how}); its episodes are run again`),
      desk: driver.desk,
      signal,
    });
    const { pool, about } = workers;
    const startedAt = new Date();
    folder =
      config.out === null
        ? null
        : RunFolder.create(
            config.out,
            {
              ...newManifest({ about, task, startedAt, config }),
              name: basename(config.out),
              command: 'evaluate',
            },
            files,
          );
    const store: EpisodeStore = folder?.store ?? new MemoryStore();
    progress = new Progress(sink, {
      total: plan.length,
      sideBySide: config.workers * config.seats,
      nowMs: performance.now(),
    });
    const evaluator = new EpisodeEvaluator({
      run: (job) => pool.run(job),
      store,
      task,
      seed: config.seed,
      facts: {
        agent: config.agent,
        agentVersion: about.agentVersion,
        versions: versionsOf(about, config),
      },
      onEpisode: (row) => progress?.episode(row.failed === true, performance.now()),
    });
    const rows = await Promise.all(
      plan.map(({ scene, ...episode }) => evaluator.runScene({ ...episode, point: null }, scene)),
    );
    progress.finish(performance.now());
    folder?.updateManifest({ status: 'done', finishedAt: new Date().toISOString() });
    const summary = summarise(rows);
    if (summary.episodes === 0) throw allAborted(rows);
    return summary;
  } catch (error) {
    throw signal?.aborted ? interrupted() : error;
  } finally {
    await workers?.pool.close();
    folder?.close();
    await driver.close();
  }
}

function interrupted(): FaultscapeError {
  return new FaultscapeError('interrupted', 'The evaluation was interrupted.');
}
