import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { PACKAGE_ROOT, PACKAGE_VERSION } from './package-info.ts';

/** What a manifest says about the program and the machine. */
export interface MachineFacts {
  readonly faultscape: string;
  readonly gitCommit: string | null;
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cpus: number;
}

export function machineFacts(): MachineFacts {
  return {
    faultscape: PACKAGE_VERSION,
    gitCommit: gitCommit(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cpus: availableParallelism(),
  };
}

/** The commit this package was checked out at, "-dirty" behind it if files differ; null outside git. */
function gitCommit(): string | null {
  const root = fileURLToPath(PACKAGE_ROOT);
  if (!existsSync(new URL('.git', PACKAGE_ROOT))) return null;
  try {
    const args = ['-C', root, 'describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'];
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
