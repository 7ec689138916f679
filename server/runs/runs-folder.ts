import { existsSync, realpathSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { FaultscapeError } from '../../sim/core/index.ts';
import { shown } from '../sockets/shown.ts';
import { NotFound } from './not-found.ts';

/** Runs lie at most so many folders below the runs folder. */
const MOST_LEVELS = 4;
const NEW_PART = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** What lies in the runs folder, by the file that tells it from other folders. */
const KINDS = { run: 'manifest.json', training: 'training.json', hardening: 'hardening.json' } as const;

/**
 * The folder that holds the runs (or trainings, or hardenings), and the names by which others know them: paths below it. Its
 * danger: names come from strangers, so every one of them is held to stay inside.
 */
export class RunsFolder {
  readonly path: string;
  readonly #kind: keyof typeof KINDS;

  constructor(path: string, kind: keyof typeof KINDS = 'run') {
    this.path = resolve(path);
    this.#kind = kind;
  }

  /** The folder of a run that exists. */
  locate(name: string): string {
    const folder = this.#inside(name);
    if (folder !== null && existsSync(join(folder, this.#marker)) && this.#reallyInside(folder))
      return folder;
    throw new NotFound(`There is no such ${this.#kind}.`, {
      expected: `the name of a folder below ${this.path} with a ${this.#marker}`,
      got: shown(name),
    });
  }

  has(name: string): boolean {
    const folder = this.#inside(name);
    return folder !== null && existsSync(join(folder, this.#marker)) && this.#reallyInside(folder);
  }

  /** Where a run of this name would go. Throws if the name is no good or there is something already. */
  locateNew(name: string): string {
    const parts = name.split('/');
    const folder = this.#inside(name);
    const good = folder !== null && parts.length <= MOST_LEVELS && parts.every((part) => NEW_PART.test(part));
    if (!good) {
      throw new FaultscapeError('usage', 'A run cannot have this name.', {
        expected: `letters, digits, ".", "_" and "-", in at most ${MOST_LEVELS} parts with "/" between them`,
        got: shown(name),
      });
    }
    const parents = parts.map((_, i) => join(this.path, ...parts.slice(0, i)));
    const inTheWay = existsSync(folder)
      ? folder
      : parents.find((each) => existsSync(join(each, this.#marker)));
    if (inTheWay !== undefined) {
      throw new FaultscapeError('usage', 'There is a run of this name, or one in its way.', {
        expected: 'a name that is free',
        got: relative(this.path, inTheWay) || 'the runs folder itself',
      });
    }
    const nearest = parents.filter((each) => existsSync(each)).at(-1);
    if (nearest !== undefined && !this.#reallyInside(nearest)) {
      throw new FaultscapeError('usage', 'A run cannot have this name.', {
        expected: 'a place below the runs folder',
        got: shown(name),
      });
    }
    return folder;
  }

  /** The names of all runs, in no order. Links are not followed. */
  async names(): Promise<readonly string[]> {
    const found: string[] = [];
    await this.#search([], found);
    return found;
  }

  async #search(parts: readonly string[], found: string[]): Promise<void> {
    const entries = await readdir(join(this.path, ...parts), { withFileTypes: true }).catch(() => []);
    if (parts.length > 0 && entries.some((entry) => entry.isFile() && entry.name === this.#marker)) {
      found.push(parts.join('/'));
      return;
    }
    if (parts.length === MOST_LEVELS) return;
    for (const entry of entries) {
      const hidden = entry.name.startsWith('.') || entry.name === 'node_modules' || entry.name.includes('\\');
      if (entry.isDirectory() && !hidden) await this.#search([...parts, entry.name], found);
    }
  }

  get #marker(): string {
    return KINDS[this.#kind];
  }

  /** The path a name stands for, or null when it is no name of anything below this folder. */
  #inside(name: string): string | null {
    const parts = name.split('/');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL ends a path in some systems' calls.
    const bad = (part: string) => part === '' || part.startsWith('.') || /[\\\u0000-\u001f]/.test(part);
    if (name.length > 1024 || parts.some(bad)) return null;
    return join(this.path, ...parts);
  }

  /** False for a link that leads outside. */
  #reallyInside(path: string): boolean {
    const root = realpathSync(this.path);
    const real = realpathSync(path);
    return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
  }
}
