import { existsSync } from 'node:fs';
import Database from 'libsql';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { Trajectory } from '../../sim/index.ts';
import { type EpisodeRecord, fromRecord, toRecord } from './episode-record.ts';
import type { EpisodeRow, EpisodeStore } from './episode-store.ts';
import { teaching } from './sqlite-errors.ts';
import { packTrajectory, unpackTrajectory } from './trajectory-codec.ts';

/** Changes whenever the tables below do. */
export const STORE_VERSION = 1;

const TABLES = `
  CREATE TABLE episodes (
    run TEXT NOT NULL, id TEXT NOT NULL, phase TEXT NOT NULL, point TEXT, scene TEXT NOT NULL,
    seed INTEGER NOT NULL, status TEXT NOT NULL, q REAL, terms TEXT, failed INTEGER, reason TEXT,
    terminated INTEGER, truncated INTEGER, steps INTEGER NOT NULL, task TEXT NOT NULL,
    agent TEXT NOT NULL, agent_version TEXT NOT NULL, versions TEXT NOT NULL, wall_ms REAL NOT NULL,
    error TEXT, PRIMARY KEY (run, id)
  );
  CREATE TABLE trajectories (
    run TEXT NOT NULL, id TEXT NOT NULL, names TEXT NOT NULL, steps INTEGER NOT NULL,
    width INTEGER NOT NULL, rows BLOB NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (run, id)
  );
`;

interface TrajectoryRecord {
  readonly names: string;
  readonly steps: number;
  readonly rows: Uint8Array;
  readonly sha256: string;
}

/**
 * Episodes in one SQLite file, written ahead and synced on every commit, so that an acknowledged
 * row survives a killed process and a power cut. Its danger: one process only may write a run.
 */
export class SqliteStore implements EpisodeStore {
  readonly #file: string;
  readonly #run: string;
  readonly #database: Database.Database;
  readonly #writable: boolean;

  private constructor(file: string, run: string, writable: boolean) {
    this.#file = file;
    this.#run = run;
    this.#writable = writable;
    this.#database = teaching(file, () => new Database(file, { timeout: 5_000 }));
  }

  /** A new log. Throws if the file exists. */
  static create(file: string, run: string): SqliteStore {
    if (existsSync(file)) {
      throw new FaultscapeError('usage', 'There is a log already.', { expected: 'no file yet', got: file });
    }
    return SqliteStore.#openFile(file, run, true);
  }

  /**
   * A log to read (`write: false`) or to go on with, which begins one where a killed process had
   * not yet. `maxPages` bounds its size. Throws if it is damaged or of another version.
   */
  static open(
    file: string,
    run: string,
    { write, maxPages }: { write: boolean; maxPages?: number },
  ): SqliteStore {
    if (!write && !existsSync(file)) {
      throw new FaultscapeError('data', 'The run folder holds no log.', {
        expected: file,
        got: 'no such file',
      });
    }
    const store = SqliteStore.#openFile(file, run, write);
    if (maxPages !== undefined) store.#database.pragma(`max_page_count = ${maxPages}`);
    return store;
  }

  static #openFile(file: string, run: string, write: boolean): SqliteStore {
    const store = new SqliteStore(file, run, write);
    try {
      teaching(file, () => {
        if (write) store.#prepareToWrite();
        store.#check();
      });
    } catch (error) {
      store.#database.close();
      throw error;
    }
    return store;
  }

  append(row: EpisodeRow, trajectory: Trajectory | null): boolean {
    return teaching(this.#file, () => this.#atomically(() => this.#insert(row, trajectory)));
  }

  rows(): readonly EpisodeRow[] {
    return teaching(this.#file, () =>
      (
        this.#database
          .prepare('SELECT * FROM episodes WHERE run = ? ORDER BY id')
          .all(this.#run) as EpisodeRecord[]
      ).map(fromRecord),
    );
  }

  get(id: string): EpisodeRow | null {
    const record = teaching(this.#file, () =>
      this.#database.prepare('SELECT * FROM episodes WHERE run = ? AND id = ?').get(this.#run, id),
    ) as EpisodeRecord | undefined;
    return record === undefined ? null : fromRecord(record);
  }

  trajectory(id: string): Trajectory | null {
    const record = teaching(this.#file, () =>
      this.#database
        .prepare('SELECT names, steps, rows, sha256 FROM trajectories WHERE run = ? AND id = ?')
        .get(this.#run, id),
    ) as TrajectoryRecord | undefined;
    if (record === undefined) return null;
    return unpackTrajectory(id, {
      names: JSON.parse(record.names) as string[],
      steps: record.steps,
      deflated: record.rows,
      sha256: record.sha256,
    });
  }

  /** Leaves one plain file behind that can be copied, and read from a read-only folder. */
  close(): void {
    if (this.#writable) this.#foldJournal();
    this.#database.close();
  }

  #foldJournal(): void {
    try {
      this.#database.pragma('journal_mode = DELETE');
    } catch {
      // Somebody is reading, or the disk is full: the journal beside the file is as safe.
    }
  }

  /** libsql's own `transaction` hides the error when SQLite has already rolled back by itself. */
  #atomically<T>(action: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = action();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #prepareToWrite(): void {
    this.#database.pragma('journal_mode = WAL');
    this.#database.pragma('synchronous = FULL');
    const tables = this.#database.prepare('SELECT name FROM sqlite_schema').all();
    if (tables.length > 0) return;
    this.#atomically(() => {
      this.#database.exec(TABLES);
      this.#database.exec(`PRAGMA user_version = ${STORE_VERSION}`);
    });
  }

  #check(): void {
    const [{ user_version: version }] = this.#database.pragma('user_version') as [{ user_version: number }];
    if (version !== STORE_VERSION) {
      throw new FaultscapeError('data', 'The log was written by another version of Faultscape.', {
        expected: `log version ${STORE_VERSION}`,
        got: `log version ${version}`,
        hint: 'read it with the version its manifest names',
      });
    }
    const [{ quick_check: health }] = this.#database.pragma('quick_check(1)') as [{ quick_check: string }];
    if (health !== 'ok') {
      throw new FaultscapeError('data', 'The log is damaged.', {
        expected: 'a sound SQLite file',
        got: health,
        hint: 'restore run.sqlite from a copy, or start a new run in another folder',
      });
    }
  }

  #insert(row: EpisodeRow, trajectory: Trajectory | null): boolean {
    const record = toRecord(this.#run, row);
    const columns = Object.keys(record);
    const { changes } = this.#database
      .prepare(
        `INSERT INTO episodes (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
         ON CONFLICT DO NOTHING`,
      )
      .run(...Object.values(record));
    if (changes === 0) return false;
    if (trajectory !== null) {
      const { names, steps, deflated, sha256 } = packTrajectory(trajectory);
      this.#database
        .prepare(
          'INSERT INTO trajectories (run, id, names, steps, width, rows, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)',
        )
        .run(this.#run, row.id, JSON.stringify(names), steps, names.length, Buffer.from(deflated), sha256);
    }
    return true;
  }
}
