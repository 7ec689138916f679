import type { Lessons } from '../../agents/cil/index.ts';
import { AgentFault } from '../../sim/index.ts';
import { retryLost, TRIES } from '../evaluate/retry-lost.ts';
import type { WorkerPool } from '../evaluate/worker-pool.ts';
import type { CollectJob, CollectResult } from './collect-worker.ts';

export interface Collected {
  readonly job: CollectJob;
  readonly result: CollectResult;
}

/** Of an episode whose expert was lost each time: it teaches nothing, and its row says so. */
const SKIPPED: CollectResult = { lessons: noLessons(), reason: 'skipped' };

/**
 * Runs a round's episodes on all workers; results come in the order of the jobs. One whose expert
 * is lost is driven again, and after a few tries skipped with a remark.
 */
export function collectRound(
  pool: WorkerPool<CollectJob, CollectResult>,
  jobs: readonly CollectJob[],
  { onDone, onRemark }: { onDone: (done: number) => void; onRemark: (text: string) => void },
): Promise<readonly Collected[]> {
  let done = 0;
  return Promise.all(
    jobs.map(async (job, index) => {
      const result = await retryLost(() => pool.run(job), TRIES).catch((error: unknown) => {
        if (!(error instanceof AgentFault)) throw error;
        onRemark(`episode ${index} is skipped: ${error.message}`);
        return SKIPPED;
      });
      onDone(++done);
      return { job, result };
    }),
  );
}

function noLessons(): Lessons {
  return {
    count: 0,
    images: new Uint8Array(0),
    speedsMps: new Float32Array(0),
    commands: new Uint8Array(0),
    labels: new Float32Array(0),
  };
}
