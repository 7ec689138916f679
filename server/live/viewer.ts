import type { ApiError, RunSummary } from '../http/api.ts';
import type { GuardedSocket } from '../sockets/socket-route.ts';
import type { FollowedLog } from './followed-log.ts';

/** A page that has so much unread is told nothing more until it has read. */
const MOST_BUFFERED_BYTES = 1 << 20;

/** What a page looks at. */
export interface Watching {
  readonly run: string;
  readonly steps: boolean;
  readonly log: FollowedLog;
  /** Up to where it has the log. */
  cursor: number;
  /** The first page is sent even when it is empty: then the viewer knows that it has all. */
  greeted: boolean;
  summary: string;
  problem: string;
}

/**
 * One page at the socket `/live`. It is sent what it has room for: of lists and summaries the
 * latest, of the log everything, if late, of events only what comes while it keeps up.
 */
export class Viewer {
  readonly #socket: GuardedSocket;
  #watching: Watching | null = null;
  #runs = '';
  #pumping = false;

  constructor(socket: GuardedSocket) {
    this.#socket = socket;
  }

  get watching(): Watching | null {
    return this.#watching;
  }

  watch(request: { run: string; steps: boolean; after: number; log: FollowedLog } | null): void {
    if (request === null) {
      this.#watching = null;
      return;
    }
    const { after, ...rest } = request;
    this.#watching = { ...rest, cursor: after, greeted: false, summary: '', problem: '' };
  }

  showRuns(text: string): void {
    if (text === this.#runs || !this.#hasRoom) return;
    this.#runs = text;
    this.#socket.send(`{"type":"runs","runs":${text}}`);
  }

  showSummary(summary: RunSummary): void {
    const watching = this.#watching;
    const text = JSON.stringify({ type: 'changed', run: summary.name, summary });
    if (watching === null || watching.summary === text || !this.#hasRoom) return;
    watching.summary = text;
    this.#socket.send(text);
  }

  showEvent(text: string): void {
    if (this.#hasRoom) this.#socket.send(text);
  }

  /** Each problem is told once. */
  showProblem(error: ApiError): void {
    const text = JSON.stringify({ type: 'problem', error });
    if (this.#watching?.problem === text || !this.#hasRoom) return;
    if (this.#watching !== null) this.#watching.problem = text;
    this.#socket.send(text);
  }

  /** Sends what is logged, page by page, letting others in between. Throws what reading it throws. */
  async pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      for (;;) {
        const watching = this.#watching;
        if (watching === null || !this.#hasRoom) return;
        const page = watching.log.after(watching.cursor);
        if (page.episodes === 0 && watching.greeted) return;
        watching.cursor = page.cursor;
        watching.greeted = true;
        this.#socket.send(page.text);
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      this.#pumping = false;
    }
  }

  get #hasRoom(): boolean {
    return this.#socket.bufferedBytes < MOST_BUFFERED_BYTES;
  }
}
