import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../server/store/memory-store.ts';
import { RunLock } from '../../../server/store/run-lock.ts';
import { SqliteStore } from '../../../server/store/sqlite-store.ts';
import { FaultscapeError } from '../../../sim/core/errors.ts';
import { EXAMPLE_ROW, storeContract } from '../../contracts/store.contract.ts';

const root = mkdtempSync(join(tmpdir(), 'faultscape-store-'));
let count = 0;
let file: string;

function freshFile(): string {
  return join(root, `run-${count++}.sqlite`);
}

/** The error that `action` must throw, as one the user can act on. */
function errorOf(action: () => unknown): FaultscapeError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(FaultscapeError);
    return error as FaultscapeError;
  }
  throw new Error('nothing was thrown');
}

afterAll(() => rmSync(root, { recursive: true }));

storeContract('MemoryStore', () => new MemoryStore());
storeContract('SqliteStore', () => SqliteStore.create(freshFile(), 'run'));

describe('SqliteStore', () => {
  beforeEach(() => {
    file = freshFile();
    const store = SqliteStore.create(file, 'run');
    const rows = Float64Array.from({ length: 3_000 }, (_, i) => Math.sin(i));
    for (let i = 0; i < 20; i++) store.append({ ...EXAMPLE_ROW, id: `e-${i}` }, { names: ['x'], rows });
    store.close();
  });

  it('leaves one plain file behind when it is closed', () => {
    expect(
      readdirSync(root).filter((name) => file.endsWith(name.slice(0, name.indexOf('.sqlite') + 7))),
    ).toHaveLength(1);
  });

  it('can be read while it is being written', () => {
    const writer = SqliteStore.open(file, 'run', { write: true });
    const reader = SqliteStore.open(file, 'run', { write: false });
    writer.append({ ...EXAMPLE_ROW, id: 'late' }, null);
    expect(reader.rows()).toHaveLength(21);
    reader.close();
    writer.close();
  });

  it('counts episodes, aborted ones and failures by phase', () => {
    const store = SqliteStore.open(file, 'run', { write: true });
    store.append({ ...EXAMPLE_ROW, id: 'a', phase: 'late', failed: true }, null);
    store.append({ ...EXAMPLE_ROW, id: 'b', phase: 'late', status: 'aborted', failed: null }, null);
    store.close();
    const glance = SqliteStore.open(file, 'run', { write: false, glance: true });
    expect(glance.tally()).toEqual([
      { phase: 'late', episodes: 2, aborted: 1, failed: 1 },
      { phase: 'pool', episodes: 20, aborted: 0, failed: 0 },
    ]);
    glance.close();
  });

  it('refuses a file that is no log', () => {
    writeFileSync(
      file,
      'these are not the bytes of a database, whatever the name of the file says '.repeat(9),
    );
    const error = errorOf(() => SqliteStore.open(file, 'run', { write: false }));
    expect(error.message).toContain('not a Faultscape run');
    expect(error.exitCode).toBe(65);
  });

  it('refuses a truncated log', () => {
    truncateSync(file, Math.floor(readFileSync(file).length / 2));
    expect(errorOf(() => SqliteStore.open(file, 'run', { write: false })).message).toContain('damaged');
  });

  it('refuses a log of another version and names both', () => {
    const database = new Database(file);
    database.exec('PRAGMA user_version = 999');
    database.close();
    const error = errorOf(() => SqliteStore.open(file, 'run', { write: true }));
    expect(error.message).toMatch(/expected: log version 1\n {2}got: {6}log version 999/);
  });

  it('refuses to overwrite a log', () => {
    expect(errorOf(() => SqliteStore.create(file, 'run')).exitCode).toBe(64);
  });

  it('says so when the folder cannot hold a log', () => {
    const error = errorOf(() => SqliteStore.create(join(file, 'below-a-file', 'run.sqlite'), 'run'));
    expect(error.exitCode).toBe(69);
    expect(error.message).toContain('cannot be opened');
  });

  it('notices logged steps whose bytes changed', () => {
    const database = new Database(file);
    database.exec("UPDATE trajectories SET sha256 = 'other' WHERE id = 'e-3'");
    database.exec("UPDATE trajectories SET rows = x'00' WHERE id = 'e-4'");
    database.close();
    const store = SqliteStore.open(file, 'run', { write: false });
    expect(errorOf(() => store.trajectory('e-3')).message).toContain('e-3 are damaged');
    expect(errorOf(() => store.trajectory('e-4')).message).toContain('e-4 are damaged');
    expect(store.trajectory('e-5')?.rows).toHaveLength(3_000);
    store.close();
  });

  it('keeps every acknowledged row when the disk fills up, and goes on when there is room again', () => {
    const database = new Database(file);
    const [{ page_count: pages }] = database.pragma('page_count') as [{ page_count: number }];
    database.close();
    const store = SqliteStore.open(file, 'run', { write: true, maxPages: pages + 30 });
    let acknowledged = 20;
    const noise = Float64Array.from({ length: 500 }, (_, i) => Math.sin(i * i));
    const error = errorOf(() => {
      for (;;) {
        store.append({ ...EXAMPLE_ROW, id: `late-${acknowledged}` }, { names: ['x'], rows: noise });
        acknowledged++;
      }
    });
    expect(error.message).toContain('disk is full');
    expect(error.exitCode).toBe(69);
    store.close();
    const again = SqliteStore.open(file, 'run', { write: true });
    expect(again.rows()).toHaveLength(acknowledged);
    expect(again.append({ ...EXAMPLE_ROW, id: 'after' }, null)).toBe(true);
    again.close();
  });
});

describe('RunLock', () => {
  it('lets one writer in at a time', () => {
    const lock = new RunLock(root);
    expect(errorOf(() => new RunLock(root)).message).toContain('Another process is writing');
    lock.release();
    new RunLock(root).release();
  });

  it('tells whether anybody holds a folder, without holding it', () => {
    expect(RunLock.isHeld(root)).toBe(false);
    const lock = new RunLock(root);
    expect(RunLock.isHeld(root)).toBe(true);
    lock.release();
    expect(RunLock.isHeld(root)).toBe(false);
    new RunLock(root).release();
  });
});
