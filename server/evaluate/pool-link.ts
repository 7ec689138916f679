import { type FromWorker, fromPlainError, type PoolLink, type ToWorker } from './worker-protocol.ts';

interface Caller {
  readonly settle: (result: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** A worker's end of its channel to the pool, apart from jobs. */
export class ChannelLink implements PoolLink {
  readonly #send: (message: FromWorker) => void;
  readonly #callers = new Map<number, Caller>();
  #nextId = 0;
  #hear: ((words: unknown) => void) | undefined;
  #lastWords: unknown;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  call(method: string, args: readonly unknown[]): Promise<unknown> {
    return new Promise((settle, fail) => {
      const id = this.#nextId++;
      this.#callers.set(id, { settle, fail });
      this.#send({ type: 'call', id, method, args });
    });
  }

  report(news: unknown): void {
    this.#send({ type: 'news', news });
  }

  listen(hear: (words: unknown) => void): void {
    this.#hear = hear;
    if (this.#lastWords !== undefined) hear(this.#lastWords);
  }

  /** Takes in what the pool sent. */
  receive(message: Extract<ToWorker, { type: 'answer' | 'refusal' | 'words' }>): void {
    if (message.type === 'words') {
      this.#lastWords = message.words;
      this.#hear?.(message.words);
      return;
    }
    const caller = this.#callers.get(message.id);
    this.#callers.delete(message.id);
    if (message.type === 'answer') caller?.settle(message.result);
    else caller?.fail(fromPlainError(message.error));
  }
}
