import { FaultscapeError } from '../../sim/core/index.ts';
import { WorkerProcess } from './worker-process.ts';
import { type FromWorker, fromPlainError, toPlainError } from './worker-protocol.ts';

/** What one worker may call in this process (see PoolLink). */
export interface WorkerService {
  call(method: string, args: readonly unknown[]): Promise<unknown>;
  /** The worker is gone; what it held here is free again. */
  closed(): void;
}

export interface WorkerPoolOptions {
  /** Module that exports `openWorker` (see WorkerModule): `new URL('./x.ts', import.meta.url)`. */
  readonly module: URL;
  /** Plain data handed to `openWorker` in each worker. */
  readonly config: unknown;
  readonly workers: number;
  /** Jobs a worker runs side by side. */
  readonly jobsPerWorker: number;
  /** Added to the workers' environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** How often a job is tried when workers die under it. */
  readonly tries?: number;
  /** A worker that has jobs and settles none for this long counts as hung and is killed. */
  readonly silenceMs?: number;
  /** Told when a worker died; its jobs are re-run by then. */
  readonly onCrash?: (how: string) => void;
  /** Made once for each worker. */
  readonly openService?: () => WorkerService;
  /** Told what workers report. */
  readonly onNews?: (news: unknown) => void;
}

const NO_SERVICE: WorkerService = {
  call: (method) => Promise.reject(new Error(`this pool has no service to ask for ${method}`)),
  closed: () => {},
};

/** Rejects a job whose worker died each time it was tried: neither a success nor a failure. */
export class WorkerCrash extends Error {
  constructor(tries: number, how: string) {
    super(`The worker died ${tries} times under this job (last: ${how}).`);
    this.name = 'WorkerCrash';
  }
}

interface Task {
  readonly id: number;
  readonly job: unknown;
  readonly settle: (result: unknown) => void;
  readonly fail: (error: Error) => void;
  crashes: number;
}

interface Member {
  readonly process: WorkerProcess;
  readonly tasks: Map<number, Task>;
  readonly service: WorkerService;
  /** Calls of its that this process has not answered; while there are any it is not to blame. */
  calls: number;
  ready: boolean;
  /** True while it runs a suspect, which gets a worker to itself. */
  alone: boolean;
  watchdog: NodeJS.Timeout | undefined;
}

/**
 * Runs jobs in child processes and outlives any of them: when one dies, its jobs are tried again,
 * each alone, so that the one to blame takes no others down. Its danger: a job must give the same
 * result wherever, whenever and beside whomever it runs.
 */
export class WorkerPool<Job, Result> {
  readonly #options: Required<WorkerPoolOptions>;
  readonly #members = new Set<Member>();
  readonly #fresh: Task[] = [];
  readonly #suspects: Task[] = [];
  readonly #abouts: unknown[] = [];
  readonly #whenReady: PromiseWithResolvers;
  #nextId = 0;
  #startCrashes = 0;
  #broken: Error | undefined;
  #closing = false;
  #words: unknown;

