import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { type EnvOptions, type OpenSocket, RemoteEnv } from '../../../agents/client/index.ts';
import type { Encoding } from '../../../agents/protocol/index.ts';
import { LimitsSchema, type ServeLimits } from '../../../server/config/serve-config.ts';
import { envRoute } from '../../../server/env/env-desk.ts';
import { openServer } from '../../../server/sockets/open-server.ts';
import '../../toys/plugin.ts';
import './fragile-plugin.ts';

const PLUGINS = ['../../toys/plugin.ts', './fragile-plugin.ts'].map((file) =>
  fileURLToPath(new URL(file, import.meta.url)),
);

export const openWs: OpenSocket = (url, protocol) => new WebSocket(url, protocol);

export const BLIND = { truth: false, camera: null };

/** A server with an environment seat, and trainers at it; `close` ends them all. */
export async function openEnvServer(limits: Partial<ServeLimits> = {}) {
  const full = { ...LimitsSchema.parse({}), messagesPerS: 100_000, ...limits };
  const server = await openServer({
    ...{ host: '127.0.0.1', port: 0, token: null, limits: full, requestListener: null },
    routes: [envRoute({ limits: full, gl: 'auto', plugins: PLUGINS })],
  });
  const url = `${server.url.replace('http', 'ws')}/env`;
  const open: RemoteEnv[] = [];
  return {
    url,
    async make(options: Omit<EnvOptions, 'url' | 'openSocket'> & { encoding?: Encoding }) {
      const env = await RemoteEnv.make({ url, openSocket: openWs, ...options });
      open.push(env);
      return env;
    },
    async close() {
      for (const env of open) env.close();
      await server.close();
    },
  };
}
