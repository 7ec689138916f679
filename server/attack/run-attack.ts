import { type Proposal, runExperiment, type Trial } from '../../adversary/index.ts';
import type { SeatDesk } from '../../agents/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { EpisodeJob } from '../../sim/index.ts';
import type { Space } from '../../sim/space/index.ts';
import type { AttackConfig } from '../config/attack-config.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import { EpisodeEvaluator, judge } from '../evaluate/episode-evaluator.ts';
import { type EpisodePool, openEpisodePool } from '../evaluate/episode-pool.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import { Progress, type ProgressSink } from '../evaluate/progress.ts';
import { allAborted } from '../evaluate/summary.ts';
import { openOraclePool } from '../oracles/oracle-pool.ts';
import { type MetDriver, meetDriver } from '../seats/meet-driver.ts';
import type { Notice } from '../seats/notice.ts';
import { EpisodeCache } from '../store/episode-cache.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { versionsOf } from '../store/new-manifest.ts';
import { RunFolder } from '../store/run-folder.ts';
import type { TaskFile } from '../store/task-copies.ts';
import { AttackNews, type AttackWatcher } from './attack-news.ts';
import { type AttackParts, type OracleScore, openAttackParts } from './attack-parts.ts';
import { beginRun, continueRun, endRun, noteFailure, noteLearner, openEarlierRun } from './attack-run.ts';
import { checkNominal } from './nominal-check.ts';
import { keepToEngines } from './resume-check.ts';

