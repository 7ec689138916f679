import { encodingOf, type Hello, SUBPROTOCOLS } from '../../agents/protocol/index.ts';
import { helloMessage } from '../seats/hello.ts';
import type { SocketRoute } from '../sockets/socket-route.ts';
import { EnvSeat, type EnvSeatOptions } from './env-seat.ts';

/** The address at which programs train. */
export const ENV_PATH = '/env';

/** Where trainers connect. Plug-ins must have registered their tasks in this process too. */
export function envRoute(options: EnvSeatOptions): SocketRoute {
  let hello: Hello | undefined;
  return {
    path: ENV_PATH,
    protocols: Object.values(SUBPROTOCOLS),
    maxSockets: options.limits.seats,
    open(socket, about) {
      const encoding = encodingOf(about.protocol ?? '') ?? 'msgpack';
      hello ??= helloMessage('env', options.limits);
      new EnvSeat(socket, about, { ...options, encoding }).send(hello);
    },
  };
}
