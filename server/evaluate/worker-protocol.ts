import { type ErrorKind, EXIT_CODE, FaultscapeError } from '../../sim/core/index.ts';

/** What a worker module makes of its config: something that runs jobs until it is closed. */
export interface WorkerHost<Job, Result> {
  /** Plain data about this worker (renderer, backend, versions), sent to the pool when it is ready. */
  readonly about: unknown;
  /** Runs one job; the pool calls it for several jobs at once (`jobsPerWorker`). */
  run(job: Job): Promise<Result>;
  close(): void | Promise<void>;
}

/**
 * A module that a pool can run in its workers exports `openWorker`. Config, jobs and results are
 * plain data (structured clone: typed arrays travel as they are).
 */
export interface WorkerModule<Config, Job, Result> {
  openWorker(config: Config): Promise<WorkerHost<Job, Result>>;
}

/** From the pool to a worker. */
export type ToWorker =
  | { readonly type: 'open'; readonly module: string; readonly config: unknown }
  | { readonly type: 'job'; readonly id: number; readonly job: unknown }
  | { readonly type: 'close' };

/** From a worker to the pool. */
export type FromWorker =
  | { readonly type: 'ready'; readonly about: unknown }
  | { readonly type: 'broken'; readonly error: PlainError }
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly error: PlainError };

/** An error as plain data; `kind` is null for one that is no FaultscapeError. */
export interface PlainError {
  readonly kind: ErrorKind | null;
  readonly message: string;
  readonly stack: string;
}

export function toPlainError(error: unknown): PlainError {
  if (!(error instanceof Error)) return { kind: null, message: String(error), stack: '' };
  return {
    kind: error instanceof FaultscapeError ? error.kind : null,
    message: error.message,
    stack: error.stack ?? '',
  };
}

/** The error again, with its kind, its exit code and the stack it had in the worker. */
export function fromPlainError(plain: PlainError): Error {
  const error =
    plain.kind !== null && plain.kind in EXIT_CODE
      ? new FaultscapeError(plain.kind, plain.message)
      : new Error(plain.message);
  error.stack = plain.stack;
  return error;
}
