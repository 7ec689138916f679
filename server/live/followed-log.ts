import type { EpisodePage } from '../http/api.ts';
import { entryOf } from '../runs/episode-entry.ts';
import { KeptLog } from '../runs/kept-log.ts';

/** A page of a log as it is sent, and the cursor behind it. */
export interface LogText {
  readonly text: string;
  readonly cursor: number;
  readonly episodes: number;
}

const MOST_EPISODES = 1_000;

/**
 * The log of one run as it grows, for all who look at it: open while somebody does. A folder that
 * is not there yet is an empty log.
 */
export class FollowedLog {
  readonly #run: string;
  readonly #folder: () => string;
  readonly #log = new KeptLog();
  /** What was read last: viewers that keep up all ask for the same. */
  #last: (LogText & { readonly after: number }) | null = null;

  /** `folder` throws while there is none. */
  constructor(run: string, folder: () => string) {
    this.#run = run;
    this.#folder = folder;
  }

  /** What was logged after a cursor, as much as fits into a message. */
  after(after: number): LogText {
    if (this.#last?.after === after && this.#last.episodes === MOST_EPISODES) return this.#last;
    const log = this.#log.in(this.#folder())?.rowsAfter(after, MOST_EPISODES) ?? { rows: [], cursor: after };
    if (this.#last?.after === after && this.#last.episodes === log.rows.length) return this.#last;
    const page: EpisodePage = { episodes: log.rows.map(entryOf), cursor: log.cursor };
    const text = JSON.stringify({ type: 'episodes', run: this.#run, ...page });
    this.#last = { after, text, cursor: log.cursor, episodes: log.rows.length };
    return this.#last;
  }

  close(): void {
    this.#log.close();
    this.#last = null;
  }
}
