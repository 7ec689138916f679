import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RunFolder } from '../store/run-folder.ts';
import { SqliteStore } from '../store/sqlite-store.ts';

/**
 * The log of a run for a short look, without reading all of it first; null where there is none
 * yet. What is read is still checked: pages by SQLite, steps by their hash.
 */
export function openLog(folder: string): SqliteStore | null {
  const file = join(folder, 'run.sqlite');
  if (!existsSync(file)) return null;
  const { name } = RunFolder.readManifest(folder);
  return SqliteStore.open(file, name, { write: false, glance: true });
}

/** Looks something up in a run's log; `nothing` where there is no log yet. */
export function withLog<T>(folder: string, nothing: T, look: (store: SqliteStore) => T): T {
  const store = openLog(folder);
  if (store === null) return nothing;
  try {
    return look(store);
  } finally {
    store.close();
  }
}
