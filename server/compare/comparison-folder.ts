import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FaultscapeError, type Json } from '../../sim/core/index.ts';
import { readJsonFile } from '../config/parse.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import { makeFolder } from '../store/make-folder.ts';
import { RunLock } from '../store/run-lock.ts';
import type { CellResult, Reference } from './cell.ts';

const MARK = 'comparison.json';

/**
 * A comparison on disk: one file for each finished cell and each case's held-out failures, under names made
 * of all they depend on. So a comparison goes on with more seeds, tasks or adversaries as well. Its danger:
 * while it is open no other process may write there.
 */
export class ComparisonFolder {
  readonly path: string;
  readonly #lock: RunLock;

  private constructor(path: string, lock: RunLock) {
    this.path = path;
    this.#lock = lock;
  }

  /** A new or empty folder, or with `resume` one that holds a comparison. */
  static open(path: string, { resume, config }: { resume: boolean; config: Json }): ComparisonFolder {
    const folder = resolve(path);
    makeFolder(folder, '--out');
    const there = readdirSync(folder).filter((name) => !name.startsWith('lock.sqlite'));
    if (!resume && there.length > 0) {
      throw new FaultscapeError('usage', `The folder ${path} is not empty.`, {
        expected: 'a new or empty folder',
        got: there.slice(0, 3).join(', '),
        hint: 'go on with that comparison (--resume), or choose another folder (--out)',
      });
    }
    if (resume && !existsSync(join(folder, MARK))) {
      throw new FaultscapeError('data', `There is no comparison in ${path}.`, {
        expected: `a folder with a ${MARK}`,
        got: there.length === 0 ? 'an empty one' : 'a folder without one',
      });
    }
    const lock = new RunLock(folder);
    makeFolder(join(folder, 'cells'), '--out');
    writeFileAtomic(join(folder, MARK), `${JSON.stringify(config, null, 2)}\n`);
    return new ComparisonFolder(folder, lock);
  }

  cell(name: string): CellResult | null {
    return this.#read(`${name}.json`) as CellResult | null;
  }

  keepCell(name: string, result: CellResult): void {
    this.write(join('cells', `${name}.json`), `${JSON.stringify(result)}\n`);
  }

  reference(name: string): Reference | null {
    return this.#read(`reference-${name}.json`) as Reference | null;
  }

  keepReference(name: string, reference: Reference): void {
    this.write(join('cells', `reference-${name}.json`), `${JSON.stringify(reference)}\n`);
  }

  write(name: string, text: string): void {
    writeFileAtomic(join(this.path, name), text);
  }

  close(): void {
    this.#lock.release();
  }

  #read(name: string): unknown {
    const file = join(this.path, 'cells', name);
    return existsSync(file) ? readJsonFile(file, 'data') : null;
  }
}
