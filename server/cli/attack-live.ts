import { basename, dirname, resolve } from 'node:path';
import { nothingFound } from '../attack/nothing-found.ts';
import type { AttackConfig } from '../config/attack-config.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import { openService, type Service } from '../http/open-service.ts';
import { RunFolder } from '../store/run-folder.ts';
import { interrupted, printOutcome } from './attack-outcome.ts';
import type { CliIo } from './command.ts';
import { interruptible } from './interrupt.ts';
import { pageAddress, untilAborted } from './serve.ts';

/** Runs an attack beside the page that shows it, and goes on showing it when the attack is done. */
export async function attackLive(
  config: AttackConfig,
  { resume, json, serve }: { resume: boolean; json: boolean; serve: ServeConfig },
  io: CliIo,
): Promise<void> {
  await loadParts(config.plugins);
  const folder = resolve(config.out);
  const run = basename(folder);
  const service = await openService({
    config: serve,
    runsFolder: dirname(folder),
    plugins: config.plugins,
    onBug: (error) => io.err(`${error instanceof Error ? error.stack : String(error)}\n`),
    onEvent(of, event) {
      if (of === run && event.type === 'status' && event.status === 'waiting') io.err(`${event.text}\n`);
    },
  });
  try {
    io.err(`page: ${pageAddress(service.url, `/runs/${encodeURIComponent(run)}`, serve.token)}\n`);
    await interruptible(io, async (signal) => {
      await attackIn(service, run, config, { resume, json }, io, signal);
      io.err('the page stays open; Ctrl-C ends it\n');
      await untilAborted(signal);
    });
  } finally {
    await service.close();
  }
}

async function attackIn(
  { attacks }: Service,
  run: string,
  config: AttackConfig,
  { resume, json }: { resume: boolean; json: boolean },
  io: CliIo,
  signal: AbortSignal,
): Promise<void> {
  const stop = () => attacks.stop(run);
  signal.addEventListener('abort', stop);
  const progress = io.errIsTty ? 'terminal' : 'lines';
  const end = await attacks.run(run, { config, resume, progress });
  signal.removeEventListener('abort', stop);
  if ('error' in end) throw end.error;
  const rows = rowsOf(config.out);
  if (!end.finished) throw interrupted(rows.length, config.out);
  printOutcome({ rows, remarks: end.remarks, out: config.out }, { json }, io);
  // The page stays open, so this ends nothing.
  const nothing = nothingFound(rows);
  if (nothing !== null) io.err(`${nothing.message}\n`);
}

function rowsOf(path: string) {
  const folder = RunFolder.open(path, { write: false });
  try {
    return folder.store.rows();
  } finally {
    folder.close();
  }
}
