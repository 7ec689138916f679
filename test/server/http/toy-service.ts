import { request } from 'node:http';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach } from 'vitest';
import { parseServeConfig } from '../../../server/config/serve-config.ts';
import { loadParts } from '../../../server/evaluate/load-parts.ts';
import { openService, type Service } from '../../../server/http/open-service.ts';
import { toRecord } from '../../../server/store/episode-record.ts';
import { newManifest } from '../../../server/store/new-manifest.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { packTrajectory } from '../../../server/store/trajectory-codec.ts';
import { EXAMPLE_ROW } from '../../contracts/store.contract.ts';
import { TOY_TASK } from '../../toys/toy-task.ts';
import { newFolder, TOY_PLUGIN } from '../toy-runs.ts';

const open: ToyService[] = [];

afterEach(async () => {
  for (const service of open.splice(0)) await service.end();
});

/** Answer of an endpoint: its status, and its JSON where it is some. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
}

/** A real server over a folder of its own, in which the toys are known. */
export class ToyService {
  readonly folder: string;
  readonly service: Service;
  readonly #bugs: readonly unknown[];

  private constructor(folder: string, service: Service, bugs: readonly unknown[]) {
    this.folder = folder;
    this.service = service;
    this.#bugs = bugs;
  }

  static async open(
    flags: Readonly<Record<string, unknown>> = {},
    { folder = newFolder(), pageFolder = join(newFolder(), 'none') } = {},
  ): Promise<ToyService> {
    await loadParts([TOY_PLUGIN]);
    const bugs: unknown[] = [];
    const service = await openService({
      config: parseServeConfig({ port: 0, ...flags }, {}),
      runsFolder: folder,
      plugins: [TOY_PLUGIN],
      onBug: (error) => bugs.push(error),
      pageFolder,
    });
    const toy = new ToyService(folder, service, bugs);
    open.push(toy);
    return toy;
  }

  get url(): string {
    return this.service.url;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.fetch(path, { headers });
  }

  post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  async fetch(path: string, init: RequestInit): Promise<Reply> {
    const response = await fetch(`${this.url}${path}`, { redirect: 'manual', ...init });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  }

  /** A request whose path goes out as it is written, and with any headers: fetch would tidy both. */
  raw(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(this.url);
      const asked = request({ hostname, port, path, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => {
          const body = text.startsWith('{') ? JSON.parse(text) : text;
          const named = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers(Object.fromEntries(named)),
            body,
          });
        });
      });
      asked.on('error', reject);
      asked.end();
    });
  }

  /** Logs a run of the toy into the folder, as another process would. */
  newRun(name: string, episodes: number, changes: Readonly<Record<string, unknown>> = {}): RunFolder {
    return newToyRun(join(this.folder, name), episodes, changes);
  }

  async end(): Promise<void> {
    await this.service.close();
    if (this.#bugs.length > 0) throw this.#bugs[0];
  }
}

/** A run of the toy with so many episodes, open for more. */
export function newToyRun(
  path: string,
  episodes: number,
  changes: Readonly<Record<string, unknown>> = {},
): RunFolder {
  const about = { agentVersion: '1', renderer: null, tensor: null, camera: null };
  const config = { task: TOY_TASK.id, agent: 'toy', seed: 1, workers: 1, seats: 1 };
  const run = RunFolder.create(path, {
    ...newManifest({ about, task: TOY_TASK, startedAt: new Date(), config }),
    name: path.split('/').at(-1) as string,
    command: 'attack',
    ...changes,
  });
  logEpisodes(run, 0, episodes);
  return run;
}

/** Logs episodes toy-0000FIRST and so on, all at once; every third fails. */
export function logEpisodes(run: RunFolder, first: number, count: number): void {
  const database = new Database(join(run.path, 'run.sqlite'));
  database.exec('BEGIN');
  for (let i = first; i < first + count; i++) {
    const row = { ...EXAMPLE_ROW, id: `toy-${String(i).padStart(5, '0')}`, failed: i % 3 === 0 };
    insert(database, 'episodes', toRecord(run.manifest.name, row));
    const rows = Float64Array.of(0.1, i, -1, 0.2, i, -2);
    const { deflated, sha256, steps } = packTrajectory({ names: NAMES, rows });
    const packed = { names: JSON.stringify(NAMES), steps, width: 3, rows: Buffer.from(deflated), sha256 };
    insert(database, 'trajectories', { run: run.manifest.name, id: row.id, ...packed });
  }
  database.exec('COMMIT');
  database.close();
}

const NAMES = ['stride', 'eastM', 'northM'];

function insert(database: Database.Database, table: string, record: object): void {
  const columns = Object.keys(record);
  const marks = columns.map(() => '?').join(', ');
  database
    .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`)
    .run(...Object.values(record));
}
