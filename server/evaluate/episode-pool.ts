import type { SeatDesk } from '../../agents/index.ts';
import { FaultscapeError, type Json, stableStringify } from '../../sim/core/index.ts';
import type { EpisodeJob } from '../../sim/index.ts';
import type { StepNews } from '../live/live-event.ts';
import { serveDesk } from './desk-channel.ts';
import { engineEnv } from './engine-env.ts';
import type { EpisodeResult, HostAbout, HostConfig } from './episode-host.ts';
import { WorkerPool } from './worker-pool.ts';

export interface EpisodePool {
  readonly about: HostAbout;
  readonly pool: Pick<WorkerPool<EpisodeJob, EpisodeResult>, 'run' | 'tellAll' | 'close'>;
}

/**
 * Starts workers that run episodes, `config.seats` each side by side. Resolves when all are up
 * and agree on what they are made of, since episodes must not depend on where they run.
 */
export async function openEpisodePool(options: {
  config: HostConfig;
  workers: number;
  /** TensorFlow.js backend, or auto. */
  tf: string;
  /** What runs the nets of agents, or auto. */
  engine: string;
  onCrash?: (how: string) => void;
  /** Where remote agents sit. */
  desk?: SeatDesk | null;
  /** Ends the pool, even while its workers start. */
  signal?: AbortSignal | undefined;
  /** Told the steps of running episodes while the pool is told to watch (`pool.tellAll`). */
  onSteps?: (news: StepNews) => void;
}): Promise<EpisodePool> {
  const { config, workers, tf, engine, onCrash, desk = null, signal, onSteps } = options;
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const pool = new WorkerPool<EpisodeJob, EpisodeResult>({
    module: new URL(`./episode-worker.${extension}`, import.meta.url),
    config,
    workers,
    jobsPerWorker: config.seats,
    env: engineEnv({ tf, engine }),
    ...(onCrash === undefined ? {} : { onCrash }),
    ...(desk === null ? {} : { openService: () => serveDesk(desk) }),
    ...(onSteps === undefined ? {} : { onNews: (news) => onSteps(news as StepNews) }),
  });
  // Episodes under way are dropped, to be run again on resume: nobody waits for them.
  const stop = () => void pool.close();
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  try {
    const abouts = (await pool.ready()) as readonly HostAbout[];
    return { about: onlyOne(abouts), pool };
  } catch (error) {
    await pool.close();
    throw error;
  }
}

/** What all workers of a pool are made of; throws if they differ. */
export function onlyOne<About extends HostAbout>(abouts: readonly About[]): About {
  const texts = new Set(abouts.map((about) => stableStringify(about as unknown as Json)));
  if (texts.size > 1) {
    throw new FaultscapeError('environment', 'The workers differ, so their episodes would too.', {
      expected: 'one renderer, one engine of nets and one agent version',
      got: [...texts].join(' and '),
      hint: 'choose a --gl route, an --engine and a --tf backend yourself',
    });
  }
  return abouts[0] as About;
}
