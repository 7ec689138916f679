import { isAbsolute, relative } from 'node:path';
import { loadParts } from '../evaluate/load-parts.ts';
import { openService, type Service } from '../http/open-service.ts';
import type { RegisterCommand } from './command.ts';
import { addServeOptions, serveConfigOf } from './hosting-options.ts';
import { interruptible } from './interrupt.ts';
import { openBrowser } from './open-browser.ts';

/** `faultscape serve`: the page that shows runs, and the addresses at which programs join. */
export const registerServe: RegisterCommand = (program, io) => {
  const command = program
    .command('serve')
    .description('open the page that shows runs live and in 3D, and let programs join')
    .option('--runs <folder>', 'folder that holds the runs', 'runs')
    .option('--open', 'show the page in the browser', false);
  addServeOptions(command).action(async (_, self) => {
    const options = self.optsWithGlobals();
    const config = serveConfigOf(options);
    await loadParts(options.plugin);
    const service = await openService({
      config,
      runsFolder: options.runs,
      plugins: options.plugin,
      onBug: (error) => io.err(`${error instanceof Error ? error.stack : String(error)}\n`),
    });
    try {
      const page = pageAddress(service.url, '', config.token);
      const stay = async (signal: AbortSignal) => {
        io.out(greeting(page, service));
        if (options.open) openBrowser(page);
        await untilAborted(signal);
      };
      await interruptible(io, stay, 'stopping; whatever runs here keeps what it logged');
    } finally {
      await service.close();
    }
  });
};

export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
}

/** Where the page is; with a token, the address that lets a browser in. */
export function pageAddress(url: string, path: string, token: string | null): string {
  return token === null ? `${url}${path}` : `${url}${path || '/'}?token=${encodeURIComponent(token)}`;
}

function greeting(page: string, { runs, agentUrl, envUrl }: Service): string {
  const near = relative(process.cwd(), runs.path);
  return `page:     ${page}
agents:   ${agentUrl}
trainers: ${envUrl}
runs in:  ${near.startsWith('..') || isAbsolute(near) ? runs.path : near || '.'}
Ctrl-C ends it.
`;
}
