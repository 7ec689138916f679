import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

type Emit = (name: string, data: unknown) => void;

export interface Behaviour {
  readonly engine: 3 | 4;
  readonly pingIntervalMs?: number;
  /** What it does when a simulator connects; a published drive.py sends steer 0, 0. */
  readonly onConnect?: (emit: Emit) => void;
  readonly onTelemetry: (data: Record<string, string>, emit: Emit, count: number) => void;
}

/**
 * A socket.io server over WebSockets by the protocol's text, with the default namespace only.
 * Engine.IO 3 (python-socketio 4, socket.io 2): takes any EIO, sends `40` unasked, waits to be
 * pinged. Engine.IO 4 (python-socketio 5): refuses other versions with 400, sends `40` when asked to,
 * pings, and closes where no pong comes. Like drive.py it emits to everybody who is connected.
 */
export class SocketIoProgram {
  readonly connections: { telemetry: Record<string, string>[]; pings: number; open: boolean }[] = [];
  readonly #http: Server;
  readonly #sockets = new Set<WebSocket>();
  readonly #behaviour: Behaviour;

  private constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour;
    const sockets = new WebSocketServer({ noServer: true });
    this.#http = createServer((_, response) => response.writeHead(400).end());
    this.#http.on('upgrade', (request, socket, head) => {
      const query = new URL(request.url ?? '', 'ws://x').searchParams;
      const known = request.url?.startsWith('/socket.io/') && query.get('transport') === 'websocket';
      if (!known || (behaviour.engine === 4 && query.get('EIO') !== '4')) {
        socket.end('HTTP/1.1 400 BAD REQUEST\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
        return;
      }
      sockets.handleUpgrade(request, socket, head, (opened) => this.#serve(opened));
    });
  }

  static async start(behaviour: Behaviour, port = 0): Promise<SocketIoProgram> {
    const program = new SocketIoProgram(behaviour);
    await new Promise<void>((resolve) => program.#http.listen(port, '127.0.0.1', resolve));
    return program;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  /** As an agent's name. */
  get address(): string {
    return `udacity:ws://127.0.0.1:${this.port}`;
  }

  readonly emit: Emit = (name, data) => {
    for (const socket of this.#sockets) socket.send(`42${JSON.stringify([name, data])}`);
  };

  /** Like the death of its process. */
  kill(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  async close(): Promise<void> {
    this.kill();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #serve(socket: WebSocket): void {
    const { engine, pingIntervalMs = 25_000 } = this.#behaviour;
    const about = { telemetry: [] as Record<string, string>[], pings: 0, open: true };
    this.connections.push(about);
    const timeoutMs = engine === 3 ? 60_000 : 20_000;
    socket.send(
      `0${JSON.stringify({ sid: 's', upgrades: [], pingInterval: pingIntervalMs, pingTimeout: timeoutMs })}`,
    );
    const join = () => {
      this.#sockets.add(socket);
      this.#behaviour.onConnect?.(this.emit);
      socket.send(engine === 3 ? '40' : '40{"sid":"t"}');
    };
    if (engine === 3) join();
    const pinging = engine === 4 ? setInterval(() => socket.send('2'), pingIntervalMs) : undefined;
    socket.on('message', (data) => {
      const frame = data.toString();
      if (frame.startsWith('42')) {
        const [name, content] = JSON.parse(frame.slice(2)) as [string, Record<string, string>];
        if (name !== 'telemetry') throw new Error(`a simulator sends no ${name}`);
        about.telemetry.push(content);
        this.#behaviour.onTelemetry(content, this.emit, about.telemetry.length);
      } else if (frame === '40' && engine === 4) join();
      else if (frame === '2' && engine === 3) {
        about.pings++;
        socket.send('3');
      } else if (frame === '3' && engine === 4) about.pings++;
      else if (frame === '41') socket.close();
      else throw new Error(`no simulator of Engine.IO ${engine} sends ${frame}`);
    });
    socket.on('close', () => {
      clearInterval(pinging);
      this.#sockets.delete(socket);
      about.open = false;
    });
  }
}
