import { FaultscapeError } from '../../sim/core/index.ts';
import {
  type AnyMessage,
  decodeMessage,
  type Encoding,
  encodeMessage,
  ProtocolError,
  SUBPROTOCOLS,
} from '../protocol/index.ts';
import type { OpenSocket, SocketLike } from './socket-like.ts';

/** Where and how to connect. */
export interface Destination {
  /** ws://HOST:PORT/agent or ws://HOST:PORT/env */
  readonly url: string;
  readonly encoding?: Encoding | undefined;
  readonly token?: string | undefined;
  /** Needed where there is no global WebSocket (Node 20): `(url, protocol) => new WebSocket(url, protocol)` of `ws`. */
  readonly openSocket?: OpenSocket | undefined;
}

/** Why a connection is no more. */
export interface Closing {
  readonly opened: boolean;
  readonly code: number;
  readonly reason: string;
}

interface Listener<In> {
  readonly onMessage: (message: In) => void;
  /** Said once, always. */
  readonly onClose: (closing: Closing) => void;
}

const NORMAL = 1000;
const OWN_MISTAKE = 4000;

/** One WebSocket that carries whole messages. What cannot be read closes it. */
export class Connection<In> {
  readonly #socket: SocketLike;
  readonly #encoding: Encoding;
  #closed = false;

  constructor(
    { url, encoding = 'msgpack', token, openSocket = openGlobalSocket }: Destination,
    parse: (value: unknown) => In,
    { onMessage, onClose }: Listener<In>,
  ) {
    let opened = false;
    let failure = '';
    this.#encoding = encoding;
    this.#socket = openSocket(withToken(url, token), SUBPROTOCOLS[encoding]);
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.addEventListener('open', () => {
      opened = true;
    });
    this.#socket.addEventListener('error', (event) => {
      if ('message' in event) failure = String(event.message);
    });
    this.#socket.addEventListener('message', ({ data }) => {
      if (this.#closed) return;
      try {
        const frame = data instanceof ArrayBuffer ? new Uint8Array(data) : String(data);
        onMessage(parse(decodeMessage(frame, encoding)));
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        failure = `${error.message} (expected ${error.expected}, got ${error.got})`;
        this.#socket.close(OWN_MISTAKE, 'a message that cannot be read');
      }
    });
    this.#socket.addEventListener('close', ({ code, reason }) => {
      this.#closed = true;
      onClose({ opened, code, reason: failure || reason });
    });
  }

  /** A message after the end goes nowhere: whoever waits for its answer hears of the end. */
  send(message: AnyMessage): void {
    if (!this.#closed) this.#socket.send(encodeMessage(message, this.#encoding));
  }

  close(): void {
    this.#socket.close(NORMAL);
  }
}

/** The end of a connection as an error for people. */
export function lost(url: string, { opened, code, reason }: Closing): FaultscapeError {
  return new FaultscapeError(
    'environment',
    opened ? 'The connection to the simulator was lost.' : 'The simulator cannot be reached.',
    {
      expected: `a Faultscape server at ${url}`,
      got: reason === '' ? `a close with code ${code}` : reason,
      ...(opened ? {} : { hint: 'start it first, or check address and token' }),
    },
  );
}

function openGlobalSocket(url: string, subprotocol: string): SocketLike {
  if (globalThis.WebSocket === undefined) {
    throw new FaultscapeError('usage', 'There is no WebSocket here.', {
      expected: 'Node 22, a browser, or the option openSocket',
      got: 'none',
      hint: 'pass openSocket: (url, protocol) => new WebSocket(url, protocol), with WebSocket from the package ws',
    });
  }
  return new WebSocket(url, subprotocol);
}

function withToken(url: string, token: string | undefined): string {
  if (token === undefined) return url;
  const full = new URL(url);
  full.searchParams.set('token', token);
  return full.href;
}
