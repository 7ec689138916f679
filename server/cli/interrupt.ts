import { EXIT_CODE } from '../../sim/core/index.ts';
import type { CliIo } from './command.ts';

/** Runs work that Ctrl-C asks to stop; a second Ctrl-C ends the process at once. */
export async function interruptible<T>(
  io: CliIo,
  work: (signal: AbortSignal) => Promise<T>,
  saying = 'stopping; every finished episode is kept',
): Promise<T> {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT_CODE.interrupted);
    io.err(`\n${saying} (press again to stop at once)\n`);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}
