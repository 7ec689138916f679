import {
  decodeMessage,
  type Encoding,
  encodeMessage,
  encodingOf,
  ProtocolError,
} from '../../agents/protocol/index.ts';
import { shown } from '../sockets/shown.ts';
import type { GuardedSocket, SocketAbout } from '../sockets/socket-route.ts';

/** What is wrong, in the words of an error or warning message. */
export interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly episode?: string;
  readonly expected?: string;
  readonly got?: string;
}

/** A peer that reads this slowly hears no more warnings. */
const MOST_UNREAD_BYTES = 1 << 20;

/** One socket that carries messages of the protocol: encoded, decoded, checked and complained about. */
export class WireLine<FromPeer, ToPeer extends { readonly type: string }> {
  /** Silent once the line is refused. */
  onMessage: (message: FromPeer) => void = () => {};
  onClose: (why: string) => void = () => {};
  readonly remote: string;
  readonly #socket: GuardedSocket;
  readonly #encoding: Encoding;
  readonly #parse: (value: unknown) => FromPeer;
  #refused = false;

  constructor(
    socket: GuardedSocket,
    about: SocketAbout,
    options: { parse: (value: unknown) => FromPeer; messagesPerS: number },
  ) {
    this.remote = about.remote;
    this.#socket = socket;
    this.#encoding = encodingOf(about.protocol ?? '') ?? 'msgpack';
    this.#parse = options.parse;
    socket.onMessage = (data) => this.#receive(data);
    socket.onTooFast = () =>
      this.#complain('error', {
        code: 'too-fast',
        message: 'You send more messages than the limits in hello allow.',
        expected: `at most ${options.messagesPerS} a second`,
      });
    socket.onClose = (why) => this.onClose(why);
  }

  send(message: ToPeer): void {
    this.#socket.send(encodeMessage(message, this.#encoding));
  }

  /** Asks for so many messages more than the peer's rate allows. */
  invite(messages: number): void {
    this.#socket.invite(messages);
  }

  warn(complaint: Complaint): void {
    if (this.#socket.bufferedBytes < MOST_UNREAD_BYTES) this.#complain('warning', complaint);
  }

  /** An error that takes an episode away and leaves the line open. */
  fault(complaint: Complaint & { readonly episode: string }): void {
    this.#complain('error', complaint);
  }

  /** An error that ends the line. */
  refuse(complaint: Complaint): void {
    if (this.#refused) return;
    this.#refused = true;
    this.#complain('error', complaint);
    this.#socket.close(1008, `${complaint.code}: ${complaint.message}`);
  }

  leave(reason: string): void {
    this.#socket.close(1000, reason);
  }

  #complain(type: 'warning' | 'error', { expected, got, ...complaint }: Complaint): void {
    const details = {
      ...(expected === undefined ? {} : { expected }),
      ...(got === undefined ? {} : { got: shown(got) }),
    };
    this.send({ type, ...complaint, ...details } as unknown as ToPeer);
  }

  #receive(data: Uint8Array | string): void {
    if (this.#refused) return;
    let message: FromPeer;
    try {
      message = this.#parse(decodeMessage(data, this.#encoding));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      const { code, message: what, expected, got } = error;
      this.refuse({ code, message: what, expected, got });
      return;
    }
    this.onMessage(message);
  }
}
