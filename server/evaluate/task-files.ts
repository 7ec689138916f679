import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FaultscapeError } from '../../sim/core/index.ts';
import type { ReadTaskFile } from '../../sim/index.ts';

/** No road, table or shape is larger; what is, was named by mistake. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/** Files for tasks: what the user named behind a task's colon, from the working folder. */
export const readTaskFile: ReadTaskFile = (path) => {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(resolve(path));
  } catch (error) {
    throw new FaultscapeError('usage', 'The file that the task names cannot be read.', {
      expected: resolve(path),
      got: error instanceof Error ? error.message : String(error),
      hint: "check the path behind the task's colon",
      cause: error,
    });
  }
  if (bytes.length <= LARGEST_BYTES) return bytes;
  throw new FaultscapeError('data', `The file ${path} is too large for a task.`, {
    expected: `at most ${LARGEST_BYTES} bytes`,
    got: `${bytes.length} bytes`,
  });
};
