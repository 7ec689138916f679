import { loadDistribution } from '../../adversary/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { createTask } from '../../sim/index.ts';
import { loadEpisodeParts } from '../evaluate/load-parts.ts';
import { readerOf } from '../evaluate/open-task.ts';
import type { WorkerHost } from '../evaluate/worker-protocol.ts';
import { explainRun } from '../explain/explain-run.ts';
import { explanationAbout } from '../explain/explanation-about.ts';
import type { ExplanationAbout } from '../http/api.ts';
import { mcapMetadata } from '../replay/mcap-metadata.ts';
import { mcapOfLog } from '../replay/mcap-of-log.ts';
import { toCsv } from '../report/export-csv.ts';
import { toParquet } from '../report/export-parquet.ts';
import { exportTable } from '../report/export-table.ts';
import { figuresOf } from '../report/figures.ts';
import { viewRun } from '../report/load-run.ts';
import type { RunView } from '../report/run-view.ts';
import { RunFolder } from '../store/run-folder.ts';

/** What is asked of a run; each answer takes reading much of its log. */
export type ArchiveJob = {
  readonly folder: string;
  /** As the run is called in addresses. */
  readonly run: string;
} & (
  | { readonly make: 'figures' | 'explanation' | 'episodes.csv' | 'episodes.parquet' | 'scenes.json' }
  | { readonly make: 'draws'; readonly n: number; readonly seed: number }
  | { readonly make: 'mcap'; readonly episode: string }
);

/** The seed of `faultscape explain` unless it is told another. */
const EXPLAINED_WITH = 1;

/** The pool's module for long looks into logs. */
export async function openWorker({
  plugins,
}: {
  plugins: readonly string[];
}): Promise<WorkerHost<ArchiveJob, unknown>> {
  await loadEpisodeParts(plugins);
  return {
    about: null,
    async run(job) {
      const folder = RunFolder.open(job.folder, { write: false });
      try {
        return await answer(folder, job);
      } finally {
        folder.close();
      }
    },
    close() {},
  };
}

async function answer(folder: RunFolder, job: ArchiveJob): Promise<unknown> {
  switch (job.make) {
    case 'figures':
      return figuresOf(viewRun(folder, job.run));
    case 'explanation':
      return explain(viewRun(folder, job.run));
    case 'draws':
      return { points: loadDistribution(folder.readJson('distribution.json')).sample(job.n, job.seed) };
    case 'episodes.csv':
      return Buffer.from(toCsv(exportTable(folder.store.rows())));
    case 'episodes.parquet':
      return toParquet(exportTable(folder.store.rows()), aboutRun(folder, job.run));
    case 'scenes.json':
      return Buffer.from(scenesJson(folder, job.run));
    case 'mcap':
      return episodeMcap(folder, job.run, job.episode);
  }
}

function explain(view: RunView): ExplanationAbout {
  if (view.episodes.length > 0) return explanationAbout(view, explainRun(view, { seed: EXPLAINED_WITH }));
  throw new FaultscapeError('data', `The run ${view.folder} has no finished episodes.`, {
    expected: 'at least one',
    got: 'none',
  });
}

function aboutRun({ manifest }: RunFolder, run: string): Record<string, string> {
  const { task, agent, agentVersion, faultscape } = manifest;
  return { run, task, agent: `${agent} ${agentVersion}`, faultscape };
}

function scenesJson({ manifest, store }: RunFolder, run: string): string {
  const scenes = store
    .rows()
    .map(({ id, phase, seed, q, failed, reason, scene }) => ({ id, phase, seed, q, failed, reason, scene }));
  return `${JSON.stringify({ run, task: manifest.task, space: manifest.space, scenes }, null, 2)}\n`;
}

async function episodeMcap(folder: RunFolder, run: string, id: string): Promise<Uint8Array> {
  const row = folder.store.get(id);
  const trajectory = folder.store.trajectory(id);
  if (row === null || trajectory === null) {
    throw new FaultscapeError('data', `Episode ${id} has no steps.`, { expected: 'an episode that ended' });
  }
  const task = createTask(row.task, readerOf(folder.taskFiles()));
  return mcapOfLog(task, row, trajectory, mcapMetadata(run, folder.manifest, row));
}
