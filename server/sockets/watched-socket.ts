import type { RawData, WebSocket } from 'ws';
import type { ServeLimits } from '../config/serve-config.ts';
import { MessageRate } from './message-rate.ts';
import type { GuardedSocket } from './socket-route.ts';

/** A peer that leaves so many largest messages unread is dropped: memory is not its to fill. */
const MOST_UNREAD = 8;
/** How long a peer may take to answer a close before it is cut off. */
const CLOSE_GRACE_MS = 1_000;

/**
 * A WebSocket that keeps its peer to the limits and notices when it is gone. Its danger: a handler
 * that throws; that closes this socket and is reported, since no message may end the process.
 */
export class WatchedSocket implements GuardedSocket {
  onMessage: (data: Uint8Array | string) => void = () => {};
  onTooFast: () => void = () => {};
  onClose: (why: string) => void = () => {};
  readonly #socket: WebSocket;
  readonly #limits: ServeLimits;
  readonly #rate: MessageRate;
  readonly #onBug: (error: unknown) => void;
  readonly #pinger: NodeJS.Timeout;
  /** Pings sent since anything was heard. */
  #unanswered = 0;
  #why: string | null = null;

  constructor(socket: WebSocket, limits: ServeLimits, onBug: (error: unknown) => void) {
    this.#socket = socket;
    this.#limits = limits;
    this.#onBug = onBug;
    this.#rate = new MessageRate(limits.messagesPerS, () => performance.now());
    this.#pinger = setInterval(() => this.#ping(), limits.pingEveryS * 1000);
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('pong', () => this.#hear());
    // Broken frames and broken pipes; `close` follows.
    socket.on('error', (error) => {
      this.#why ??= error.message;
    });
    socket.on('close', (code, reason) => this.#end(code, String(reason)));
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(data: Uint8Array | string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(data);
    if (this.bufferedBytes > MOST_UNREAD * this.#limits.maxPayloadBytes) {
      this.#cut(`it leaves ${this.bufferedBytes} bytes unread`);
    }
  }

  invite(messages: number): void {
    this.#rate.invite(messages);
  }

  close(code: number, reason: string): void {
    this.#why ??= reason;
    this.#socket.close(code, shortened(reason));
    setTimeout(() => this.#socket.terminate(), CLOSE_GRACE_MS).unref();
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#hear();
    if (!this.#rate.admits()) {
      this.#guard(() => this.onTooFast());
      this.close(1008, `more than ${this.#limits.messagesPerS} messages a second`);
      return;
    }
    const bytes = data as Buffer;
    this.#guard(() => this.onMessage(isBinary ? bytes : bytes.toString('utf8')));
  }

  #hear(): void {
    this.#unanswered = 0;
  }

  /**
   * A program that thinks hard in its only thread answers no ping: it has as long as for an answer.
   * Pings are counted and not seconds, since this process, too, may have been deaf for a while.
   */
  #ping(): void {
    const { pingEveryS, answerTimeoutS } = this.#limits;
    if (this.#unanswered > Math.max(2, answerTimeoutS / pingEveryS)) {
      this.#cut(`it answered none of ${this.#unanswered} pings`);
    } else if (this.#socket.readyState === this.#socket.OPEN) {
      this.#unanswered++;
      this.#socket.ping();
    }
  }

  #cut(why: string): void {
    this.#why ??= why;
    this.#socket.terminate();
  }

  #end(code: number, reason: string): void {
    clearInterval(this.#pinger);
    const ended = `the connection was closed (${code}${reason === '' ? '' : `: ${reason}`})`;
    this.#guard(() => this.onClose(this.#why ?? ended));
  }

  #guard(handle: () => void): void {
    try {
      handle();
    } catch (error) {
      this.#onBug(error);
      this.close(1011, 'something broke in the server');
    }
  }
}

/** A close frame holds at most 123 bytes of reason. */
function shortened(reason: string): string {
  const bytes = Buffer.from(reason);
  return bytes.length <= 123
    ? reason
    : `${bytes
        .subarray(0, 110)
        .toString('utf8')
        .replace(/\ufffd$/, '')}...`;
}
