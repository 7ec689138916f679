import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FaultscapeError, type Json, stableStringify } from '../../sim/core/index.ts';
import type { HardenConfig } from '../config/harden-config.ts';
import { PACKAGE_VERSION } from '../config/package-info.ts';
import { readJsonFile } from '../config/parse.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import { makeFolder } from '../store/make-folder.ts';
import { RunFolder } from '../store/run-folder.ts';
import { RunLock } from '../store/run-lock.ts';

/** Tells a hardening's folder from others, from its beginning. */
export const MARK = 'hardening.json';
/** What may differ when a hardening goes on, because nothing depends on it. */
const FREE_TO_CHANGE: readonly string[] = ['out', 'workers', 'seats', 'plugins'];

/** What is hardened against what: known before anything runs. */
export interface HardeningAbout {
  /** The name of the attack that is learned from. */
  readonly attack: string;
  readonly task: string;
  readonly space: string;
  readonly adversary: string;
  /** As it was attacked. */
  readonly agent: string;
  /** The same without the weights that it had. */
  readonly pupil: string;
  readonly teacher: string | null;
}

/**
 * A hardening on disk: a run folder for each stage that runs episodes, and the new weights. A stage that is whole
 * is never run again. Its danger: while it is open no other process may write there.
 */
export class HardenFolder {
  readonly path: string;
  readonly #lock: RunLock;

  private constructor(path: string, lock: RunLock) {
    this.path = path;
    this.#lock = lock;
  }

  /** A new or empty folder, or with `resume` one that holds this very hardening. */
  static open(
    config: HardenConfig,
    { resume, about }: { resume: boolean; about: HardeningAbout },
  ): HardenFolder {
    const path = resolve(config.out);
    if (resume) checkResumable(config);
    makeFolder(path, '--out');
    const there = readdirSync(path).filter((name) => !name.startsWith('lock.sqlite'));
    if (!resume && there.length > 0) {
      throw new FaultscapeError('usage', `The folder ${config.out} is not empty.`, {
        expected: 'a new or empty folder',
        got: there.slice(0, 3).join(', '),
        hint: 'go on with that hardening (--resume), or choose another folder (--out)',
      });
    }
    const folder = new HardenFolder(path, new RunLock(path));
    folder.write(MARK, `${JSON.stringify({ faultscape: PACKAGE_VERSION, config, about }, null, 2)}\n`);
    return folder;
  }

  place(name: string): string {
    return join(this.path, name);
  }

  has(name: string): boolean {
    return existsSync(this.place(name));
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileAtomic(this.place(name), content);
  }

  /** The log of a stage that is whole; null for one that is not. */
  rowsOf(stage: string): readonly EpisodeRow[] | null {
    const path = this.place(stage);
    if (!existsSync(join(path, 'manifest.json'))) return null;
    if (RunFolder.readManifest(path).status !== 'done') return null;
    const run = RunFolder.open(path, { write: false });
    try {
      return run.store.rows();
    } finally {
      run.close();
    }
  }

  /** Takes away what a stage that was stopped has left. */
  clear(stage: string): void {
    rmSync(this.place(stage), { recursive: true, force: true });
  }

  close(): void {
    this.#lock.release();
  }
}

function checkResumable(config: HardenConfig): void {
  const file = join(resolve(config.out), MARK);
  if (!existsSync(file)) {
    throw new FaultscapeError('data', `There is no hardening in ${config.out}.`, {
      expected: `a folder with a ${MARK}`,
      got: existsSync(resolve(config.out)) ? 'a folder without one' : 'no such folder',
    });
  }
  const before = readJsonFile(file, 'data') as { faultscape?: Json; config?: Record<string, Json> } | null;
  if (before?.faultscape !== PACKAGE_VERSION) {
    throw refusal('by another version of Faultscape', String(before?.faultscape), PACKAGE_VERSION);
  }
  const now = config as unknown as Record<string, Json>;
  for (const field of Object.keys(now).filter((name) => !FREE_TO_CHANGE.includes(name))) {
    const [was, is] = [before.config, now].map((fields) => stableStringify(fields?.[field] ?? null));
    if (was !== is) throw refusal(`with another ${field}`, `${field} ${was}`, `${field} ${is}`);
  }
}

function refusal(how: string, expected: string, got: string): FaultscapeError {
  return new FaultscapeError('usage', `The hardening was begun ${how}.`, {
    expected,
    got,
    hint: 'resume with what it began with, or begin another with another --out',
  });
}
