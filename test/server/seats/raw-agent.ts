import { WebSocket } from 'ws';

export type Message = Readonly<Record<string, unknown>> & { readonly type: string };

const opened: RawAgent[] = [];

/** Ends all that were opened and are still there. */
export function closeRawAgents(): void {
  for (const agent of opened.splice(0)) agent.vanish();
}

/** A program on a bare WebSocket with JSON, which says what it likes. */
export class RawAgent {
  readonly heard: Message[] = [];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly #socket: WebSocket;
  readonly #waiting: { readonly fits: (message: Message) => boolean; readonly tell: (m: Message) => void }[] =
    [];
  #read = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('error', () => {});
    socket.on('message', (data) => {
      this.heard.push(JSON.parse(String(data)) as Message);
      this.#serve();
    });
    this.closed = new Promise((resolve) =>
      socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
    );
    opened.push(this);
  }

  /** Connects and is greeted. */
  static async connect(url: string): Promise<RawAgent> {
    const agent = new RawAgent(new WebSocket(url, 'faultscape.v1+json'));
    await agent.next('hello');
    return agent;
  }

  /** Connects and joins. */
  static async join(url: string, changes: Readonly<Record<string, unknown>> = {}): Promise<RawAgent> {
    const agent = await RawAgent.connect(url);
    agent.say(joinMessage(changes));
    await agent.next('joined');
    return agent;
  }

  say(message: object): void {
    this.sayText(JSON.stringify(message));
  }

  sayText(text: string | Uint8Array): void {
    this.#socket.send(text);
  }

  act(episode: string, step: number, action: readonly (number | null)[], more: object = {}): void {
    this.say({ type: 'act', actions: [{ episode, step, action, ...more }] });
  }

  /** The next message of a type that was not read yet; those before it count as read. */
  next(type: string): Promise<Message> {
    return new Promise((resolve) => {
      this.#waiting.push({ fits: (message) => message.type === type, tell: resolve });
      this.#serve();
    });
  }

  /** Answers every observation, those that came already included. */
  drive(answer: (episode: string, step: number) => void): void {
    const hear = (message: Message) => {
      if (message.type !== 'observe') return;
      const observations = message.observations as readonly { episode: string; step: number }[];
      for (const { episode, step } of observations) answer(episode, step);
    };
    for (const message of [...this.heard]) hear(message);
    this.#socket.on('message', (data) => hear(JSON.parse(String(data)) as Message));
  }

  of(type: string): readonly Message[] {
    return this.heard.filter((message) => message.type === type);
  }

  close(): void {
    this.#socket.close();
  }

  vanish(): void {
    this.#socket.terminate();
  }

  #serve(): void {
    while (this.#waiting.length > 0 && this.#read < this.heard.length) {
      const message = this.heard[this.#read++] as Message;
      if (!this.#waiting[0]?.fits(message)) continue;
      this.#waiting.shift()?.tell(message);
    }
  }
}

export function joinMessage(changes: Readonly<Record<string, unknown>> = {}): Message {
  const sensors = { truth: false, camera: null };
  return { type: 'join', name: 'raw', version: '1', environments: 4, sensors, ...changes };
}
