import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { SqliteStore } from '../store/sqlite-store.ts';
import { openLog } from './log-reader.ts';

/**
 * The log of a run that is being written, kept open between looks at it: SQLite's file handles
 * are let go of only when memory is tidied up, so opening it anew each time would pile them up.
 */
export class KeptLog {
  #store: SqliteStore | null = null;
  #inode = -1;

  /** The log in a folder; null where there is none yet. Opened again when the file is another. */
  in(folder: string): SqliteStore | null {
    const inode = statSync(join(folder, 'run.sqlite'), { throwIfNoEntry: false })?.ino ?? -1;
    if (inode !== this.#inode) {
      this.close();
      this.#store = openLog(folder);
      this.#inode = this.#store === null ? -1 : inode;
    }
    return this.#store;
  }

  close(): void {
    this.#store?.close();
    this.#store = null;
    this.#inode = -1;
  }
}