export interface AttackOutcome {
  /** False when it was interrupted; the same config with `resume` goes on. */
  readonly finished: boolean;
  readonly rows: readonly EpisodeRow[];
  readonly remarks: readonly string[];
  /** Episodes that the cache knew, so that none was simulated for them. */
  readonly cached: number;
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
  watcher?: AttackWatcher;
  /** Where programs that drive are found; without it a server of this run's own is opened at `serve`. */
  desk?: SeatDesk | undefined;
  serve?: ServeConfig | undefined;
  /** The function that the config's oracle names. */
  score?: OracleScore | undefined;
  /** What the task names, where it was read already. */
  files?: readonly TaskFile[] | undefined;
}): Promise<AttackOutcome> {
  const { config, resume, sink, signal, watcher = null, desk, serve, score, files } = options;
  await loadParts(config.plugins);
  const earlier = resume ? openEarlierRun(config) : null;
  if (earlier?.manifest.status === 'done') return alreadyDone(earlier);
  if (!resume) RunFolder.prepare(config.out);
  const engines = earlier === null ? config : keepToEngines(config, earlier.manifest);
  if (engines.tf !== 'auto') process.env.FAULTSCAPE_TF = engines.tf;

  const news = new AttackNews(sink, watcher, () => performance.now());
  let parts: AttackParts | undefined;
  let driver: MetDriver | undefined;
  let workers: EpisodePool | undefined;
  let cache: EpisodeCache | undefined;
  let folder = earlier;
  try {
    parts = await openAttackParts(config, (progress) => news.learning(progress), {
      files: earlier?.taskFiles() ?? files,
      score,
    });
    if (config.cache !== null) cache = openCache(config.cache, config);
    const onNotice = ({ kind, text }: Notice) =>
      kind === 'waiting' ? news.waiting(text) : news.remark(text);
    if (parts.oracle === null) {
      driver = await meetDriver({ config, desk, serve, onNotice, signal });
      workers = await openEpisodePool({
        config: { ...engines, files: parts.files },
        workers: config.workers,
        tf: engines.tf,
        engine: engines.engine,
        onCrash: (how) => news.remark(`a worker died (${how}); its episodes are run again`),
        desk: driver.desk,
        signal,
        ...(watcher === null ? {} : { onSteps: (steps) => watcher.tell(steps) }),
      });
    } else {
      workers = openOraclePool({ oracle: parts.oracle, sideBySide: config.workers, signal });
    }
    const { pool } = workers;
    // What an oracle holds for usual is not known here.
    if (folder === null && parts.oracle === null) await tryNominal({ config, parts, workers, news, signal });
    watcher?.watchable((watch) => pool.tellAll(watch));
    if (folder === null) folder = beginRun(config, parts, workers.about);
    else continueRun(folder, parts, workers.about);
    const before = folder.store.rows();
    const total = parts.adversary.budget;
    const sideBySide = config.workers * (parts.oracle === null ? config.seats : 1);
    const progress = new Progress(sink, { total, sideBySide, before, nowMs: performance.now() });
    news.begin(progress, before.length, total);
    const finished = await attack({ config, parts, workers, folder, before, news, signal, cache });
    endRun(folder, parts.adversary, { finished, cached: cache?.hits ?? 0 });
    news.end(finished ? 'done' : 'interrupted');
    const cached = folder.manifest.cachedEpisodes;
    return { finished, rows: folder.store.rows(), remarks: parts.adversary.remarks, cached };
  } catch (error) {
    if (folder === null && signal.aborted) throw interruptedEarly();
    if (folder !== null) noteFailure(folder);
    news.end('failed', error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    await workers?.pool.close();
    cache?.close();
    await driver?.close();
    parts?.adversary.close();
    folder?.close();
  }
}

/** Nominal episodes are no part of the run: nothing is logged of them. */
async function tryNominal(options: {
  config: AttackConfig;
  parts: AttackParts;
  workers: EpisodePool;
  news: AttackNews;
  signal: AbortSignal;
}): Promise<void> {
  const { config, parts, workers, news, signal } = options;
  const { task } = parts;
  const evaluator = new EpisodeEvaluator({
    run: (job) => workers.pool.run(job),
    store: new MemoryStore(),
    task,
    seed: config.seed,
    facts: {
      agent: config.agent,
      agentVersion: workers.about.agentVersion,
      versions: versionsOf(workers.about, config),
    },
  });
  const failed = await checkNominal({
    agent: config.agent,
    task: config.task,
    most: config.nominal,
    run: (index) => {
      signal.throwIfAborted();
      const id = `nominal-${String(index).padStart(5, '0')}`;
      return evaluator.runScene({ id, phase: 'nominal', point: null }, task.nominal);
    },
  });
  if (failed > 0) news.remark(`the first nominal episode that the agent passed was number ${failed + 1}`);
}

function interruptedEarly(): FaultscapeError {
  return new FaultscapeError('interrupted', 'Interrupted before the first episode; nothing was logged.');
}

/** So many episodes aborted one after another mean that the machine is at fault, not a scene. */
const HOPELESS = 3;

/** Opens the cache of a config; in real time no episode is like another. */
function openCache(file: string, { pace }: AttackConfig): EpisodeCache {
  if (pace === 'lock-step') return new EpisodeCache(file);
  throw new FaultscapeError('usage', 'Episodes in real time cannot be known beforehand.', {
    expected: '--cache with --pace lock-step',
    got: `--pace ${pace}`,
  });
}

/** The loop itself; false if it was stopped. */
async function attack(options: {
  config: AttackConfig;
  parts: AttackParts;
  workers: EpisodePool;
  folder: RunFolder;
  before: readonly EpisodeRow[];
  news: AttackNews;
  signal: AbortSignal;
  cache: EpisodeCache | undefined;
}): Promise<boolean> {
  const { config, parts, workers, folder, before, news, signal, cache } = options;
  const { task, space, adversary, oracle } = parts;
  const { about, pool } = workers;
  let aborted: readonly EpisodeRow[] = [];
  const facts = {
    agent: config.agent,
    agentVersion: about.agentVersion,
    versions: versionsOf(about, config),
  };
  const simulate = (job: EpisodeJob) => pool.run(job);
  const evaluator = new EpisodeEvaluator({
    run: cache?.over({ task: config.task, files: parts.files, ...facts }, simulate) ?? simulate,
    store: folder.store,
    task,
    seed: config.seed,
    facts,
    ...(oracle === null ? {} : { tries: oracle.tries }),
    onEpisode: (row) => {
      aborted = row.status === 'aborted' ? [...aborted, row] : [];
      news.episode(row.failed === true);
    },
  });
  const { finished } = await runExperiment({
    adversary,
    evaluate: async (proposal) => {
      const verdict = await evaluator.evaluate(proposal, space);
      if (aborted.length >= HOPELESS) throw allAborted(aborted);
      return { ...proposal, ...verdict };
    },
    // A little more than fits, so that no seat waits for the next proposal.
    concurrency: config.workers * (config.seats + 1),
    recorded: new Map(before.map((row) => [row.id, trialOf(row)])),
    matches: (proposal, trial) => samePoint(space, proposal, trial),
    onPhase: () => noteLearner(folder, adversary),
    signal,
  });
  noteLearner(folder, adversary);
  return finished;
}

function alreadyDone(folder: RunFolder): AttackOutcome {
  const { remarks, cachedEpisodes: cached } = folder.manifest;
  const outcome = { finished: true, rows: folder.store.rows(), remarks, cached };
  folder.close();
  return outcome;
}

function trialOf(row: EpisodeRow): Trial {
  return { id: row.id, phase: row.phase, point: row.point ?? [], ...judge(row) };
}

function samePoint(space: Space, proposal: Proposal, trial: Trial): boolean {
  return space.snap(proposal.point).every((x, i) => x === trial.point[i]);
}
