import { WebSocket } from 'ws';
import { CONNECT, DISCONNECT, event, PING, parsePacket, pong } from './socket-io-packet.ts';

/** Engine.IO 3 is python-socketio 4 and older, socket.io 2; Engine.IO 4 is python-socketio 5, socket.io 3 and 4. */
export type EngineVersion = 3 | 4;

/** Why there is no connection: nobody listens or answers there (yet), or somebody who will not have us. */
export class NoConnection extends Error {
  readonly why: 'absent' | 'refused';

  constructor(why: 'absent' | 'refused', message: string) {
    super(message);
    this.name = 'NoConnection';
    this.why = why;
  }
}

export interface SocketIoOptions {
  readonly timeoutMs: number;
  /** Gives up opening. */
  readonly signal: AbortSignal;
  readonly onEvent: (name: string, data: unknown) => void;
  /** Told once when the other side of an open connection is gone; not when we closed. */
  readonly onGone: (how: string) => void;
}

/** Answers are two short numbers. */
const MAX_FRAME_BYTES = 1 << 20;

/**
 * A socket.io client over a WebSocket, as far as a driving simulator needs one: the default
 * namespace, events of JSON. Its danger: the two versions of the engine cannot be told apart on an
 * open socket (who joins the namespace, who pings), so the caller says which it asked for.
 */
export class SocketIoClient {
  readonly #socket: WebSocket;
  readonly #engine: EngineVersion;
  readonly #options: SocketIoOptions;
  readonly #opened: { settle(): void; fail(error: NoConnection): void };
  #pinging: NodeJS.Timeout | undefined;
  /** Let in by HTTP, but not yet by the engine. */
  #onProbation = false;
  #joined = false;
  #closed = false;

  /** Resolves when the default namespace is joined; events may come before. */
  static open(url: string, engine: EngineVersion, options: SocketIoOptions): Promise<SocketIoClient> {
    const { timeoutMs, signal } = options;
    return new Promise((resolve, reject) => {
      const stop = () => client.#giveUp('absent', 'the run was stopped');
      const late = () => client.#giveUp('absent', `no answer within ${timeoutMs / 1000} s`);
      const timer = setTimeout(late, timeoutMs);
      signal.addEventListener('abort', stop);
      const over = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      };
      const client = new SocketIoClient(url, engine, options, {
        settle: () => {
          over();
          resolve(client);
        },
        fail: (error) => {
          over();
          reject(error);
        },
      });
    });
  }

  private constructor(
    url: string,
    engine: EngineVersion,
    options: SocketIoOptions,
    opened: { settle(): void; fail(error: NoConnection): void },
  ) {
    this.#engine = engine;
    this.#options = options;
    this.#opened = opened;
    this.#socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES });
    this.#socket.on('message', (data, isBinary) => {
      if (!isBinary) this.#receive(data.toString());
    });
    this.#socket.on('unexpected-response', (_request, { statusCode }) => {
      this.#giveUp('refused', `HTTP status ${statusCode}`);
    });
    this.#socket.on('open', () => {
      this.#onProbation = true;
    });
    this.#socket.on('error', (error) => this.#endOf(error.message));
    this.#socket.on('close', (code) => this.#endOf(`the connection closed with code ${code}`));
  }

  emit(name: string, data: unknown): void {
    this.#send(event(name, data));
  }

  close(): void {
    if (this.#closed) return;
    this.#send(DISCONNECT);
    this.#closed = true;
    this.#end();
  }

  #receive(frame: string): void {
    if (this.#closed) return;
    const packet = parsePacket(frame);
    switch (packet.type) {
      case 'open':
        this.#onProbation = false;
        if (this.#engine === 4) this.#send(CONNECT);
        else this.#pinging ??= setInterval(() => this.#send(PING), packet.pingIntervalMs);
        return;
      case 'ping':
        this.#send(pong(packet.payload));
        return;
      case 'connect':
        this.#joined = true;
        this.#opened.settle();
        return;
      case 'event':
        this.#options.onEvent(packet.name, packet.data);
        return;
      case 'refusal':
        this.#giveUp('refused', `socket.io refused: ${packet.reason}`);
        return;
      case 'close':
      case 'disconnect':
        this.#giveUp('absent', 'it hung up');
        return;
      default:
    }
  }

  /** Servers of Node.js open the socket first, and only then refuse another version, not even in words. */
  #endOf(how: string): void {
    this.#giveUp(this.#onProbation ? 'refused' : 'absent', how);
  }

  #giveUp(why: NoConnection['why'], how: string): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#joined) this.#options.onGone(how);
    else this.#opened.fail(new NoConnection(why, how));
    this.#end();
  }

  #end(): void {
    clearInterval(this.#pinging);
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.close();
    else this.#socket.terminate();
  }

  #send(frame: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame);
  }
}
