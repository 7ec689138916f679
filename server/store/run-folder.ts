import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { FaultscapeError, type Json } from '../../sim/core/index.ts';
import { readJsonFile } from '../config/parse.ts';
import { writeFileAtomic } from './atomic-file.ts';
import { makeFolder } from './make-folder.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { RunLock } from './run-lock.ts';
import { SqliteStore } from './sqlite-store.ts';
import { isTaskCopy, readTaskCopy, type TaskFile, writeTaskCopies } from './task-copies.ts';

/**
 * One run on disk: `manifest.json`, `run.sqlite`, and JSON files such as `distribution.json`.
 * Its danger: opened to write, it keeps every other writer out until it is closed.
 */
export class RunFolder {
  readonly path: string;
  readonly store: SqliteStore;
  readonly #lock: RunLock | null;
  #manifest: Manifest;

  private constructor(path: string, manifest: Manifest, store: SqliteStore, lock: RunLock | null) {
    this.path = path;
    this.store = store;
    this.#manifest = manifest;
    this.#lock = lock;
  }

  /** Makes the folder if need be. Throws if a run is in it or it cannot be written. */
  static prepare(path: string): void {
    const folder = resolve(path);
    makeFolder(folder, '--out');
    const inTheWay = readdirSync(folder).filter((name) => !isLeftover(name));
    if (inTheWay.length === 0) return;
    throw new FaultscapeError('usage', `The folder ${path} is not empty.`, {
      expected: 'a new or empty folder',
      got: inTheWay.slice(0, 3).join(', '),
      hint: 'go on with that run (--resume), or choose another folder (--out)',
    });
  }

  /** Makes a run's folder, with copies of the files that its task names. */
  static create(path: string, manifest: Manifest, files: readonly TaskFile[] = []): RunFolder {
    RunFolder.prepare(path);
    const folder = resolve(path);
    const lock = new RunLock(folder);
    try {
      const whole = { ...manifest, taskFiles: writeTaskCopies(folder, files) };
      // The manifest before the log: a log without one could not be resumed.
      writeFileAtomic(join(folder, 'manifest.json'), toText(whole));
      const store = SqliteStore.create(join(folder, 'run.sqlite'), manifest.name);
      return new RunFolder(folder, whole, store, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** What a run says about itself, without opening its log. */
  static readManifest(path: string): Manifest {
    const folder = resolve(path);
    const file = join(folder, 'manifest.json');
    if (existsSync(file)) return readManifest(file);
    throw new FaultscapeError('data', `There is no run in ${path}.`, {
      expected: 'a folder with a manifest.json',
      got: existsSync(folder) ? 'a folder without one' : 'no such folder',
    });
  }

  /** Opens a run that exists, to read it or to go on with it. */
  static open(path: string, { write }: { write: boolean }): RunFolder {
    const folder = resolve(path);
    const manifest = RunFolder.readManifest(path);
    const lock = write ? new RunLock(folder) : null;
    try {
      const store = SqliteStore.open(join(folder, 'run.sqlite'), manifest.name, { write });
      return new RunFolder(folder, manifest, store, lock);
    } catch (error) {
      lock?.release();
      throw error;
    }
  }

  get name(): string {
    return basename(this.path);
  }

  get manifest(): Manifest {
    return this.#manifest;
  }

  /** The files that the task names, as they were when the run began; throws if a copy is gone or changed. */
  taskFiles(): readonly TaskFile[] {
    return this.#manifest.taskFiles.map((copy) => readTaskCopy(this.path, copy));
  }

  updateManifest(change: Partial<Manifest>): void {
    this.#manifest = { ...this.#manifest, ...change };
    writeFileAtomic(join(this.path, 'manifest.json'), toText(this.#manifest));
  }

  writeJson(name: string, value: Json): void {
    writeFileAtomic(join(this.path, name), `${JSON.stringify(value)}\n`);
  }

  readJson(name: string): Json {
    return readJsonFile(join(this.path, name), 'data') as Json;
  }

  has(name: string): boolean {
    return existsSync(join(this.path, name));
  }

  close(): void {
    this.store.close();
    this.#lock?.release();
  }
}

/** What a process killed before it logged anything may leave behind. */
function isLeftover(name: string): boolean {
  return name.endsWith('.tmp') || name.startsWith('lock.sqlite') || isTaskCopy(name);
}

function toText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
