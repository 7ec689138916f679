import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AttackOutcome, runAttack } from '../../server/attack/run-attack.ts';
import { parseAttackConfig } from '../../server/config/attack-config.ts';
import type { EpisodeRow } from '../../server/store/episode-store.ts';
import { RunFolder } from '../../server/store/run-folder.ts';

export const TOY_PLUGIN = fileURLToPath(new URL('../toys/plugin.ts', import.meta.url));
const MAIN = fileURLToPath(new URL('../../server/cli/main.ts', import.meta.url));

/** A small BBGAN attack on the toy: 40 random scenes, one short training, 10 generated, 6 to compare with. */
export const SMALL = {
  task: 'toy/plane',
  space: 'weathered',
  agent: 'toy',
  adversary: 'bbgan',
  settings: { pool: 40, induced: 8, samples: 10, baseline: 6, iterations: 60, attempts: 1 },
  seed: 7,
  workers: 1,
  seats: 4,
  plugins: [TOY_PLUGIN],
};
export const SMALL_EPISODES = 56;

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'faultscape-run-'));
}

export function attackToy(
  changes: Readonly<Record<string, unknown>> = {},
  { resume = false, signal = new AbortController().signal } = {},
): Promise<AttackOutcome & { readonly out: string }> {
  // Another adversary has other settings.
  const base = 'adversary' in changes ? { ...SMALL, settings: {} } : SMALL;
  const config = parseAttackConfig({ ...base, out: join(newFolder(), 'run') }, { settings: {}, ...changes });
  const sink = { err: () => {}, errIsTty: false };
  return runAttack({ config, resume, sink, signal }).then((outcome) => ({ ...outcome, out: config.out }));
}

/** Rows without what may differ between runs of one config: the time they took. */
export function comparable(rows: readonly EpisodeRow[]): readonly Omit<EpisodeRow, 'wallMs'>[] {
  return rows.map(({ wallMs: _, ...row }) => row);
}

export function rowsIn(folder: string): readonly EpisodeRow[] {
  const run = RunFolder.open(folder, { write: false });
  try {
    return run.store.rows();
  } finally {
    run.close();
  }
}

/** The program itself, in a process of its own. */
export function startCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): CliProcess {
  return new CliProcess(
    spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    }),
  );
}

export class CliProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  out = '';
  err = '';

  constructor(child: ChildProcess) {
    this.child = child;
    child.stdout?.on('data', (text: Buffer) => {
      this.out += text.toString();
    });
    child.stderr?.on('data', (text: Buffer) => {
      this.err += text.toString();
    });
    this.ended = new Promise((resolve) => {
      child.on('close', (code, signal) => resolve({ code, signal }));
    });
  }
}

/** Waits until a running attack has logged `count` episodes; gives their ids. */
export async function waitForRows(folder: string, count: number): Promise<readonly string[]> {
  for (let tries = 0; tries < 3_000; tries++) {
    if (existsSync(join(folder, 'run.sqlite'))) {
      const ids = idsIn(folder);
      if (ids.length >= count) return ids;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the run in ${folder} never logged ${count} episodes`);
}

function idsIn(folder: string): readonly string[] {
  try {
    return rowsIn(folder).map((row) => row.id);
  } catch {
    // The log is being laid out just now.
    return [];
  }
}
