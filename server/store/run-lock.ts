import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { teaching } from './sqlite-errors.ts';

/** Longer than anybody takes to look whether the folder is held (`isHeld`). */
const GLANCE_MS = 200;

/**
 * Holds a run folder for one writing process. The operating system frees it when the process
 * dies, however it dies; there is no stale lock to delete.
 */
export class RunLock {
  /** Whether a process that lives holds the folder. */
  static isHeld(folder: string): boolean {
    const file = join(folder, 'lock.sqlite');
    if (!existsSync(file)) return false;
    const database = teaching(file, () => new Database(file));
    try {
      // Whoever holds it keeps even readers out. A prepared statement would keep the file open.
      database.exec('SELECT count(*) FROM sqlite_schema');
      return false;
    } catch {
      return true;
    } finally {
      database.close();
    }
  }

  readonly #database: Database.Database;

  /** Throws an error of kind `environment` if another process holds the folder. */
  constructor(folder: string) {
    const file = join(folder, 'lock.sqlite');
    this.#database = teaching(file, () => new Database(file, { timeout: GLANCE_MS }));
    try {
      teaching(file, () => this.#database.exec('BEGIN EXCLUSIVE'));
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  release(): void {
    this.#database.exec('ROLLBACK');
    this.#database.close();
  }
}
