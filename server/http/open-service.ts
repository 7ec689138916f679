import { mkdirSync } from 'node:fs';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import { RunIndex } from '../runs/run-index.ts';
import { RunsFolder } from '../runs/runs-folder.ts';
import { AGENT_PATH, AgentHub } from '../seats/agent-hub.ts';
import { openServer } from '../sockets/open-server.ts';
import { TokenLock } from '../sockets/token-lock.ts';
import { createApp } from './app.ts';
import { PAGE_FOLDER } from './page.ts';

/** A server that hosts the page, its API, and the addresses at which programs join. */
export interface Service {
  /** "http://127.0.0.1:4747" */
  readonly url: string;
  /** "ws://127.0.0.1:4747/agent" */
  readonly agentUrl: string;
  readonly runs: RunsFolder;
  close(): Promise<void>;
}

/** Opens everything on one port. Tasks, agents and adversaries must be registered by now. */
export async function openService(options: {
  config: ServeConfig;
  runsFolder: string;
  onBug: (error: unknown) => void;
  pageFolder?: string;
}): Promise<Service> {
  const { config, runsFolder, onBug, pageFolder = PAGE_FOLDER } = options;
  const { host, port, token, allowedOrigins, limits } = config;
  const runs = openRunsFolder(runsFolder);
  const hub = new AgentHub(limits);
  const index = new RunIndex(runs);
  let agentUrl = '';
  const app = createApp({
    runs,
    index,
    lock: new TokenLock(token),
    seats: () => hub.seats(),
    agentUrl: () => agentUrl,
    pageFolder,
    onBug,
  });
  const server = await openServer({
    host,
    port,
    token,
    allowedOrigins,
    limits,
    requestListener: app,
    routes: [hub.route()],
    onBug,
  });
  agentUrl = `${server.url.replace(/^http/, 'ws')}${AGENT_PATH}`;
  return { url: server.url, agentUrl, runs, close: () => server.close() };
}

function openRunsFolder(path: string): RunsFolder {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new FaultscapeError('environment', 'The runs folder cannot be made.', {
      expected: 'a folder that can be written',
      got: error instanceof Error ? error.message : String(error),
      hint: 'choose another folder with --runs',
      cause: error,
    });
  }
  return new RunsFolder(path);
}
