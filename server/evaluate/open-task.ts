import { FaultscapeError } from '../../sim/core/index.ts';
import { createTask, type ReadTaskFile, type Task } from '../../sim/index.ts';
import type { TaskFile } from '../store/task-copies.ts';
import { readTaskFile } from './task-files.ts';

/** A task and the files that it was made of, so that whoever makes it again makes the same. */
export interface OpenedTask {
  readonly task: Task;
  readonly files: readonly TaskFile[];
}

/** Makes a task; each file that it names is read once. */
export function openTask(spec: string, readFile: ReadTaskFile = readTaskFile): OpenedTask {
  const files: TaskFile[] = [];
  const task = createTask(spec, (path) => {
    const known = files.find((file) => file.path === path);
    if (known !== undefined) return known.bytes;
    const bytes = readFile(path);
    files.push({ path, bytes });
    return bytes;
  });
  return { task, files };
}

/** Reads files that are at hand, and no others. */
export function readerOf(files: readonly TaskFile[]): ReadTaskFile {
  return (path) => {
    const file = files.find((one) => one.path === path);
    if (file !== undefined) return file.bytes;
    throw new FaultscapeError('data', `The run holds no copy of ${path}.`, {
      expected: files.length === 0 ? 'a task that needs no file' : files.map((one) => one.path).join(', '),
      got: path,
    });
  };
}
