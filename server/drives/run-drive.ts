import { FaultscapeError } from '../../sim/core/index.ts';
import { EpisodeEvaluator } from '../evaluate/episode-evaluator.ts';
import { type EpisodePool, openEpisodePool } from '../evaluate/episode-pool.ts';
import type { LiveEvent, StatusNews, Watch } from '../live/live-event.ts';
import type { RunDesk } from '../seats/desks.ts';
import type { Notice } from '../seats/notice.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import { versionsOf } from '../store/new-manifest.ts';
import type { DriveLog } from './drive-log.ts';
import type { DrivePlan } from './drive-plan.ts';

/** A person has so long to take the wheel. */
const JOIN_WITHIN_MS = 60_000;
/** After so long without them the wheel is free again; usually their loss has ended the episode by then. */
const GONE_FOR_MS = 3_000;

export interface DriveOptions {
  readonly plan: DrivePlan;
  /** The run it is logged to, and its id there. */
  readonly run: string;
  readonly episode: string;
  readonly log: DriveLog;
  readonly plugins: readonly string[];
  readonly openDesk: (plan: DrivePlan, onNotice: (notice: Notice) => void) => RunDesk;
  readonly tell: (event: LiveEvent) => void;
  /** Called once, with how to ask for the drive's steps. */
  readonly watchable: (set: (watch: Watch) => void) => void;
  readonly stop: AbortController;
}

/**
 * One episode of one agent in a process of its own, logged like any other. Resolves with its row;
 * rejects, and logs nothing, if it never began or was stopped.
 */
export async function runDrive(options: DriveOptions): Promise<EpisodeRow> {
  const { plan, plugins, openDesk, tell, stop } = options;
  const human = plan.join !== null;
  const giveUp = (why: FaultscapeError) => () => stop.abort(why);
  const timers: NodeJS.Timeout[] = [];
  if (human) timers.push(setTimeout(giveUp(NOBODY_JOINED), JOIN_WITHIN_MS));
  const desk = openDesk(plan, ({ kind, text }) => {
    if (kind === 'waiting') tell(status('waiting', human ? 'waiting for somebody at the wheel' : text));
    if (kind === 'lost' && human) timers.push(setTimeout(giveUp(LEFT), GONE_FOR_MS));
  });
  try {
    tell(status('starting', 'starting the simulator'));
    const workers = await openEpisodePool({
      config: { task: plan.task.id, agent: plan.address, seats: 1, gl: 'auto', plugins },
      workers: 1,
      tf: 'auto',
      engine: 'auto',
      desk,
      signal: stop.signal,
      onSteps: tell,
    });
    clearTimeout(timers[0]);
    try {
      return await logDrive(options, workers);
    } finally {
      await workers.pool.close();
    }
  } catch (error) {
    throw stop.signal.aborted ? reasonOf(stop.signal) : error;
  } finally {
    for (const timer of timers) clearTimeout(timer);
    desk.close();
  }
}

async function logDrive(options: DriveOptions, { pool, about }: EpisodePool): Promise<EpisodeRow> {
  const { plan, run, episode, log, tell, watchable } = options;
  watchable((watch) => pool.tellAll(watch));
  const folder = log.open(run, plan, about);
  try {
    tell(status('running', `${plan.agent} drives`));
    const { point, seed, task, agent } = plan;
    const evaluator = new EpisodeEvaluator({
      run: (job) => pool.run(job),
      store: folder.store,
      task,
      facts: {
        agent,
        agentVersion: about.agentVersion,
        versions: versionsOf(about, plan.manner),
      },
      seed,
      // Whoever left the wheel does not get it back by itself.
      ...(plan.join === null ? {} : { tries: 1 }),
    });
    const row = await evaluator.runScene({ id: episode, phase: 'drive', point, seed }, plan.scene);
    tell(status('done', ending(row), 1));
    return row;
  } finally {
    log.close(run);
  }
}

function status(status: StatusNews['status'], text: string, done = 0): StatusNews {
  return { type: 'status', status, text, done, total: 1 };
}

function ending({ id, status, q, reason, error }: EpisodeRow): string {
  return status === 'done' ? `${id}: ${reason}, Q ${q?.toFixed(3)}` : `${id} was aborted: ${error}`;
}

function reasonOf({ reason }: AbortSignal): FaultscapeError {
  return reason instanceof FaultscapeError
    ? reason
    : new FaultscapeError('interrupted', 'The drive was stopped; nothing was logged.');
}

const NOBODY_JOINED = new FaultscapeError('usage', 'Nobody took the wheel; nothing was logged.', {
  expected: `somebody who joins within ${JOIN_WITHIN_MS / 1000} s`,
});

const LEFT = new FaultscapeError('usage', 'The driver left before the drive began; nothing was logged.');
