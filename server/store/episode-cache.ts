import { createHash } from 'node:crypto';
import Database from 'libsql';
import { FaultscapeError, type Json, stableStringify } from '../../sim/core/index.ts';
import type { EpisodeJob } from '../../sim/index.ts';
import type { EpisodeResult } from '../evaluate/episode-host.ts';
import { teaching } from './sqlite-errors.ts';
import type { TaskFile } from './task-copies.ts';
import { packTrajectory, unpackTrajectory } from './trajectory-codec.ts';

/** Changes whenever the table below does. */
const CACHE_VERSION = 1;
const APPLICATION = 0x46734361;

const TABLE = `
  CREATE TABLE known (
    key TEXT PRIMARY KEY, score TEXT NOT NULL, wall_ms REAL NOT NULL,
    names TEXT NOT NULL, steps INTEGER NOT NULL, rows BLOB NOT NULL, sha256 TEXT NOT NULL
  ) WITHOUT ROWID;
`;

interface KnownRecord {
  readonly score: string;
  readonly wall_ms: number;
  readonly names: string;
  readonly steps: number;
  readonly rows: Uint8Array;
  readonly sha256: string;
}

/** What an episode depends on besides its scene and its seed. */
export interface EpisodeGround {
  readonly task: string;
  readonly files: readonly TaskFile[];
  readonly agent: string;
  readonly agentVersion: string;
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * Episodes by all that they depend on, in a file that runs share: what was simulated once is not simulated again.
 * Its danger: it is right only for agents whose version changes whenever they would act otherwise.
 */
export class EpisodeCache {
  /** Episodes that were not simulated. */
  hits = 0;
  readonly #file: string;
  readonly #database: Database.Database;
  readonly #running = new Map<string, Promise<EpisodeResult>>();

  constructor(file: string) {
    this.#file = file;
    this.#database = teaching(file, () => new Database(file, { timeout: 20_000 }));
    try {
      teaching(file, () => this.#prepare());
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** Wraps what runs episodes: known ones are given back, and one that is running is waited for. */
  over(
    ground: EpisodeGround,
    run: (job: EpisodeJob) => Promise<EpisodeResult>,
  ): (job: EpisodeJob) => Promise<EpisodeResult> {
    const { files, ...rest } = ground;
    const hashes = files.map(({ path, bytes }) => [path, createHash('sha256').update(bytes).digest('hex')]);
    const base = stableStringify({ ...rest, files: hashes } as unknown as Json);
    return async (job) => {
      const key = createHash('sha256')
        .update(base)
        .update(stableStringify({ scene: job.scene, seed: job.seed }))
        .digest('hex');
      const known = this.#running.get(key) ?? this.#read(key);
      if (known !== null) {
        const result = await known;
        this.hits++;
        return result;
      }
      const running = run(job);
      this.#running.set(key, running);
      try {
        const result = await running;
        this.#write(key, result);
        return result;
      } finally {
        this.#running.delete(key);
      }
    };
  }

  close(): void {
    this.#database.close();
  }

  #read(key: string): Promise<EpisodeResult> | null {
    const record = teaching(this.#file, () =>
      this.#database.prepare('SELECT * FROM known WHERE key = ?').get(key),
    ) as KnownRecord | undefined;
    if (record === undefined) return null;
    const { score, wall_ms: wallMs, names, steps, rows: deflated, sha256 } = record;
    const packed = { names: JSON.parse(names) as string[], steps, deflated, sha256 };
    return Promise.resolve({
      score: JSON.parse(score) as EpisodeResult['score'],
      wallMs,
      trajectory: unpackTrajectory(key, packed),
    });
  }

  #write(key: string, { score, wallMs, trajectory }: EpisodeResult): void {
    const { names, steps, deflated, sha256 } = packTrajectory(trajectory);
    const values = [
      key,
      JSON.stringify(score),
      wallMs,
      JSON.stringify(names),
      steps,
      Buffer.from(deflated),
      sha256,
    ];
    teaching(this.#file, () =>
      this.#database.prepare('INSERT OR IGNORE INTO known VALUES (?, ?, ?, ?, ?, ?, ?)').run(...values),
    );
  }

  /** Several processes may share it. What a power cut loses is simulated again. */
  #prepare(): void {
    this.#database.pragma('journal_mode = WAL');
    this.#database.pragma('synchronous = NORMAL');
    this.#database.exec('BEGIN IMMEDIATE');
    const [{ application_id: application }] = this.#database.pragma('application_id') as [
      { application_id: number },
    ];
    const [{ user_version: version }] = this.#database.pragma('user_version') as [{ user_version: number }];
    const tables = this.#database.prepare('SELECT name FROM sqlite_schema').all();
    if (tables.length === 0) {
      this.#database.exec(
        `${TABLE} PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${CACHE_VERSION};`,
      );
    }
    this.#database.exec('COMMIT');
    if (tables.length === 0 || (application === APPLICATION && version === CACHE_VERSION)) return;
    throw new FaultscapeError('usage', `The file ${this.#file} is no cache of episodes of this version.`, {
      expected: `a new file, or a cache of version ${CACHE_VERSION}`,
      got: application === APPLICATION ? `version ${version}` : 'another SQLite file',
      hint: 'name another file',
    });
  }
}
