import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { FaultscapeError } from '../../sim/core/index.ts';

/** Replaces a file as a whole: after a crash it holds the old content or the new, never half of one. */
export function writeFileAtomic(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeSynced(temporary, content);
    renameSync(temporary, file);
    syncFolder(dirname(file));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new FaultscapeError(
      'environment',
      `The file ${file} cannot be written; what was there is intact.`,
      {
        expected: 'a writable folder with room for it',
        got: error instanceof Error ? error.message : String(error),
        cause: error,
      },
    );
  }
}

function writeSynced(file: string, content: string | Uint8Array): void {
  const handle = openSync(file, 'w');
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The rename itself must reach the disk too. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
