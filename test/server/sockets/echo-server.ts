import { connect, type Socket } from 'node:net';
import { afterAll } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { parseServeConfig } from '../../../server/config/serve-config.ts';
import { type OpenServer, openServer } from '../../../server/sockets/open-server.ts';
import type { GuardedSocket } from '../../../server/sockets/socket-route.ts';

export interface EchoServer extends OpenServer {
  /** Where sockets that echo open. */
  readonly echoUrl: string;
  /** How each socket ended, in the order of ending. */
  readonly ends: readonly string[];
  /** What was thrown in handlers. */
  readonly bugs: readonly unknown[];
}

const servers: OpenServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

export const PROTOCOLS = ['echo.v1', 'shout.v1'];

/** A server that sends back what it hears at /echo; the word "bug" makes its handler throw. */
export async function openEcho(
  options: {
    token?: string;
    allowedOrigins?: readonly string[];
    limits?: Readonly<Record<string, number>>;
    maxSockets?: number;
    headersTimeoutMs?: number;
    onSocket?: (socket: GuardedSocket) => void;
  } = {},
): Promise<EchoServer> {
  const { maxSockets = 8, headersTimeoutMs = 10_000, onSocket, ...flags } = options;
  const ends: string[] = [];
  const bugs: unknown[] = [];
  const config = parseServeConfig({ port: 0, ...flags }, {});
  const server = await openServer({
    ...config,
    headersTimeoutMs,
    requestListener: null,
    onBug: (error) => bugs.push(error),
    routes: [
      {
        path: '/echo',
        protocols: PROTOCOLS,
        maxSockets,
        open(socket) {
          socket.onMessage = (data) => {
            if (data === 'bug') throw new Error('a bug of ours');
            socket.send(data);
          };
          socket.onTooFast = () => socket.send('too fast');
          socket.onClose = (why) => ends.push(why);
          onSocket?.(socket);
        },
      },
    ],
  });
  servers.push(server);
  return { ...server, echoUrl: `${server.url.replace('http', 'ws')}/echo`, ends, bugs };
}

export type Attempt =
  | { readonly socket: WebSocket }
  | {
      readonly status: number;
      readonly sentence: string;
      readonly headers: Readonly<Record<string, unknown>>;
    };

/** Tries to open a socket; resolves with it, or with how it was refused. */
export function tryToOpen(
  url: string,
  options: ClientOptions & { protocols?: string[] } = {},
): Promise<Attempt> {
  const socket = new WebSocket(url, options.protocols ?? ['echo.v1'], options);
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ socket }));
    socket.on('error', reject);
    socket.on('unexpected-response', (_, response) => {
      let body = '';
      response.on('data', (part) => {
        body += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, sentence: body.trim(), headers: response.headers }),
      );
    });
  });
}

export async function opened(url: string, options: ClientOptions = {}): Promise<WebSocket> {
  const attempt = await tryToOpen(url, options);
  if ('socket' in attempt) return attempt.socket;
  throw new Error(`refused: ${attempt.status} ${attempt.sentence}`);
}

export function nextMessage(socket: WebSocket): Promise<string> {
  return new Promise((resolve) => socket.once('message', (data) => resolve(String(data))));
}

export function closed(socket: WebSocket): Promise<{ code: number; reason: string }> {
  return new Promise((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
}

/** A plain TCP connection that says what it likes; resolves with all that came when it is closed. */
export function rawTalk(port: number, talk: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => talk(socket));
    let heard = '';
    socket.on('data', (data) => {
      heard += data.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard));
  });
}

/** The upgrade request of a well-behaved client, as bytes on the line. */
export function upgradeRequest(port: number): string {
  return [
    'GET /echo HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol: echo.v1',
    '',
    '',
  ].join('\r\n');
}
