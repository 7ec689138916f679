import { isAbsolute, relative } from 'node:path';
import { parseServeConfig } from '../config/serve-config.ts';
import { loadParts } from '../evaluate/load-parts.ts';
import { openService } from '../http/open-service.ts';
import type { RegisterCommand } from './command.ts';
import { pick, toNumber } from './hosting-options.ts';
import { interruptible } from './interrupt.ts';

/** `faultscape serve`: the page that shows runs, and the addresses at which programs join. */
export const registerServe: RegisterCommand = (program, io) => {
  program
    .command('serve')
    .description('open the page that shows runs live and in 3D, and let programs join')
    .option('--runs <folder>', 'folder that holds the runs', 'runs')
    .option('--host <name>', 'address to listen at (default: 127.0.0.1)')
    .option('--port <n>', 'port to listen at; 0 takes any (default: 4747)', toNumber)
    .option('--token <token>', 'asked of everybody; needed to listen elsewhere than at this machine')
    .action(async (_, self) => {
      const options = self.optsWithGlobals();
      const config = parseServeConfig(pick(options, ['host', 'port', 'token']));
      await loadParts(options.plugin);
      const service = await openService({
        config,
        runsFolder: options.runs,
        plugins: options.plugin,
        onBug: (error) => io.err(`${error instanceof Error ? error.stack : String(error)}\n`),
      });
      try {
        io.out(greeting(service.url, service.runs.path, config.token));
        await interruptible(io, untilAborted);
      } finally {
        await service.close();
      }
    });
};

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}

/** Where the page is; with a token, the address that lets a browser in. */
export function greeting(url: string, runsFolder: string, token: string | null): string {
  const near = relative(process.cwd(), runsFolder);
  const shown = near.startsWith('..') || isAbsolute(near) ? runsFolder : near || '.';
  const query = token === null ? '' : `/?token=${encodeURIComponent(token)}`;
  return `page:    ${url}${query}
agents:  ${url.replace(/^http/, 'ws')}/agent
runs in: ${shown}
Ctrl-C ends it.
`;
}
