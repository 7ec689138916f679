import { existsSync, writeFileSync } from 'node:fs';
import type { PoolLink, WorkerHost } from '../../server/evaluate/worker-protocol.ts';
import { FaultscapeError } from '../../sim/core/errors.ts';

/** What a toy job does to its worker. */
export type ToyJob =
  | { readonly do: 'double'; readonly x: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'die'; readonly signal: NodeJS.Signals; readonly onceMarker?: string }
  | { readonly do: 'hang' }
  | { readonly do: 'ask'; readonly question: string }
  | { readonly do: 'report'; readonly news: string }
  | { readonly do: 'heard' }
  | { readonly do: 'complain' };

/** A worker module whose jobs add, wait, crash, hang and complain on request. */
export async function openWorker(
  config: { broken?: boolean },
  link: PoolLink,
): Promise<WorkerHost<ToyJob, unknown>> {
  if (config.broken === true) {
    throw new FaultscapeError('data', 'No weights.', { expected: 'a file', got: 'nothing' });
  }
  let running = 0;
  let heard: unknown = null;
  link.listen((words) => {
    heard = words;
  });
  return {
    about: { pid: process.pid },
    async run(job) {
      running++;
      const beside = running;
      try {
        return { beside, value: job.do === 'heard' ? heard : await perform(job, link) };
      } finally {
        running--;
      }
    },
    close() {},
  };
}

async function perform(job: Exclude<ToyJob, { do: 'heard' }>, link: PoolLink): Promise<unknown> {
  if (job.do === 'double') return Float64Array.of(job.x * 2);
  if (job.do === 'wait') return new Promise((resolve) => setTimeout(resolve, job.ms));
  if (job.do === 'complain') throw new FaultscapeError('agent', 'The action is not a number.');
  if (job.do === 'ask') return link.call('answer', [job.question]);
  if (job.do === 'report') return link.report(job.news);
  if (job.do === 'hang') return new Promise(() => {});
  if (job.onceMarker !== undefined && existsSync(job.onceMarker)) return 'survived';
  if (job.onceMarker !== undefined) writeFileSync(job.onceMarker, '');
  process.kill(process.pid, job.signal);
  return new Promise(() => {});
}
