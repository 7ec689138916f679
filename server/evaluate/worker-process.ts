import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FromWorker, ToWorker } from './worker-protocol.ts';

const FROM_SOURCE = import.meta.url.endsWith('.ts');
const ENTRY = fileURLToPath(new URL(FROM_SOURCE ? './worker-main.ts' : './worker-main.js', import.meta.url));
const CLOSE_GRACE_MS = 5_000;

/**
 * One child process of a pool and its channel. Its danger: messages to a process that has just
 * died go nowhere, so whoever sends a job must also listen for `onExit`.
 */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;

  constructor(options: {
    module: URL;
    config: unknown;
    env: Readonly<Record<string, string>>;
    onMessage: (message: FromWorker) => void;
    onExit: (how: string) => void;
  }) {
    this.#child = fork(ENTRY, {
      execArgv: FROM_SOURCE ? ['--import', pathToFileURL(createRequire(ENTRY).resolve('tsx')).href] : [],
      env: { ...process.env, ...options.env },
      serialization: 'advanced',
      // What libraries print goes to stderr: stdout is for results.
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    this.#exited = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        options.onExit(signal === null ? `exit code ${code}` : `signal ${signal}`);
        resolve();
      });
    });
    this.#child.on('message', options.onMessage);
    // A failed send is always followed by `exit`, which is where the pool reacts.
    this.#child.on('error', () => {});
    this.send({ type: 'open', module: options.module.href, config: options.config });
  }

  send(message: ToWorker): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Lets the worker free what it holds, then ends it. */
  async close(): Promise<void> {
    const timer = setTimeout(() => this.kill(), CLOSE_GRACE_MS);
    this.send({ type: 'close' });
    await this.#exited;
    clearTimeout(timer);
  }
}
