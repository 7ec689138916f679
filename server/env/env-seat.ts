import {
  type Encoding,
  type EnvClientMessage,
  type EnvServerMessage,
  ProtocolError,
  parseEnvClientMessage,
} from '../../agents/protocol/index.ts';
import { createTask, FaultscapeError, type ReadingSpec, readingSpecs, taskIds } from '../../sim/index.ts';
import type { GlChoice } from '../../sim/render/headless.ts';
import type { ServeLimits } from '../config/serve-config.ts';
import { WorkerPool } from '../evaluate/worker-pool.ts';
import { WireLine } from '../seats/wire-line.ts';
import type { GuardedSocket, SocketAbout } from '../sockets/socket-route.ts';
import { actionSpace, observationSpace, pictureBytes, readingBytes } from './env-spaces.ts';
import type { EnvWorkerAbout, EnvWorkerConfig } from './env-worker.ts';
import { errorMessage } from './error-message.ts';
import type { EnvRequest } from './vector-env.ts';

export interface EnvSeatOptions {
  readonly limits: ServeLimits;
  readonly gl: GlChoice;
  readonly plugins: readonly string[];
}

type Make = Extract<EnvClientMessage, { type: 'make' }>;
type Pool = WorkerPool<EnvRequest, Uint8Array | string>;

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './env-worker.ts' : './env-worker.js',
  import.meta.url,
);

/** Requests that may wait behind the one that is being carried out. */
const MOST_WAITING = 64;

/**
 * One trainer's connection. Its environments live in a process of their own, so that a graphics
 * library that falls over takes them and nothing else. Requests are carried out one by one.
 */
export class EnvSeat {
  readonly #options: EnvSeatOptions;
  readonly #encoding: Encoding;
  readonly #socket: GuardedSocket;
  readonly #line: WireLine<EnvClientMessage, EnvServerMessage>;
  #pool: Pool | null = null;
  /** How the process of the last environments died, until new ones are made. */
  #death: string | null = null;
  #waiting = 0;
  #turn: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(
    socket: GuardedSocket,
    about: SocketAbout,
    options: EnvSeatOptions & { readonly encoding: Encoding },
  ) {
    const { messagesPerS } = options.limits;
    this.#options = options;
    this.#encoding = options.encoding;
    this.#socket = socket;
    this.#line = new WireLine(socket, about, { parse: parseEnvClientMessage, messagesPerS });
    this.#line.onMessage = (message) => this.#take(message);
    this.#line.onClose = () => {
      this.#closed = true;
      void this.#drop();
    };
  }

  send(message: EnvServerMessage): void {
    this.#line.send(message);
  }

  #take(message: EnvClientMessage): void {
    if (this.#waiting >= MOST_WAITING) {
      const expected = `at most ${MOST_WAITING} requests that wait for an answer`;
      this.#line.refuse({
        code: 'too-fast',
        message: 'You send requests faster than they are answered.',
        expected,
      });
      return;
    }
    this.#waiting++;
    this.#turn = this.#turn
      .then(() => this.#answer(message))
      .catch((error: unknown) => this.#stop(error))
      .finally(() => this.#waiting--);
  }

  async #answer(message: EnvClientMessage): Promise<void> {
    if (this.#closed) return;
    const id = message.type === 'make' ? undefined : message.id;
    try {
      if (message.type === 'make') await this.#make(message);
      else {
        this.#socket.send(await this.#ask(message));
        // Who waits for each answer is never too fast.
        this.#line.invite(1);
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#line.send(errorMessage(error, id));
    }
  }

  async #ask(request: EnvRequest): Promise<Uint8Array | string> {
    if (this.#pool !== null) {
      try {
        return await this.#pool.run(request);
      } catch (error) {
        this.#death ??= messageOf(error);
        await this.#drop();
      }
    }
    if (this.#death !== null) {
      throw new ProtocolError('crashed', 'The environments are lost; make them again.', {
        expected: 'an answer from the process they live in',
        got: this.#death,
      });
    }
    throw new ProtocolError('not-made', 'There are no environments yet.', {
      expected: 'make',
      got: request.type,
    });
  }

  async #make(make: Make): Promise<void> {
    this.#check(make);
    await this.#drop();
    if (this.#closed) return;
    const { limits, gl, plugins } = this.#options;
    const config: EnvWorkerConfig = {
      ...{ task: make.task, environments: make.environments, sensors: make.sensors },
      ...{ encoding: this.#encoding, gl, plugins, maxPictureBytes: limits.maxPayloadBytes },
    };
    // What a request did to its environments dies with them: no other process can try it again.
    const pool: Pool = new WorkerPool({
      ...{ module: WORKER, config, workers: 1, jobsPerWorker: 1, tries: 1 },
      onCrash: (how) => {
        this.#death = `it died (${how})`;
        void this.#drop();
      },
    });
    this.#death = null;
    this.#pool = pool;
    try {
      const [about] = await pool.ready();
      this.#line.send(madeMessage(make, about as EnvWorkerAbout));
    } catch (error) {
      await this.#drop();
      throw badMake('environments that start', messageOf(error));
    }
  }

  /** Throws when it cannot be made; what is there stays then. */
  #check({ task, environments, sensors }: Make): void {
    if (!taskIds().includes(task)) {
      const kin = taskIds().filter((id) => id.startsWith(`${task.split('/')[0]}/`));
      const expected = `one of ${(kin.length > 0 ? kin : taskIds()).join(', ')}`;
      throw new ProtocolError('unknown-task', 'There is no such task.', { expected, got: task });
    }
    const { environmentsPerSeat, maxPayloadBytes } = this.#options.limits;
    if (environments > environmentsPerSeat) {
      throw badMake(`at most ${environmentsPerSeat} environments`, `${environments}`);
    }
    const bytes = environments * (pictureBytes(sensors) + readingBytes(readingsFor(task, sensors)));
    if (bytes > maxPayloadBytes) {
      throw badMake(
        `pictures and readings of at most ${maxPayloadBytes} bytes in one message`,
        `${bytes} bytes`,
      );
    }
  }

  /** A bug of ours ends this connection and nothing else. */
  #stop(error: unknown): void {
    process.emitWarning(error instanceof Error ? error : String(error));
    this.#socket.close(1011, 'something broke in the server');
  }

  async #drop(): Promise<void> {
    const pool = this.#pool;
    this.#pool = null;
    await pool?.close();
  }
}

function madeMessage(
  { task: id, environments, sensors }: Make,
  { renderer, truth }: EnvWorkerAbout,
): EnvServerMessage {
  const { controlStepS, action, spaces, nominal } = createTask(id);
  const readings = readingsFor(id, sensors);
  return {
    type: 'made',
    task: id,
    environments,
    controlStepS,
    action,
    actionSpace: actionSpace(action),
    observationSpace: observationSpace({ ...sensors, truth }, readings),
    spaces: Object.fromEntries([...spaces].map(([name, { axes }]) => [name, axes])),
    nominal,
    renderer,
    ...(readings.length === 0 ? {} : { readings }),
  };
}

/** Throws where the task does not carry a sensor, or has a reading of its name anyway. */
function readingsFor(task: string, sensors: Make['sensors']): readonly ReadingSpec[] {
  try {
    return readingSpecs(createTask(task), sensors);
  } catch (error) {
    if (!(error instanceof FaultscapeError)) throw error;
    throw badMake(error.expected ?? 'other sensors', error.got ?? error.message);
  }
}

function badMake(expected: string, got: string): ProtocolError {
  return new ProtocolError('bad-make', 'These environments cannot be made.', { expected, got });
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/\n\s*/g, ', ');
}
