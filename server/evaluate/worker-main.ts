import { ChannelLink } from './pool-link.ts';
import type { WorkerModule } from './worker-protocol.ts';
import { type FromWorker, type ToWorker, toPlainError, type WorkerHost } from './worker-protocol.ts';

/**
 * Entry of a pool's child process: opens the module it is told to and answers its jobs. Its one
 * danger is outliving the pool; it ends itself as soon as the channel to the pool closes.
 */
let host: WorkerHost<unknown, unknown> | undefined;
const link = new ChannelLink(send);

async function open(module: string, config: unknown): Promise<void> {
  try {
    const { openWorker } = (await import(module)) as WorkerModule<unknown, unknown, unknown>;
    host = await openWorker(config, link);
    send({ type: 'ready', about: host.about });
  } catch (error) {
    send({ type: 'broken', error: toPlainError(error) });
  }
}

async function run(id: number, job: unknown): Promise<void> {
  try {
    const result = await (host as WorkerHost<unknown, unknown>).run(job);
    send({ type: 'done', id, result });
  } catch (error) {
    send({ type: 'failed', id, error: toPlainError(error) });
  }
}

async function close(): Promise<void> {
  await host?.close();
  process.exit(0);
}

function send(message: FromWorker): void {
  // A failed send means that the pool is gone; `disconnect` follows, which ends this process.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

// Ctrl-C reaches the whole process group; the pool decides when its workers end.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));
process.on('message', (message: ToWorker) => {
  if (message.type === 'open') void open(message.module, message.config);
  else if (message.type === 'job') void run(message.id, message.job);
  else if (message.type === 'close') void close();
  else link.receive(message);
});
