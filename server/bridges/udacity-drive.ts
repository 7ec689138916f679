import type { Reply, Sight } from '../../agents/index.ts';
import { type EngineVersion, SocketIoClient } from './socket-io-client.ts';
import type { UdacityAddress } from './udacity-address.ts';
import { AT_REST, actionOf, type Control, controlOf, type Telemetry, telemetryOf } from './udacity-units.ts';

/**
 * How long a program may take to send the steer with which it greets a simulator. One that greets
 * later than this is a step behind in that episode; one that never does only costs the wait.
 */
const GREETING_MS = 2000;

/**
 * One drive, from connecting to hanging up: telemetry out, one steer back. Its danger: drive.py
 * sends each steer to whoever is connected, so there may be only one drive at a time at a program.
 */
export class UdacityDrive {
  readonly #label: string;
  readonly #answerTimeoutS: number;
  #client: SocketIoClient | undefined;
  #last: Control = AT_REST;
  #lost: string | null = null;
  #greeted: () => void = () => {};
  #asked: { readonly telemetry: Telemetry; readonly settle: (reply: Reply) => void } | null = null;
  /** Set while a steer is owed for a question that nobody waits for any more. */
  #paid: (() => void) | null = null;
  #owes = false;

  private constructor(label: string, answerTimeoutS: number) {
    this.#label = label;
    this.#answerTimeoutS = answerTimeoutS;
  }

  /** Connects, and lets the program greet; rejects with a NoConnection. */
  static async open(
    address: UdacityAddress,
    options: { engine: EngineVersion; answerTimeoutS: number; signal: AbortSignal },
  ): Promise<UdacityDrive> {
    const drive = new UdacityDrive(address.url, options.answerTimeoutS);
    const greeting = new Promise<void>((resolve) => {
      drive.#greeted = resolve;
    });
    drive.#client = await SocketIoClient.open(address.socketUrl(options.engine), options.engine, {
      timeoutMs: options.answerTimeoutS * 1000,
      signal: options.signal,
      onEvent: (name, data) => drive.#hear(name, data),
      onGone: (how) => drive.#lose(how),
    });
    await within(greeting, GREETING_MS);
    return drive;
  }

  /** Shows the program what the car sees, and gives its action; one call at a time. */
  async ask(sight: Sight): Promise<Reply> {
    if (this.#lost !== null) return { fault: this.#lost };
    const telemetry = telemetryOf(sight, this.#last);
    const reply = new Promise<Reply>((settle) => {
      this.#asked = { telemetry, settle };
    });
    this.#owes = true;
    this.#client?.emit('telemetry', telemetry);
    const answer = await within(reply, this.#answerTimeoutS * 1000);
    this.#asked = null;
    return answer ?? { fault: this.#say(`it sent no steer within ${this.#answerTimeoutS} s`) };
  }

  /**
   * Hangs up. A steer that is still owed is waited for, as long again: sent late it would reach the
   * next drive and be taken for an answer there.
   */
  async close(): Promise<void> {
    if (this.#owes && this.#lost === null) {
      const paid = new Promise<void>((resolve) => {
        this.#paid = resolve;
      });
      await within(paid, this.#answerTimeoutS * 1000);
    }
    this.#client?.close();
  }

  /** The same at once: whoever asks is told that the drive was stopped. */
  hangUp(): void {
    this.#lose('the run was stopped');
    this.#client?.close();
  }

  #hear(name: string, data: unknown): void {
    if (name === 'steer') this.#steer(data);
    // What a program answers to telemetry without data: it wants to see again.
    else if (name === 'manual' && this.#asked !== null)
      this.#client?.emit('telemetry', this.#asked.telemetry);
  }

  #steer(data: unknown): void {
    this.#greeted();
    this.#owes = false;
    this.#paid?.();
    if (this.#asked === null) return;
    const control = controlOf(data);
    if ('fault' in control) {
      this.#asked.settle({ fault: this.#say(control.fault) });
      return;
    }
    this.#last = control;
    this.#asked.settle(actionOf(control));
  }

  #lose(how: string): void {
    this.#lost = this.#say(how);
    this.#paid?.();
    this.#asked?.settle({ fault: this.#lost });
  }

  #say(what: string): string {
    return `drive.py at ${this.#label}: ${what}`;
  }
}

/** What a promise gives, or undefined if it takes longer. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
