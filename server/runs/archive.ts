import { WorkerPool } from '../evaluate/worker-pool.ts';
import type { ArchiveJob } from './archive-worker.ts';

/** A process that nobody asks anything for so long is let go. */
const IDLE_MS = 60_000;

/**
 * Answers what takes long looks into logs, in a process of its own: this one must stay free for
 * the programs that drive.
 */
export class Archive {
  readonly #plugins: readonly string[];
  #pool: WorkerPool<ArchiveJob, unknown> | null = null;
  #asking = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(plugins: readonly string[]) {
    this.#plugins = plugins;
  }

  async ask<Result>(job: ArchiveJob): Promise<Result> {
    clearTimeout(this.#idle);
    this.#asking++;
    this.#pool ??= open(this.#plugins);
    const pool = this.#pool;
    try {
      return (await pool.run(job)) as Result;
    } finally {
      this.#asking--;
      if (this.#asking === 0) this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const pool = this.#pool;
    this.#pool = null;
    await pool?.close();
  }
}

function open(plugins: readonly string[]): WorkerPool<ArchiveJob, unknown> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new WorkerPool<ArchiveJob, unknown>({
    module: new URL(`./archive-worker.${extension}`, import.meta.url),
    config: { plugins },
    workers: 1,
    jobsPerWorker: 1,
    // A question that kills the process is not asked again.
    tries: 1,
  });
}
