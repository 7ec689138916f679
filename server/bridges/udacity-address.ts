import { FaultscapeError } from '../../sim/core/index.ts';

/** Where a drive.py listens. */
export interface UdacityAddress {
  /** As it is shown: "ws://127.0.0.1:4567". */
  readonly url: string;
  /** The socket of one Engine.IO version. */
  socketUrl(engine: number): string;
}

/** The port that every published drive.py listens on. */
const DEFAULT_PORT = 4567;
const SOCKET_SCHEMES = new Map([
  ['ws:', 'ws'],
  ['http:', 'ws'],
  ['wss:', 'wss'],
  ['https:', 'wss'],
]);

/** Reads an agent's name, "udacity:ws://127.0.0.1:4567"; also http://, and without the port 4567. */
export function udacityAddress(agent: string): UdacityAddress {
  const text = agent.replace(/^udacity:/, '');
  const url = URL.canParse(text) ? new URL(text) : null;
  const scheme = url === null ? undefined : SOCKET_SCHEMES.get(url.protocol);
  if (url === null || scheme === undefined || url.hostname === '') {
    throw wrong(agent, 'where drive.py listens: udacity:ws://HOST:PORT');
  }
  if (!/^\/?$|^\/socket\.io\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '') {
    throw wrong(agent, 'no path: socket.io chooses its own, /socket.io/');
  }
  if (url.username !== '' || url.password !== '') throw wrong(agent, 'no user name: drive.py asks for none');
  // URL drops a port that is the scheme's own, so look at what was typed.
  const port = /^\w+:\/\/[^/]*?:(\d+)(?:\/|$)/.exec(text)?.[1] ?? String(DEFAULT_PORT);
  if (port === '0') throw wrong(agent, 'the port that drive.py listens on, 1 to 65535');
  const base = `${scheme}://${url.hostname}:${port}`;
  return { url: base, socketUrl: (engine) => `${base}/socket.io/?EIO=${engine}&transport=websocket` };
}

function wrong(agent: string, expected: string): FaultscapeError {
  return new FaultscapeError('usage', "The agent's address is wrong.", {
    expected,
    got: agent,
    hint: `udacity:ws://127.0.0.1:${DEFAULT_PORT}, the port of published drive.py programs`,
  });
}
