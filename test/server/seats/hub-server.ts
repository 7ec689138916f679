import { afterAll } from 'vitest';
import { WebSocket } from 'ws';
import { serveAgent } from '../../../agents/client/index.ts';
import type { Encoding } from '../../../agents/protocol/index.ts';
import { parseServeConfig } from '../../../server/config/serve-config.ts';
import { AgentHub } from '../../../server/seats/agent-hub.ts';
import type { Clock } from '../../../server/seats/clock.ts';
import { openRunDesk, type RunDesk } from '../../../server/seats/desks.ts';
import type { Manner } from '../../../server/seats/manner.ts';
import type { Notice } from '../../../server/seats/notice.ts';
import { openServer } from '../../../server/sockets/open-server.ts';
import type { Agent, Briefing } from '../../../sim/index.ts';

export interface HubServer {
  readonly hub: AgentHub;
  /** Where programs join. */
  readonly url: string;
  /** Errors of handlers: bugs of ours. */
  readonly bugs: readonly unknown[];
  /** A run's desk; what it says is gathered in its `notices`. */
  desk(manner?: Partial<Manner>): RunDesk & { readonly notices: Notice[] };
  close(): Promise<void>;
}

export const LOCK_STEP: Manner = { pace: 'lock-step', stale: 'hold', answerTimeoutS: 30 };

const closers: (() => unknown)[] = [];
afterAll(() => Promise.all(closers.map((close) => close())));

export async function openHub(
  options: { limits?: Readonly<Record<string, number>>; clock?: Clock; token?: string } = {},
): Promise<HubServer> {
  const { limits, clock, token } = options;
  const config = parseServeConfig(
    { port: 0, ...(limits ? { limits } : {}), ...(token ? { token } : {}) },
    {},
  );
  const hub = new AgentHub(config.limits, clock);
  const bugs: unknown[] = [];
  const server = await openServer({
    ...config,
    requestListener: null,
    routes: [hub.route()],
    onBug: (error) => bugs.push(error),
  });
  closers.push(() => server.close());
  const url = `${server.url.replace('http', 'ws')}/agent`;
  return {
    hub,
    url,
    bugs,
    close: () => server.close(),
    desk(manner = {}) {
      const notices: Notice[] = [];
      const desk = openRunDesk({
        hub,
        url,
        manner: { ...LOCK_STEP, ...manner },
        onNotice: (notice) => notices.push(notice),
      });
      closers.push(() => desk.close());
      return { ...desk, notices };
    },
  };
}

/** Puts an agent of this process behind the wire; the answer takes it away again. */
export function seat(
  agent: Agent,
  options: { url: string; name?: string; environments?: number; encoding?: Encoding; token?: string },
): () => Promise<void> {
  const leaving = new AbortController();
  const served = serveAgent(agent, {
    environments: 8,
    ...options,
    signal: leaving.signal,
    openSocket: (url, protocol) => new WebSocket(url, protocol),
    reconnect: async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return !leaving.signal.aborted;
    },
  }).catch(() => {});
  const leave = () => {
    leaving.abort();
    return served;
  };
  closers.push(leave);
  return leave;
}

/** What an episode of a task with one number per action says to its driver. */
export const BRIEFING: Briefing = {
  taskId: 'toy/plane',
  action: { names: ['stride'], low: [-1], high: [1] },
  controlStepS: 0.1,
  seed: 7,
  needs: { camera: null, truth: false },
};

/** A sight of such an episode. */
export function sight(episode: string, step: number) {
  const nothing = { frame: null, truth: null, route: null };
  return { episode, step, timeS: step * 0.1, speedMps: 1, command: 'follow' as const, ...nothing };
}
