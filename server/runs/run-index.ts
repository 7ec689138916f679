import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../http/api.ts';
import type { StatusNews } from '../live/live-event.ts';
import { RunFolder } from '../store/run-folder.ts';
import { RunLock } from '../store/run-lock.ts';
import { KeptLog } from './kept-log.ts';
import { damagedSummary, type LoggedSummary, summaryOf } from './run-summary.ts';
import type { RunsFolder } from './runs-folder.ts';

/** A run that this server itself runs, or tried to. */
export interface OwnRun {
  readonly running: boolean;
  readonly news: StatusNews | null;
  /** What to show while its folder is not there. */
  readonly announced: LoggedSummary;
}

/** The runs of this server by name. */
export interface OwnRunBook {
  readonly names: readonly string[];
  get(name: string): OwnRun | null;
}

interface Known {
  readonly stamp: string;
  readonly logged: LoggedSummary;
  stale: boolean;
  /** Open while the run is being written. */
  readonly log: KeptLog;
}

/**
 * Files whose change changes a summary, or what is made of the run: while a log is written, it grows in the second of
 * its files.
 */
const FILES = ['manifest.json', 'run.sqlite', 'run.sqlite-wal', 'explain.json'];

/** What there is in the runs folder, in short. A folder is read again only when its files changed. */
export class RunIndex {
  readonly #runs: RunsFolder;
  readonly #own: OwnRunBook;
  readonly #known = new Map<string, Known>();

  constructor(runs: RunsFolder, own: OwnRunBook) {
    this.#runs = runs;
    this.#own = own;
  }

  /** All runs, newest first. */
  async list(): Promise<readonly RunSummary[]> {
    const names = new Set([...(await this.#runs.names()), ...this.#own.names]);
    for (const [name, { log }] of this.#known) {
      if (names.has(name)) continue;
      log.close();
      this.#known.delete(name);
    }
    const summaries: RunSummary[] = [];
    for (const name of names) {
      summaries.push(this.#summaryOf(name));
      if (summaries.length % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    return summaries.sort(newestFirst);
  }

  /** Throws NotFound for a run that is neither there nor about to be. */
  summary(name: string): RunSummary {
    if (this.#own.get(name) === null) this.#runs.locate(name);
    return this.#summaryOf(name);
  }

  close(): void {
    for (const { log } of this.#known.values()) log.close();
    this.#known.clear();
  }

  /** Changes whenever something was written in a run's folder. */
  stamp(name: string): string {
    return stampOf(this.#runs.locate(name));
  }

  #summaryOf(name: string): RunSummary {
    const own = this.#own.get(name);
    if (own === null) return { ...this.#logged(name), ours: false, news: null };
    const logged = this.#runs.has(name) ? this.#logged(name) : own.announced;
    if (!own.running) return { ...logged, ours: false, news: own.news };
    // On a resume its manifest says how it ended last time until its workers are up.
    return { ...logged, status: 'running', finishedAt: null, ours: true, news: own.news };
  }

  #logged(name: string): LoggedSummary {
    const folder = join(this.#runs.path, name);
    const stamp = stampOf(folder);
    let known = this.#known.get(name);
    if (known === undefined || known.stamp !== stamp) {
      const log = known?.log ?? new KeptLog();
      known = { stamp, logged: read(name, folder, log), stale: false, log };
      this.#known.set(name, known);
    }
    const { logged, log } = known;
    // Nobody goes on with a run without writing to its folder, which changes the stamp.
    known.stale ||= logged.status === 'running' && !RunLock.isHeld(folder);
    if (logged.status !== 'running' || known.stale) log.close();
    return known.stale ? { ...logged, status: 'stale' } : logged;
  }
}

function read(name: string, folder: string, log: KeptLog): LoggedSummary {
  try {
    const manifest = RunFolder.readManifest(folder);
    return summaryOf(name, manifest, log.in(folder)?.tally() ?? []);
  } catch (error) {
    return damagedSummary(name, error instanceof Error ? error.message : String(error));
  }
}

function stampOf(folder: string): string {
  return FILES.map((file) => {
    const stat = statSync(join(folder, file), { throwIfNoEntry: false });
    return stat === undefined ? 'none' : `${stat.mtimeMs} ${stat.size}`;
  }).join(' ');
}

function newestFirst(a: RunSummary, b: RunSummary): number {
  if (a.startedAt !== b.startedAt) return a.startedAt < b.startedAt ? 1 : -1;
  return a.name < b.name ? -1 : 1;
}
