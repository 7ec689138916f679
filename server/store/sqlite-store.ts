import { existsSync } from 'node:fs';
import Database from 'libsql';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { Trajectory } from '../../sim/index.ts';
import { type EpisodeRecord, fromRecord, toRecord } from './episode-record.ts';
import type { EpisodeRow, EpisodeStore, LogPage } from './episode-store.ts';
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

/** Rows are never deleted, so SQLite numbers them in the order in which they are logged. */
const PAGE = 'SELECT rowid AS cursor, * FROM episodes WHERE rowid > ? AND run = ? ORDER BY rowid LIMIT ?';

const TALLY = `
  SELECT phase, count(*) AS episodes, sum(status = 'aborted') AS aborted,
    sum(coalesce(failed, 0)) AS failed
  FROM episodes WHERE run = ? GROUP BY phase
`;

/** How many of a phase's episodes were logged, were aborted and failed. */
export interface PhaseTally {
  readonly phase: string;
  readonly episodes: number;
  readonly aborted: number;
  readonly failed: number;
}

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
   * not yet. `maxPages` bounds its size. Throws if it is of another version, or damaged: that takes
   * reading all of it, which `glance` leaves out.
   */
  static open(
    file: string,
    run: string,
    { write, maxPages, glance = false }: { write: boolean; maxPages?: number; glance?: boolean },
  ): SqliteStore {
    if (!write && !existsSync(file)) {
      throw new FaultscapeError('data', 'The run folder holds no log.', {
        expected: file,
        got: 'no such file',
      });
    }
    const store = SqliteStore.#openFile(file, run, write, glance);
    if (maxPages !== undefined) store.#database.pragma(`max_page_count = ${maxPages}`);
    return store;
  }

  static #openFile(file: string, run: string, write: boolean, glance = false): SqliteStore {
    const store = new SqliteStore(file, run, write);
    try {
      teaching(file, () => {
        if (write) store.#prepareToWrite();
        store.#checkVersion();
        if (!glance) store.#checkHealth();
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

  rowsAfter(cursor: number, most: number): LogPage {
    const records = teaching(this.#file, () =>
      this.#database.prepare(PAGE).all(cursor, this.#run, most),
    ) as (EpisodeRecord & { readonly cursor: number })[];
    return { rows: records.map(fromRecord), cursor: records.at(-1)?.cursor ?? cursor };
  }

  /** Counts by phase, without reading what the rows hold. */
  tally(): readonly PhaseTally[] {
    return teaching(this.#file, () => this.#database.prepare(TALLY).all(this.#run)) as PhaseTally[];
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

  #checkVersion(): void {
    const [{ user_version: version }] = this.#database.pragma('user_version') as [{ user_version: number }];
    if (version !== STORE_VERSION) {
      throw new FaultscapeError('data', 'The log was written by another version of Faultscape.', {
        expected: `log version ${STORE_VERSION}`,
        got: `log version ${version}`,
        hint: 'read it with the version its manifest names',
      });
    }
  }

  #checkHealth(): void {
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
