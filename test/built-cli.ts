import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = join(ROOT, 'dist/server/cli/main.js');
const LOCK = join(ROOT, 'node_modules/.faultscape-build');
const SOURCES = ['sim', 'agents', 'adversary', 'server', 'tsconfig.json', 'tsconfig.build.json'];
const LOOK_AGAIN_MS = 200;
const GIVE_UP_MS = 300_000;

/**
 * The program as its users run it: what `npm ci` built, or built again if a source is newer. It starts in half the
 * time of the source. Types are left to `npm run check`.
 */
export function builtCli(): string {
  for (let waitedMs = 0; isStale(); waitedMs += LOOK_AGAIN_MS) {
    if (waitedMs > GIVE_UP_MS) throw new Error(`nothing is built: remove ${LOCK} if no test runs`);
    if (!lock()) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
      continue;
    }
    try {
      build();
    } finally {
      rmdirSync(LOCK);
    }
  }
  return MAIN;
}

function build(): void {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--noCheck'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed:\n${stdout}`);
}

/** Whether this process is the one that builds. */
function lock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isStale(): boolean {
  const built = statSync(MAIN, { throwIfNoEntry: false });
  return built === undefined || SOURCES.some((name) => newest(join(ROOT, name)) > built.mtimeMs);
}

/** When the last of a folder's sources was changed. */
function newest(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .reduce((last, entry) => Math.max(last, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
}
