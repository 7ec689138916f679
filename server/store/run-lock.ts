import { join } from 'node:path';
import Database from 'libsql';
import { teaching } from './sqlite-errors.ts';

/**
 * Holds a run folder for one writing process. The operating system frees it when the process
 * dies, however it dies; there is no stale lock to delete.
 */
export class RunLock {
  readonly #database: Database.Database;

  /** Throws an error of kind `environment` if another process holds the folder. */
  constructor(folder: string) {
    const file = join(folder, 'lock.sqlite');
    this.#database = teaching(file, () => new Database(file));
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
