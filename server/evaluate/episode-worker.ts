import type { EpisodeJob } from '../../sim/index.ts';
import { EpisodeHost, type EpisodeResult, type HostConfig } from './episode-host.ts';
import type { WorkerHost } from './worker-protocol.ts';

/** The pool's module for episodes: one EpisodeHost per worker. */
export function openWorker(config: HostConfig): Promise<WorkerHost<EpisodeJob, EpisodeResult>> {
  return EpisodeHost.open(config);
}
