import { AgentFault } from '../../sim/agent.ts';
import { type ErrorKind, EXIT_CODE, FaultscapeError } from '../../sim/core/index.ts';

/** What a worker module makes of its config: something that runs jobs until it is closed. */
export interface WorkerHost<Job, Result> {
  /** Plain data about this worker (renderer, backend, versions), sent to the pool when it is ready. */
  readonly about: unknown;
  /** Runs one job; the pool calls it for several jobs at once (`jobsPerWorker`). */
  run(job: Job): Promise<Result>;
  close(): void | Promise<void>;
}

/** How a worker reaches the process that owns its pool; all that travels is plain data. */
export interface PoolLink {
  /** Calls a method of the pool's service; rejects with the error it threw. */
  call(method: string, args: readonly unknown[]): Promise<unknown>;
  /** Tells whoever watches the pool; nobody may be listening. */
  report(news: unknown): void;
  /** Listens to what the pool tells all its workers, the last word said before it included. */
  listen(hear: (words: unknown) => void): void;
}

/**
 * A module that a pool can run in its workers exports `openWorker`. Config, jobs and results are
 * plain data (structured clone: typed arrays travel as they are).
 */
export interface WorkerModule<Config, Job, Result> {
  openWorker(config: Config, link: PoolLink): Promise<WorkerHost<Job, Result>>;
}

/** From the pool to a worker. */
export type ToWorker =
  | { readonly type: 'open'; readonly module: string; readonly config: unknown }
  | { readonly type: 'job'; readonly id: number; readonly job: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly type: 'refusal'; readonly id: number; readonly error: PlainError }
  | { readonly type: 'words'; readonly words: unknown }
  | { readonly type: 'close' };

/** From a worker to the pool. */
export type FromWorker =
  | { readonly type: 'ready'; readonly about: unknown }
  | { readonly type: 'broken'; readonly error: PlainError }
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly error: PlainError }
  | { readonly type: 'call'; readonly id: number; readonly method: string; readonly args: readonly unknown[] }
  | { readonly type: 'news'; readonly news: unknown };

/** An error as plain data; `kind` is null for one of neither kind that has a meaning here. */
export interface PlainError {
  readonly kind: ErrorKind | 'agent-fault' | null;
  readonly message: string;
  readonly stack: string;
}

export function toPlainError(error: unknown): PlainError {
  if (!(error instanceof Error)) return { kind: null, message: String(error), stack: '' };
  return {
    kind: kindOf(error),
    message: error.message,
    stack: error.stack ?? '',
  };
}

function kindOf(error: Error): PlainError['kind'] {
  if (error instanceof AgentFault) return 'agent-fault';
  return error instanceof FaultscapeError ? error.kind : null;
}

/** The error again, with its kind, its exit code and the stack it had in the worker. */
export function fromPlainError(plain: PlainError): Error {
  const error = revived(plain);
  error.stack = plain.stack;
  return error;
}

function revived({ kind, message }: PlainError): Error {
  if (kind === 'agent-fault') return new AgentFault(message);
  if (kind !== null && kind in EXIT_CODE) return new FaultscapeError(kind, message);
  return new Error(message);
}
