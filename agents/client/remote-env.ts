import type { Observation, SensorNeeds } from '../../sim/agent.ts';
import type { Scene } from '../../sim/space/index.ts';
import {
  type EnvClientMessage,
  type EnvServerMessage,
  PROTOCOL_VERSION,
  ProtocolError,
  parseEnvServerMessage,
  routeOf,
  sightOf,
  type WireResult,
} from '../protocol/index.ts';
import type { SentRoute } from '../remote/seat-desk.ts';
import { type Closing, Connection, type Destination, lost } from './connection.ts';

export interface EnvOptions extends Destination {
  readonly task: string;
  readonly environments: number;
  readonly sensors: SensorNeeds;
}

export interface EnvReset {
  readonly environment: number;
  readonly seed: number;
  /** What it leaves out is nominal. */
  readonly scene?: Scene;
}

export interface EnvStep {
  readonly environment: number;
  readonly action: ArrayLike<number>;
}

/** What a reset or a step led to, with the semantics of Gymnasium. */
export interface EnvState {
  readonly environment: number;
  readonly observation: Observation;
  readonly reward: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
  readonly info: WireResult['info'];
}

export interface EnvPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** RGB, 8 bits per channel, from the top left. */
  readonly rgb: Uint8Array;
}

export type Made = Extract<EnvServerMessage, { type: 'made' }>;

interface Place {
  readonly episode: string;
  readonly step: number;
  readonly route: SentRoute | null;
}

interface Waiting {
  readonly settle: (message: EnvServerMessage) => void;
  readonly fail: (error: Error) => void;
}

/** `make` carries no id. */
const MAKING = -1;

type Request = Extract<EnvClientMessage, { id: number }>;

/**
 * Environments of a simulator elsewhere, any number of them in one message. What the server refuses
 * rejects with a ProtocolError and changes nothing there; `close` frees what it holds.
 */
export class RemoteEnv {
  readonly #url: string;
  readonly #connection: Connection<EnvServerMessage>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #places = new Map<number, Place>();
  #nextId = 0;
  #about: Made | undefined;
  #end: Error | undefined;

  private constructor(options: EnvOptions) {
    this.#url = options.url;
    this.#connection = new Connection(options, parseEnvServerMessage, {
      onMessage: (message) => {
        if (message.type === 'hello') this.#greet(message.protocol, options);
        else this.#receive(message);
      },
      onClose: (closing) => this.#close(closing),
    });
  }

  /** Connects and makes the environments. */
  static async make(options: EnvOptions): Promise<RemoteEnv> {
    const env = new RemoteEnv(options);
    try {
      const made = await new Promise<EnvServerMessage>((settle, fail) => {
        env.#waiting.set(MAKING, { settle, fail });
      });
      env.#about = made as Made;
      return env;
    } catch (error) {
      env.close();
      throw error;
    }
  }

  /** Spaces, action and task, as the server said them. */
  get about(): Made {
    return this.#about as Made;
  }

  /** Begins an episode in each environment named. */
  async reset(resets: readonly EnvReset[]): Promise<readonly EnvState[]> {
    return this.#states(await this.#ask({ type: 'reset', id: this.#nextId++, resets }));
  }

  /** Acts once in each environment named; an environment whose episode is over must be reset first. */
  async step(actions: readonly EnvStep[]): Promise<readonly EnvState[]> {
    const placed = actions.map(({ environment, action }) => {
      const place = this.#places.get(environment);
      if (place === undefined) throw new RangeError(`environment ${environment} was not reset`);
      return { environment, episode: place.episode, step: place.step, action: Array.from(action) };
    });
    return this.#states(await this.#ask({ type: 'step', id: this.#nextId++, actions: placed }));
  }

  async render(
    environment: number,
    size: { readonly widthPx: number; readonly heightPx: number },
  ): Promise<EnvPicture> {
    const { widthPx, heightPx } = size;
    const answer = await this.#ask({ type: 'render', id: this.#nextId++, environment, widthPx, heightPx });
    return answer as Extract<EnvServerMessage, { type: 'rendered' }>;
  }

  close(): void {
    this.#connection.close();
  }

  #ask(request: Request): Promise<EnvServerMessage> {
    return new Promise((settle, fail) => {
      if (this.#end !== undefined) {
        fail(this.#end);
        return;
      }
      this.#waiting.set(request.id, { settle, fail });
      this.#send(request);
    });
  }

  #greet(protocol: number, { task, environments, sensors }: EnvOptions): void {
    if (protocol === PROTOCOL_VERSION) this.#send({ type: 'make', task, environments, sensors });
    else this.#receive(otherVersion(protocol));
  }

  #send(message: EnvClientMessage): void {
    this.#connection.send(message);
  }

  #receive(message: Exclude<EnvServerMessage, { type: 'hello' }>): void {
    const id = message.type === 'made' ? MAKING : message.id;
    if (message.type !== 'error') {
      this.#take(id)?.settle(message);
      return;
    }
    const { code, message: what, expected, got } = message;
    const error = new ProtocolError(code, what, {
      expected: expected ?? 'what the specification says',
      got: got ?? code,
    });
    // An error without an id answers `make`, or is the last word before a close.
    if (id !== undefined) this.#take(id)?.fail(error);
    else if (this.#waiting.has(MAKING)) this.#take(MAKING)?.fail(error);
    else this.#end = error;
  }

  #take(id: number | undefined): Waiting | undefined {
    const waiting = this.#waiting.get(id ?? MAKING);
    this.#waiting.delete(id ?? MAKING);
    return waiting;
  }

  #states(answer: EnvServerMessage): readonly EnvState[] {
    return (answer as Extract<EnvServerMessage, { type: 'state' }>).results.map((result) => {
      const { environment, episode, step, observation, reward, terminated, truncated, info } = result;
      const route =
        result.route === undefined ? (this.#places.get(environment)?.route ?? null) : routeOf(result.route);
      this.#places.set(environment, { episode, step, route });
      const seen = sightOf(observation, { seat: environment, step, route });
      return { environment, observation: seen, reward, terminated, truncated, info };
    });
  }

  #close(closing: Closing): void {
    this.#end ??= lost(this.#url, closing);
    for (const { fail } of this.#waiting.values()) fail(this.#end);
    this.#waiting.clear();
  }
}

function otherVersion(protocol: number): Extract<EnvServerMessage, { type: 'error' }> {
  return {
    type: 'error',
    code: 'bad-message',
    message: 'The server speaks another version of the protocol.',
    expected: `version ${PROTOCOL_VERSION}`,
    got: `version ${protocol}`,
  };
}
