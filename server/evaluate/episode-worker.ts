import type { EpisodeJob } from '../../sim/index.ts';
import type { Watch } from '../live/live-event.ts';
import { StepReporter } from '../live/step-reporter.ts';
import { deskOver } from './desk-channel.ts';
import { EpisodeHost, type EpisodeResult, type HostConfig } from './episode-host.ts';
import type { PoolLink, WorkerHost } from './worker-protocol.ts';

/** The pool's module for episodes: one EpisodeHost per worker. */
export function openWorker(
  config: HostConfig,
  link: PoolLink,
): Promise<WorkerHost<EpisodeJob, EpisodeResult>> {
  return EpisodeHost.open(config, {
    desk: deskOver((method, args) => link.call(method, args)),
    watch(task) {
      const reporter = new StepReporter({
        task,
        report: (news) => link.report(news),
        now: () => performance.now(),
      });
      link.listen((words) => reporter.watch(words as Watch));
      return reporter.onStep;
    },
  });
}
