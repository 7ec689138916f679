import { FaultscapeError } from '../../sim/core/index.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import { Drives } from '../drives/drives.ts';
import { ENV_PATH, envRoute } from '../env/env-desk.ts';
import type { LiveEvent } from '../live/live-event.ts';
import { LiveHub } from '../live/live-hub.ts';
import { NewsBoard } from '../live/news-board.ts';
import { Archive } from '../runs/archive.ts';
import { Attacks } from '../runs/attacks.ts';
import { OwnRuns } from '../runs/own-runs.ts';
import { RunIndex } from '../runs/run-index.ts';
import type { LoggedSummary } from '../runs/run-summary.ts';
import { RunsFolder } from '../runs/runs-folder.ts';
import { AGENT_PATH, AgentHub } from '../seats/agent-hub.ts';
import { openRunDesk } from '../seats/desks.ts';
import { type Manner, mannerOf } from '../seats/manner.ts';
import type { Notice } from '../seats/notice.ts';
import { openServer } from '../sockets/open-server.ts';
import { TokenLock } from '../sockets/token-lock.ts';
import { makeFolder } from '../store/make-folder.ts';
import { createApp } from './app.ts';
import { PAGE_FOLDER } from './page.ts';

/** A server that hosts the page, its API, and the addresses at which programs join. */
export interface Service {
  /** "http://127.0.0.1:4747" */
  readonly url: string;
  /** Where programs join to drive: "ws://127.0.0.1:4747/agent". */
  readonly agentUrl: string;
  /** And where to train. */
  readonly envUrl: string;
  readonly runs: RunsFolder;
  readonly attacks: Attacks;
  /** Stops what it runs, waits for it, and closes every connection. */
  close(): Promise<void>;
}

/** Opens everything on one port. Tasks, agents and adversaries must be registered by now. */
export async function openService(options: {
  config: ServeConfig;
  runsFolder: string;
  /** Modules that attacks may load besides what the package ships. */
  plugins: readonly string[];
  onBug: (error: unknown) => void;
  /** Told what runs say that this server runs. */
  onEvent?: (run: string, event: LiveEvent) => void;
  pageFolder?: string;
}): Promise<Service> {
  const { config, runsFolder, plugins, onBug, onEvent = () => {}, pageFolder = PAGE_FOLDER } = options;
  const { host, port, token, allowedOrigins, limits } = config;
  const runs = openRunsFolder(runsFolder);
  const hub = new AgentHub(limits);
  const board = new NewsBoard();
  const own = new OwnRuns((run) => board.status(run));
  const index = new RunIndex(runs, own);
  let agentUrl = '';

  const tell = (run: string, event: LiveEvent) => {
    live.tell(run, event);
    onEvent(run, event);
  };
  const archive = new Archive(plugins);
  const hooks = {
    onEvent: tell,
    onBegin(announced: LoggedSummary) {
      board.forget(announced.name);
      own.begin(announced);
      live.begun(announced.name);
    },
    onEnd(run: string, error: unknown) {
      const text = problemOf(error);
      own.end(run, text);
      if (text !== null) tell(run, { type: 'status', status: 'failed', text, done: 0, total: 0 });
    },
  };
  const openDesk = (manner: Manner, onNotice: (notice: Notice) => void) =>
    openRunDesk({ hub, url: agentUrl, manner, onNotice });
  const attacks: Attacks = new Attacks({
    runs,
    plugins,
    openDesk: (attack, onNotice) => openDesk(mannerOf(attack), onNotice),
    ...hooks,
  });
  const drives: Drives = new Drives({
    runs,
    plugins,
    seats: () => hub.seats(),
    openDesk: (plan, onNotice) => openDesk(plan.manner, onNotice),
    ...hooks,
  });
  const live: LiveHub = new LiveHub({
    runs,
    index,
    board,
    watchSteps(run, watch) {
      attacks.watch(run, watch);
      drives.watch(run, watch);
    },
    onBug,
  });
  const app = createApp({
    runs,
    index,
    archive,
    attacks,
    drives,
    stop: (run) => (drives.has(run) ? drives.stop(run) : attacks.stop(run)),
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
    routes: [hub.route(), envRoute({ limits, gl: 'auto', plugins }), live.route()],
    onBug,
  });
  const sockets = server.url.replace(/^http/, 'ws');
  agentUrl = `${sockets}${AGENT_PATH}`;
  return {
    url: server.url,
    agentUrl,
    envUrl: `${sockets}${ENV_PATH}`,
    runs,
    attacks,
    async close() {
      await Promise.all([attacks.close(), drives.close(), archive.close()]);
      live.close();
      index.close();
      await server.close();
    },
  };
}

/** Why a run failed, for people; null for one that did not, or that was stopped. */
function problemOf(error: unknown): string | null {
  if (error === null || (error instanceof FaultscapeError && error.kind === 'interrupted')) return null;
  return error instanceof Error ? error.message : String(error);
}

function openRunsFolder(path: string): RunsFolder {
  makeFolder(path, '--runs');
  return new RunsFolder(path);
}
