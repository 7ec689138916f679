import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FaultscapeError } from '../../sim/core/index.ts';

/** A file that a task names, as it was when the task was made. */
export interface TaskFile {
  /** As the task names it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Where a run folder keeps its copy of such a file. Names are ours: nothing else can be asked for by them. */
export const TaskCopySchema = z.object({
  path: z.string(),
  name: z.string().regex(/^task-file-\d{1,4}(\.[a-z0-9]{1,8})?$/),
  bytes: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type TaskCopy = Readonly<z.output<typeof TaskCopySchema>>;

/** Writes copies of the files into a run's folder. */
export function writeTaskCopies(folder: string, files: readonly TaskFile[]): TaskCopy[] {
  return files.map(({ path, bytes }, i) => {
    const ending = /\.[a-z0-9]{1,8}$/.exec(path.toLowerCase())?.[0] ?? '';
    const name = `task-file-${i}${ending}`;
    writeFileSync(join(folder, name), bytes);
    return { path, name, bytes: bytes.length, sha256: hashOf(bytes) };
  });
}

/** Reads a copy, which must be as it was written. */
export function readTaskCopy(folder: string, { path, name, bytes, sha256 }: TaskCopy): TaskFile {
  let found: Uint8Array;
  try {
    found = readFileSync(join(folder, name));
  } catch (error) {
    throw new FaultscapeError('data', `The run's copy of ${path} cannot be read.`, {
      expected: `${name} in the run's folder`,
      got: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
  const hash = hashOf(found);
  if (hash === sha256) return { path, bytes: found };
  throw new FaultscapeError('data', `The run's copy of ${path}, ${name}, was changed.`, {
    expected: `${bytes} bytes with SHA-256 ${sha256}`,
    got: `${found.length} bytes with ${hash}`,
    hint: 'copy the run folder again from where it was made',
  });
}

export function isTaskCopy(name: string): boolean {
  return TaskCopySchema.shape.name.safeParse(name).success;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
