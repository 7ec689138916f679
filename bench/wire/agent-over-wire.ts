import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseServeConfig } from '../../server/config/serve-config.ts';
import { openEpisodePool } from '../../server/evaluate/episode-pool.ts';
import { AgentHub } from '../../server/seats/agent-hub.ts';
import { openRunDesk } from '../../server/seats/desks.ts';
import { openServer } from '../../server/sockets/open-server.ts';
import { pairwise, type Ratio, ratioOf } from '../measure.ts';

const ENVIRONMENTS = 16;
const TASK = 'driving/straight';
const PLUGIN = fileURLToPath(new URL('./no-op-plugin.ts', import.meta.url));
const PROGRAM = fileURLToPath(new URL('./no-op-program.ts', import.meta.url));

/** What it costs that the agent is another program behind a socket. */
export async function agentOverWire(): Promise<Ratio> {
  const serving = parseServeConfig({ port: 0, limits: { messagesPerS: 1_000_000 } }, {});
  const hub = new AgentHub(serving.limits);
  const server = await openServer({ ...serving, requestListener: null, routes: [hub.route()] });
  const url = `${server.url.replace('http', 'ws')}/agent`;
  const program = fork(PROGRAM, [url, String(ENVIRONMENTS)], { stdio: ['ignore', 2, 2, 'ipc'] });
  const manner = { pace: 'lock-step', stale: 'hold', answerTimeoutS: 60 } as const;
  const desk = openRunDesk({ hub, url, manner, onNotice: () => {} });
  const config = { task: TASK, seats: ENVIRONMENTS, gl: 'auto' as const, plugins: [PLUGIN] };
  const there = await openEpisodePool({
    config: { ...config, agent: 'ws:no-op' },
    workers: 1,
    tf: 'auto',
    engine: 'auto',
    desk,
  });
  const here = await openEpisodePool({
    config: { ...config, agent: 'no-op' },
    workers: 1,
    tf: 'auto',
    engine: 'auto',
  });
  let steps = 0;
  const drive =
    ({ pool }: typeof here) =>
    async () => {
      const jobs = Array.from({ length: ENVIRONMENTS }, (_, i) => pool.run({ scene: {}, seed: 700 + i }));
      steps = (await Promise.all(jobs)).reduce((sum, { score }) => sum + score.steps, 0);
    };
  const { aMs, bMs, ratio } = await pairwise(5, drive(there), drive(here));
  await there.pool.close();
  await here.pool.close();
  desk.close();
  await server.close();
  program.kill();
  return ratioOf({
    name: 'agent-over-wire',
    question: 'camera episodes with the agent in another process behind a socket over the same in the worker',
    target: { atMost: 1.5 },
    ratio,
    sides: { wireEnvStepsPerS: (steps / aMs) * 1000, workerEnvStepsPerS: (steps / bMs) * 1000 },
    note: `${ENVIRONMENTS} episodes of ${TASK} side by side at one seat, 64x64 RGB, an agent that does nothing, ${there.about.renderer}`,
  });
}
