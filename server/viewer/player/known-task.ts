import {
  createTask,
  FaultscapeError,
  type ReadTaskFile,
  splitTask,
  type Task,
  taskIds,
} from '../../../sim/index.ts';

/** A task by its id and what stands behind it; null for one that this page cannot make. */
export function knownTask(spec: string, readFile?: ReadTaskFile): Task | null {
  if (!taskIds().includes(splitTask(spec).id)) return null;
  try {
    return createTask(spec, readFile);
  } catch (error) {
    if (error instanceof FaultscapeError) return null;
    throw error;
  }
}
