import { parseServeConfig } from '../../server/config/serve-config.ts';
import { envRoute } from '../../server/env/env-desk.ts';
import { openServer } from '../../server/sockets/open-server.ts';
import '../../sim/index.ts';

/** A server of environments in a process of its own; says its address to its parent. */
const config = parseServeConfig({ port: 0, limits: { messagesPerS: 1_000_000 } }, {});
const server = await openServer({
  ...config,
  requestListener: null,
  routes: [envRoute({ limits: config.limits, gl: 'auto', plugins: [] })],
});
process.send?.(`${server.url.replace('http', 'ws')}/env`);
process.on('disconnect', () => process.exit(0));
