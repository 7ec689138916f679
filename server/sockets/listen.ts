import type { Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { FaultscapeError } from '../../sim/core/index.ts';
import { isLoopback } from './loopback.ts';

/** Refuses to be reachable from elsewhere without a token. */
export function checkReach(host: string, token: string | null): void {
  if (token !== null || isLoopback(host)) return;
  throw new FaultscapeError('usage', `A server at ${host} can be reached by others, so it needs a token.`, {
    expected: '--token TOKEN or FAULTSCAPE_TOKEN, or a loopback host such as 127.0.0.1',
    got: `host ${host} and no token`,
    hint: 'FAULTSCAPE_TOKEN=$(openssl rand -hex 16), and give the same to the programs that join',
  });
}

/** Binds a server; resolves with its port. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
    server.listen({ host, port }, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Where programs find it: an address of this machine where it listens at all of them. */
export function httpUrl(host: string, port: number): string {
  const any = host === '0.0.0.0' || host === '::';
  const name = any ? outwardAddress() : host;
  return `http://${isIPv6(name) ? `[${name}]` : name}:${port}`;
}

function outwardAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.1';
}

const REASONS: Readonly<Record<string, readonly [got: string, hint: string]>> = {
  EADDRINUSE: ['another program listens there', 'another --port, or --port 0 for any that is free'],
  EACCES: ['ports below 1024 are for the administrator', 'a --port from 1024 on'],
  EADDRNOTAVAIL: ['this machine has no such address', '--host 127.0.0.1, or 0.0.0.0 with a token'],
  ENOTFOUND: ['no such name is known', '--host 127.0.0.1, or 0.0.0.0 with a token'],
};

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): FaultscapeError {
  const [got, hint] = REASONS[error.code ?? ''] ?? [error.message, 'another --host or --port'];
  return new FaultscapeError('environment', `The server cannot listen at ${host}, port ${port}.`, {
    expected: 'a free port of this machine',
    got,
    hint,
    cause: error,
  });
}
