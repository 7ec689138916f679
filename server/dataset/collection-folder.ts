import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FaultscapeError } from '../../sim/index.ts';
import { makeFolder } from '../store/make-folder.ts';
import { RunLock } from '../store/run-lock.ts';
import { LOG_FILE, MANIFEST_FILE } from './dataset-manifest.ts';
import { isShardFile } from './shard-writer.ts';

const LOCK_FILES = 'lock.sqlite';

/** Holds a dataset's folder for one writing process while `work` goes on; makes it if need be. */
export async function inCollectionFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  makeFolder(folder, '--out');
  expectOnlyDataset(folder);
  const lock = new RunLock(folder);
  try {
    return await work();
  } finally {
    lock.release();
    // Whoever finds a whole dataset only reads.
    if (existsSync(join(folder, MANIFEST_FILE))) removeLock(folder);
  }
}

/** A folder may hold a dataset, or the beginning of one, and nothing else: shards of unknown origin are swept away. */
function expectOnlyDataset(folder: string): void {
  const ours = (name: string) =>
    [MANIFEST_FILE, LOG_FILE].includes(name) ||
    name.endsWith('.tmp') ||
    name.startsWith(LOCK_FILES) ||
    isShardFile(name);
  const names = readdirSync(folder);
  const begun = names.includes(MANIFEST_FILE) || names.includes(LOG_FILE);
  const inTheWay = names.filter((name) => !ours(name) || (isShardFile(name) && !begun));
  if (inTheWay.length === 0) return;
  throw new FaultscapeError('usage', `The folder ${folder} holds something else.`, {
    expected: 'a new or empty folder, or a dataset that was begun',
    got: inTheWay.slice(0, 3).join(', '),
    hint: 'choose another folder with --out',
  });
}

function removeLock(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(LOCK_FILES)) rmSync(join(folder, name), { force: true });
  }
}
