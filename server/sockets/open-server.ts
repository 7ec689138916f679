import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { ServeLimits } from '../config/serve-config.ts';
import { checkReach, httpUrl, listen } from './listen.ts';
import { refuseSocket } from './refuse-socket.ts';
import { pathOf } from './request-url.ts';
import type { SocketRoute } from './socket-route.ts';
import { TokenLock } from './token-lock.ts';
import { UpgradeGate } from './upgrade-gate.ts';
import { VisitorCheck } from './visitor-check.ts';
import { WatchedSocket } from './watched-socket.ts';

export interface OpenServer {
  /** "http://127.0.0.1:4747" */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Connections of any kind at once; files and memory are not the network's to fill. */
const MOST_CONNECTIONS = 1024;
const REQUEST_TIMEOUT_MS = 60_000;
/** How often slow requests are looked for. */
const CHECK_EVERY_MS = 1_000;

/**
 * One HTTP server with guarded WebSocket addresses. Its danger is the network: whatever comes in,
 * it answers or hangs up, and never ends the process.
 */
export async function openServer(options: {
  host: string;
  port: number;
  /** Asked for at every socket. What `requestListener` serves, it guards itself (TokenLock). */
  token: string | null;
  allowedOrigins?: readonly string[];
  limits: ServeLimits;
  /** Answers plain requests, e.g. an express app; null answers all with 404. */
  requestListener: RequestListener | null;
  routes: readonly SocketRoute[];
  /** A peer that dribbles its headers is cut off after this. */
  headersTimeoutMs?: number;
  /** Told of errors in handlers, which are bugs of ours. */
  onBug?: (error: unknown) => void;
}): Promise<OpenServer> {
  const { host, port, token, allowedOrigins = [], limits, requestListener, routes } = options;
  const { headersTimeoutMs: headersTimeout = 10_000 } = options;
  const onBug = options.onBug ?? ((error) => process.emitWarning(error as Error));
  checkReach(host, token);
  const visitors = new VisitorCheck(host, allowedOrigins);
  const gate = new UpgradeGate(routes, visitors, new TokenLock(token));
  const doors = new Map(routes.map((route) => [route, newDoor(route, limits.maxPayloadBytes)]));

  const timeouts = {
    headersTimeout,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: Math.min(CHECK_EVERY_MS, headersTimeout / 2),
  };
  const server = createServer(timeouts, (request, response) => {
    const stranger = visitors.problem(request);
    const atSocket = routes.some((route) => route.path === pathOf(request));
    const answer = (status: number, sentence: string) => {
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`);
    };
    if (stranger !== null) answer(403, stranger);
    else if (atSocket) answer(426, 'This is the address of a WebSocket; connect with ws://.');
    else if (requestListener !== null) requestListener(request, response);
    else
      answer(
        404,
        `There are no pages here; programs connect to ${routes.map(({ path }) => path).join(', ')}.`,
      );
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const admission = gate.admit(request, (route) => doors.get(route)?.clients.size ?? 0);
    if ('refusal' in admission) {
      refuseSocket(socket, admission.refusal);
      return;
    }
    const { route, protocol } = admission;
    const remote = request.socket.remoteAddress ?? 'unknown';
    doors.get(route)?.handleUpgrade(request, socket, head, (webSocket) => {
      const watched = new WatchedSocket(webSocket, limits, onBug);
      try {
        route.open(watched, { protocol, remote });
      } catch (error) {
        onBug(error);
        watched.close(1011, 'something broke in the server');
      }
    });
  });
  const bound = await listen(server, host, port);
  return {
    url: httpUrl(host, bound),
    port: bound,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const door of doors.values()) {
        for (const client of door.clients) client.close(1001, 'the server ends');
      }
      const cut = setTimeout(() => {
        for (const door of doors.values()) for (const client of door.clients) client.terminate();
        server.closeAllConnections();
      }, 500);
      server.closeIdleConnections();
      await closed;
      clearTimeout(cut);
    },
  };
}

/** Compression would cost more than the network does, and is memory a peer can fill. */
function newDoor({ protocols }: SocketRoute, maxPayload: number): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload,
    perMessageDeflate: false,
    handleProtocols: (offered) => [...offered].find((each) => protocols?.includes(each)) ?? false,
  });
}
