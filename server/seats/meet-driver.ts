import type { SeatDesk } from '../../agents/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { parseServeConfig, type ServeConfig } from '../config/serve-config.ts';
import { unlessAborted } from '../evaluate/unless-aborted.ts';
import { openServer } from '../sockets/open-server.ts';
import { AGENT_PATH, AgentHub } from './agent-hub.ts';
import { openRunDesk } from './desks.ts';
import { type Manner, mannerOf } from './manner.ts';
import type { Notice } from './notice.ts';

/** What of a run's config says who drives it, and how. */
export interface DriverConfig {
  readonly agent: string;
  readonly pace: Manner['pace'];
  readonly stale: Manner['stale'];
  readonly agentTimeoutS: number;
}

export interface MetDriver {
  /** Null for an agent that is no program elsewhere. */
  readonly desk: SeatDesk | null;
  close(): Promise<void>;
}

const NOBODY: MetDriver = { desk: null, close: async () => {} };

/** Kinds of agents that are programs elsewhere; only a program that joins can drive in real time. */
const JOINS = 'ws';
const CALLED_UP = 'udacity';

/**
 * Waits for the program that is to drive a run, before anything else is started for it. The caller's
 * desk is used where there is one; otherwise a server is opened for as long as the run takes.
 */
export async function meetDriver(options: {
  config: DriverConfig;
  /** The caller's, who also closes it. */
  desk?: SeatDesk | undefined;
  /** Where to listen if there is no such desk. */
  serve?: ServeConfig | undefined;
  onNotice: (notice: Notice) => void;
  signal?: AbortSignal | undefined;
}): Promise<MetDriver> {
  const { config, signal } = options;
  const [kind, who] = config.agent.split(':');
  if (config.pace === 'realtime' && kind !== JOINS) {
    throw new FaultscapeError('usage', 'Only programs that join can drive in real time.', {
      expected: '--agent ws:NAME with --pace realtime',
      got: `--agent ${config.agent}`,
    });
  }
  // A kind without a name is left to the registry, which says what is missing.
  if ((kind !== JOINS && kind !== CALLED_UP) || who === undefined) return NOBODY;
  const met =
    options.desk === undefined ? await openOwn(options) : { desk: options.desk, close: async () => {} };
  try {
    await unlessAborted(met.desk.meet(config.agent), signal, interrupted);
    return met;
  } catch (error) {
    await met.close();
    throw error;
  }
}

async function openOwn(options: {
  config: DriverConfig;
  serve?: ServeConfig | undefined;
  onNotice: (notice: Notice) => void;
}) {
  const { config, serve = parseServeConfig({}), onNotice } = options;
  const hub = new AgentHub({ ...serve.limits, answerTimeoutS: config.agentTimeoutS });
  const server = config.agent.startsWith(`${JOINS}:`)
    ? await openServer({ ...serve, requestListener: null, routes: [hub.route()] })
    : null;
  const url = server === null ? '' : `${server.url.replace('http', 'ws')}${AGENT_PATH}`;
  const desk = openRunDesk({ hub, url, manner: mannerOf(config), onNotice });
  return {
    desk,
    async close() {
      desk.close();
      await server?.close();
    },
  };
}

function interrupted(): FaultscapeError {
  return new FaultscapeError('interrupted', 'Interrupted while waiting for the agent; nothing was run.');
}
