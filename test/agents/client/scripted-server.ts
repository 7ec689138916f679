import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { OpenSocket } from '../../../agents/client/index.ts';
import {
  type AgentClientMessage,
  type AnyMessage,
  decodeMessage,
  type EnvClientMessage,
  encodeMessage,
  encodingOf,
  type Hello,
  parseAgentClientMessage,
  parseEnvClientMessage,
  SUBPROTOCOLS,
} from '../../../agents/protocol/index.ts';

export const openWs: OpenSocket = (url, protocol) => new WebSocket(url, protocol);

/** One connection, played line by line by a test. */
export class Line<Message> {
  readonly #socket: WebSocket;
  readonly #heard: Message[] = [];
  #told: () => void = () => {};
  #closed = false;

  constructor(socket: WebSocket, parse: (value: unknown) => Message) {
    const encoding = encodingOf(socket.protocol) ?? 'msgpack';
    this.#socket = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      this.#heard.push(parse(decodeMessage(isBinary ? data : data.toString(), encoding)));
      this.#told();
    });
    socket.on('close', () => {
      this.#closed = true;
      this.#told();
    });
  }

  say(message: AnyMessage & Readonly<Record<string, unknown>>): void {
    this.#socket.send(encodeMessage(message, encodingOf(this.#socket.protocol) ?? 'msgpack'));
  }

  /** The client's next message; null when it closed. */
  async hear(): Promise<Message | null> {
    while (this.#heard.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => (this.#told = resolve));
    }
    return this.#heard.shift() ?? null;
  }

  close(code = 1000): void {
    this.#socket.close(code);
  }

  terminate(): void {
    this.#socket.terminate();
  }
}

export const hello = (role: Hello['role'], protocol = 1): Hello => ({
  ...{ type: 'hello', protocol, server: 'faultscape test', role, tasks: [] },
  limits: {
    maxPayloadBytes: 1 << 20,
    messagesPerS: 1000,
    seats: 1,
    environmentsPerSeat: 8,
    answerTimeoutS: 5,
  },
});

/** A server whose every word is the test's. */
export async function scriptedServer() {
  const names = Object.values(SUBPROTOCOLS);
  const server = new WebSocketServer({
    ...{ port: 0, host: '127.0.0.1' },
    handleProtocols: (offered) => names.find((name) => offered.has(name)) ?? false,
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const arrivals: WebSocket[] = [];
  let told: () => void = () => {};
  server.on('connection', (socket) => {
    arrivals.push(socket);
    told();
  });
  async function accept<Message>(parse: (value: unknown) => Message): Promise<Line<Message>> {
    while (arrivals.length === 0) await new Promise<void>((resolve) => (told = resolve));
    return new Line(arrivals.shift() as WebSocket, parse);
  }
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The next program that connects. */
    acceptAgent: (): Promise<Line<AgentClientMessage>> => accept(parseAgentClientMessage),
    acceptTrainer: (): Promise<Line<EnvClientMessage>> => accept(parseEnvClientMessage),
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