  constructor(options: WorkerPoolOptions) {
    this.#options = {
      tries: 3,
      silenceMs: 300_000,
      env: {},
      onCrash: () => {},
      openService: () => NO_SERVICE,
      onNews: () => {},
      ...options,
    };
    this.#whenReady = withResolvers();
    for (let i = 0; i < options.workers; i++) this.#startWorker();
  }

  /** Resolves with what each worker said about itself once all are up; rejects if one cannot start. */
  async ready(): Promise<readonly unknown[]> {
    await this.#whenReady.promise;
    return [...this.#abouts];
  }

  /** Runs a job; rejects with the job's own error, or a WorkerCrash. */
  run(job: Job): Promise<Result> {
    return new Promise<unknown>((settle, fail) => {
      if (this.#broken !== undefined) {
        fail(this.#broken);
        return;
      }
      this.#fresh.push({ id: this.#nextId++, job, settle, fail, crashes: 0 });
      this.#dispatch();
    }) as Promise<Result>;
  }

  /** Tells all workers, and those that start later, something; only the last word counts. */
  tellAll(words: unknown): void {
    this.#words = words;
    for (const member of this.#members) member.process.send({ type: 'words', words });
  }

  /** Ends all workers in good order; jobs still waiting or running are rejected as interrupted. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#breakDown(new FaultscapeError('interrupted', 'The worker pool was closed.'));
    await Promise.all([...this.#members].map((member) => member.process.close()));
  }

  #startWorker(): void {
    const member: Member = {
      process: new WorkerProcess({
        module: this.#options.module,
        config: this.#options.config,
        env: this.#options.env,
        onMessage: (message) => this.#receive(member, message),
        onExit: (how) => this.#bury(member, how),
      }),
      tasks: new Map(),
      service: this.#options.openService(),
      calls: 0,
      ready: false,
      alone: false,
      watchdog: undefined,
    };
    this.#members.add(member);
    if (this.#words !== undefined) member.process.send({ type: 'words', words: this.#words });
  }

  #receive(member: Member, message: FromWorker): void {
    if (message.type === 'call') {
      void this.#serve(member, message);
      return;
    }
    if (message.type === 'news') {
      this.#options.onNews(message.news);
      return;
    }
    if (message.type === 'broken') {
      this.#breakDown(fromPlainError(message.error));
    } else if (message.type === 'ready') {
      member.ready = true;
      this.#startCrashes = 0;
      this.#abouts.push(message.about);
      if (this.#abouts.length >= this.#options.workers) this.#whenReady.resolve();
    } else {
      const task = member.tasks.get(message.id);
      member.tasks.delete(message.id);
      if (member.tasks.size === 0) member.alone = false;
      this.#watch(member);
      if (message.type === 'done') task?.settle(message.result);
      else task?.fail(fromPlainError(message.error));
    }
    this.#dispatch();
  }

  async #serve(member: Member, call: Extract<FromWorker, { type: 'call' }>): Promise<void> {
    const { id, method, args } = call;
    member.calls++;
    this.#watch(member);
    try {
      const result = await member.service.call(method, args);
      member.process.send({ type: 'answer', id, result });
    } catch (error) {
      member.process.send({ type: 'refusal', id, error: toPlainError(error) });
    }
    member.calls--;
    if (this.#members.has(member)) this.#watch(member);
  }

  #dispatch(): void {
    for (const member of this.#byLoad()) {
      const suspect = member.tasks.size === 0 ? this.#suspects.shift() : undefined;
      if (suspect !== undefined) {
        member.alone = true;
        this.#assign(member, suspect);
      }
    }
    while (this.#fresh.length > 0) {
      const member = this.#byLoad()[0];
      if (member === undefined || member.tasks.size >= this.#options.jobsPerWorker) return;
      this.#assign(member, this.#fresh.shift() as Task);
    }
  }

  /** Workers that may take a job, least loaded first. */
  #byLoad(): Member[] {
    return [...this.#members]
      .filter((member) => member.ready && !member.alone)
      .sort((a, b) => a.tasks.size - b.tasks.size);
  }

  #assign(member: Member, task: Task): void {
    member.tasks.set(task.id, task);
    this.#watch(member);
    member.process.send({ type: 'job', id: task.id, job: task.job });
  }

  #watch(member: Member): void {
    clearTimeout(member.watchdog);
    if (member.tasks.size === 0 || member.calls > 0) return;
    member.watchdog = setTimeout(() => member.process.kill(), this.#options.silenceMs);
  }

  /** A worker is gone: its jobs become suspects, or give up, and another worker takes its place. */
  #bury(member: Member, how: string): void {
    clearTimeout(member.watchdog);
    this.#members.delete(member);
    member.service.closed();
    if (this.#closing || this.#broken !== undefined) return;
    if (!member.ready && ++this.#startCrashes >= this.#options.tries) {
      this.#breakDown(cannotStart(how));
      return;
    }
    for (const task of member.tasks.values()) {
      task.crashes++;
      if (task.crashes >= this.#options.tries) task.fail(new WorkerCrash(task.crashes, how));
      else this.#suspects.push(task);
    }
    this.#startWorker();
    this.#options.onCrash(how);
    this.#dispatch();
  }

  #breakDown(error: Error): void {
    this.#broken ??= error;
    this.#whenReady.reject(error);
    const tasks = [...this.#fresh.splice(0), ...this.#suspects.splice(0)];
    for (const member of this.#members) {
      clearTimeout(member.watchdog);
      tasks.push(...member.tasks.values());
      member.tasks.clear();
    }
    for (const task of tasks) task.fail(error);
  }
}

function cannotStart(how: string): FaultscapeError {
  return new FaultscapeError('environment', 'Workers die while they start.', {
    expected: 'a worker process that comes up',
    got: how,
    hint: 'faultscape doctor; another --gl route',
  });
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

function withResolvers(): PromiseWithResolvers {
  let resolve: () => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // A pool nobody asked `ready` of still rejects its jobs; this promise alone must not end the process.
  promise.catch(() => {});
  return { promise, resolve, reject };
}
