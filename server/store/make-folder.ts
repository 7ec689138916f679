import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { FaultscapeError } from '../../sim/core/index.ts';

/**
 * Makes a folder and those above it that are missing. One by one, because Node's own recursive way
 * never ends in a file system that refuses with "no such file", as /proc does. `flag` is how the
 * user may choose another.
 */
export function makeFolder(path: string, flag: string): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
  try {
    for (const folder of missing) mkdirSync(folder);
    // One that is there may still be a file.
    if (missing.length === 0) mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new FaultscapeError('environment', `The folder ${path} cannot be made.`, {
      expected: 'a folder that can be written',
      got: error instanceof Error ? error.message : String(error),
      hint: `choose another with ${flag}`,
      cause: error,
    });
  }
}
