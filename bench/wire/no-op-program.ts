import { WebSocket } from 'ws';
import { serveAgent } from '../../agents/client/index.ts';
import { NoOpAgent } from './no-op.ts';

/** A driver in a process of its own: `no-op-program.ts URL ENVIRONMENTS`. */
const [url = '', environments = '1'] = process.argv.slice(2);
await serveAgent(new NoOpAgent(), {
  url,
  environments: Number(environments),
  openSocket: (at, protocol) => new WebSocket(at, protocol),
});
