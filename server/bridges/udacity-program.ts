import { FaultscapeError } from '../../sim/core/index.ts';
import type { Notice } from '../seats/notice.ts';
import { type EngineVersion, NoConnection } from './socket-io-client.ts';
import type { UdacityAddress } from './udacity-address.ts';
import { UdacityDrive } from './udacity-drive.ts';

export interface UdacityProgramOptions {
  readonly answerTimeoutS: number;
  readonly onNotice: (notice: Notice) => void;
  readonly signal: AbortSignal;
}

const RETRY_MS = 500;

/**
 * The program behind one address: it gives out one drive at a time, in the order of asking, and
 * waits for the program where it is not there (yet).
 */
export class UdacityProgram {
  readonly #address: UdacityAddress;
  readonly #options: UdacityProgramOptions;
  readonly #waiting: (() => void)[] = [];
  #busy = false;
  /**
   * Asked for first. A server of Engine.IO 4 refuses 3; one of 3 takes any number and speaks 3, so
   * that asking it for 4 would end in silence on both sides.
   */
  #engine: EngineVersion = 3;
  #met: Promise<EngineVersion> | undefined;

  constructor(address: UdacityAddress, options: UdacityProgramOptions) {
    this.#address = address;
    this.#options = options;
  }

  /** Which engine the program speaks, once it is there; it is connected to once for all who ask. */
  meet(): Promise<EngineVersion> {
    this.#met ??= this.#meet();
    return this.#met;
  }

  async #meet(): Promise<EngineVersion> {
    try {
      await this.end(await this.begin());
      return this.#engine;
    } catch (error) {
      this.#met = undefined;
      throw error;
    }
  }

  /** A drive on a connection of its own. Rejects with an error that teaches if the program will not have us. */
  async begin(): Promise<UdacityDrive> {
    if (this.#busy) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#busy = true;
    try {
      return await this.#connect();
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  async end(drive: UdacityDrive): Promise<void> {
    await drive.close();
    this.#release();
  }

  #release(): void {
    this.#busy = false;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#busy = true;
    next();
  }

  async #connect(): Promise<UdacityDrive> {
    for (let told = false; ; ) {
      if (this.#options.signal.aborted) throw new FaultscapeError('interrupted', 'The run was stopped.');
      const drive = await this.#attempt();
      if (drive !== null) {
        if (told) this.#tell('joined', `a program at ${this.#address.url} answers`);
        return drive;
      }
      if (!told) {
        const example = 'e.g.: python drive.py model.h5';
        this.#tell('waiting', `waiting for a Udacity program at ${this.#address.url}, ${example}`);
      }
      told = true;
      await pause(RETRY_MS, this.#options.signal);
    }
  }

  #tell(kind: Notice['kind'], text: string): void {
    this.#options.onNotice({ kind, text });
  }

  /** Null while nobody is there. */
  async #attempt(): Promise<UdacityDrive | null> {
    try {
      return await this.#open(this.#engine);
    } catch (error) {
      if (!(error instanceof NoConnection)) throw error;
      if (error.why === 'absent') return null;
    }
    const other = this.#engine === 3 ? 4 : 3;
    try {
      const drive = await this.#open(other);
      this.#engine = other;
      return drive;
    } catch (error) {
      if (!(error instanceof NoConnection)) throw error;
      if (error.why === 'absent') return null;
      throw this.#strangers(error.message);
    }
  }

  #open(engine: EngineVersion): Promise<UdacityDrive> {
    const { answerTimeoutS, signal } = this.#options;
    return UdacityDrive.open(this.#address, { engine, answerTimeoutS, signal });
  }

  #strangers(how: string): FaultscapeError {
    return new FaultscapeError('environment', `What listens at ${this.#address.url} is no drive.py.`, {
      expected: 'a socket.io server, of Engine.IO 3 or 4, that takes WebSockets',
      got: how,
      hint: 'python drive.py model.h5, and the port it listens on (4567) in the address',
    });
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
