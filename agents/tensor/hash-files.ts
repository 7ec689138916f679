import { createHash } from 'node:crypto';

/** Twelve hexadecimal digits that change with any byte of any file; names the version of a model. */
export function hashFiles(files: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file.length}\n`).update(file);
  return hash.digest('hex').slice(0, 12);
}
