import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { HostAbout } from '../evaluate/episode-host.ts';
import { withLog } from '../runs/log-reader.ts';
import type { RunsFolder } from '../runs/runs-folder.ts';
import type { Manifest } from '../store/manifest.ts';
import { newManifest } from '../store/new-manifest.ts';
import { RunFolder } from '../store/run-folder.ts';
import type { DrivePlan } from './drive-plan.ts';

const FOLDER = 'drives';
const ID = /^drive-(\d+)$/;

interface Open {
  readonly folder: RunFolder;
  drives: number;
}

/** Where drives are logged: a run folder for each agent in each task, which grows over time. */
export class DriveLog {
  readonly #runs: RunsFolder;
  readonly #open = new Map<string, Open>();
  readonly #lastNumbers = new Map<string, number>();

  constructor(runs: RunsFolder) {
    this.#runs = runs;
  }

  /** The run a drive belongs to: one of the same agent, task and space. */
  runOf(plan: DrivePlan): string {
    const { agent, task, space } = plan;
    const isFirst = space === null || space === [...task.spaces.values()][0];
    const words = [agent, task.id, ...(isFirst ? [] : [space.name])].map(plain).join('-');
    for (let i = 1; ; i++) {
      const name = `${FOLDER}/${i === 1 ? words : `${words}-${i}`}`;
      const path = join(this.#runs.path, name);
      if (!existsSync(path) || isHome(path, plan)) return name;
    }
  }

  /** An id that no drive of this run has or had while this server runs. */
  nextId(run: string): string {
    const last = this.#lastNumbers.get(run) ?? this.#highest(run);
    this.#lastNumbers.set(run, last + 1);
    return `drive-${String(last + 1).padStart(5, '0')}`;
  }

  /** The folder to log to, made if it is not there; `close` it once for every `open`. */
  open(run: string, plan: DrivePlan, about: HostAbout): RunFolder {
    const held = this.#open.get(run);
    if (held !== undefined) {
      held.drives++;
      return held.folder;
    }
    const path = join(this.#runs.path, run);
    const folder = existsSync(join(path, 'manifest.json'))
      ? RunFolder.open(path, { write: true })
      : RunFolder.create(path, manifestOf(run, plan, about));
    this.#open.set(run, { folder, drives: 1 });
    const { renderer, agentVersion } = about;
    folder.updateManifest({ status: 'running', finishedAt: null, renderer, agentVersion });
    return folder;
  }

  close(run: string): void {
    const held = this.#open.get(run);
    if (held === undefined || --held.drives > 0) return;
    this.#open.delete(run);
    held.folder.updateManifest({ status: 'done', finishedAt: new Date().toISOString() });
    held.folder.close();
  }

  #highest(run: string): number {
    if (!this.#runs.has(run)) return 0;
    const rows = withLog(this.#runs.locate(run), [], (store) => store.rows());
    return rows.reduce((most, { id }) => Math.max(most, Number(ID.exec(id)?.[1] ?? 0)), 0);
  }
}

function manifestOf(run: string, plan: DrivePlan, about: HostAbout): Manifest {
  const { task, agent, space, seed, manner } = plan;
  const config = { task: task.id, agent, seed, workers: 1, seats: 1, ...manner };
  return {
    ...newManifest({ about, task, startedAt: new Date(), config }),
    name: basename(run),
    command: 'drive',
    space: space === null ? null : ({ name: space.name, axes: [...space.axes] } as Manifest['space']),
  };
}

function isHome(path: string, { agent, task, space }: DrivePlan): boolean {
  try {
    const manifest = RunFolder.readManifest(path);
    const same = manifest.agent === agent && manifest.task === task.id;
    return manifest.command === 'drive' && same && (manifest.space?.name ?? null) === (space?.name ?? null);
  } catch {
    // What cannot be read is left alone.
    return false;
  }
}

function plain(text: string): string {
  return text.replace(/[^A-Za-z0-9._]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
}
