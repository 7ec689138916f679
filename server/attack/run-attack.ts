import { basename, resolve } from 'node:path';
import type { Proposal, Trial } from '../../adversary/adversary.ts';
import { type AdversaryContext, createAdversary, runExperiment } from '../../adversary/index.ts';
import { tensorflowInUse } from '../../agents/tensor/index.ts';
import { FaultscapeError } from '../../sim/core/errors.ts';
import { deriveSeed } from '../../sim/core/rng.ts';
import type { Space } from '../../sim/space/space.ts';
import type { Task } from '../../sim/task.ts';
import { createTask } from '../../sim/tasks/registry.ts';
import type { AttackConfig } from '../config/attack-config.ts';
import { EpisodeEvaluator, judge } from '../evaluate/episode-evaluator.ts';
import { type EpisodePool, openEpisodePool } from '../evaluate/episode-pool.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import { Progress, type ProgressSink } from '../evaluate/progress.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import type { Manifest } from '../store/manifest.ts';
import { newManifest, versionsOf } from '../store/new-manifest.ts';
import { RunFolder } from '../store/run-folder.ts';
import { checkResumable, checkSameParts, keepToEngines } from './resume-check.ts';
import { TimedAdversary } from './timed-adversary.ts';

export interface AttackOutcome {
  /** False when it was interrupted; the same config with `resume` goes on. */
  readonly finished: boolean;
  readonly rows: readonly EpisodeRow[];
  readonly remarks: readonly string[];
}

/**
 * Runs an attack, or the rest of one, into its run folder. Every episode is on disk before the
 * adversary hears of it; what it asks depends on nothing else, so a resumed run ends in the same
 * rows as one that was never stopped.
 */
export async function runAttack(options: {
  config: AttackConfig;
  resume: boolean;
  sink: ProgressSink;
  signal: AbortSignal;
}): Promise<AttackOutcome> {
  const { resume, sink, signal } = options;
  await loadParts(options.config.plugins);
  const task = createTask(options.config.task);
  const space = spaceOf(task, options.config.space);
  // A wrong setting or folder is told before workers take seconds to start.
  const adversary = await openAdversary(options.config, space, (text) =>
    progress?.note(text, performance.now()),
  );
  let progress: Progress | undefined;
  let folder: RunFolder | undefined;
  let workers: EpisodePool | undefined;
  try {
    if (resume) {
      folder = RunFolder.open(options.config.out, { write: true });
      checkResumable(folder.manifest, options.config);
    } else {
      RunFolder.prepare(options.config.out);
    }
    const config = folder === undefined ? options.config : keepToEngines(options.config, folder.manifest);
    if (config.tf !== 'auto') process.env.FAULTSCAPE_TF = config.tf;
    workers = await openEpisodePool({
      config,
      workers: config.workers,
      tf: config.tf,
      onCrash: (how) => progress?.remark(`a worker died (${how}); its episodes are run again`),
    });
    const { about, pool } = workers;
    const startedAt = new Date();
    if (folder === undefined) {
      folder = RunFolder.create(config.out, {
        ...newManifest({ about, task, startedAt, config: options.config }),
        name: basename(resolve(config.out)),
        command: 'attack',
        space: { name: space.name, axes: [...space.axes] } as Manifest['space'],
        adversary: { name: config.adversary, settings: config.settings },
      });
    } else {
      checkSameParts(folder.manifest, about, space);
      const resumedAt = [...folder.manifest.resumedAt, startedAt.toISOString()];
      folder.updateManifest({ status: 'running', resumedAt });
    }
    const run = folder;
    const recorded = new Map(run.store.rows().map((row) => [row.id, trialOf(row)]));
    progress = new Progress(sink, {
      total: adversary.budget,
      doneBefore: recorded.size,
      nowMs: performance.now(),
    });
    const line = progress;
    const evaluator = new EpisodeEvaluator({
      run: (job) => pool.run(job),
      store: run.store,
      seed: config.seed,
      facts: {
        task: task.id,
        agent: config.agent,
        agentVersion: about.agentVersion,
        versions: versionsOf(about),
      },
      onEpisode: (row) => line.episode(row.failed === true, performance.now()),
    });
    signal.addEventListener('abort', () => void pool.close());
    const { finished } = await runExperiment({
      adversary,
      evaluate: async (proposal) => ({ ...proposal, ...(await evaluator.evaluate(proposal, space)) }),
      // A little more than fits, so that no seat waits for the next proposal.
      concurrency: config.workers * (config.seats + 1),
      recorded,
      matches: (proposal, trial) => samePoint(space, proposal, trial),
      onPhase: () => run.updateManifest({ learnerTensor: learnerTensor() }),
      signal,
    });
    line.finish(performance.now());
    if (finished) run.writeJson('distribution.json', adversary.distribution().save());
    run.updateManifest({
      status: finished ? 'done' : 'interrupted',
      finishedAt: new Date().toISOString(),
      learnerTensor: learnerTensor(),
      learnerSeconds: run.manifest.learnerSeconds + adversary.learnerSeconds,
      diagnostics: adversary.diagnostics(),
      remarks: [...adversary.remarks],
    });
    return { finished, rows: run.store.rows(), remarks: adversary.remarks };
  } catch (error) {
    if (folder?.manifest.status === 'running') folder.updateManifest({ status: 'failed' });
    throw error;
  } finally {
    await workers?.pool.close();
    folder?.close();
    adversary.close();
  }
}

/** A space of the task by name; null is its first. */
export function spaceOf(task: Task, name: string | null): Space {
  const space = name === null ? [...task.spaces.values()][0] : task.spaces.get(name);
  if (space !== undefined) return space;
  throw new FaultscapeError('usage', `Task ${task.id} has no such space.`, {
    expected: `one of ${[...task.spaces.keys()].join(', ')}`,
    got: String(name),
  });
}

async function openAdversary(
  config: AttackConfig,
  space: Space,
  note: (text: string) => void,
): Promise<TimedAdversary> {
  const context: AdversaryContext = {
    dimension: space.dimension,
    seed: deriveSeed(config.seed, 'adversary'),
    binsPerAxis: space.axes.map((axis) => (axis.kind === 'categorical' ? axis.values.length : null)),
    onProgress: ({ phase, iteration, iterations }) =>
      note(`learning for ${phase}: ${iteration} of ${iterations}`),
  };
  return new TimedAdversary(await createAdversary(config.adversary, config.settings, context));
}

function learnerTensor(): Manifest['learnerTensor'] {
  const tensor = tensorflowInUse();
  return tensor === null ? null : { backend: tensor.backend, version: tensor.version };
}

function trialOf(row: EpisodeRow): Trial {
  return { id: row.id, phase: row.phase, point: row.point ?? [], ...judge(row) };
}

function samePoint(space: Space, proposal: Proposal, trial: Trial): boolean {
  return space.snap(proposal.point).every((x, i) => x === trial.point[i]);
}
