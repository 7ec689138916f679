import { FaultscapeError } from '../core/errors.ts';
import type { Task } from '../task.ts';

const factories = new Map<string, () => Task>();

/** Makes a task known by its id; third parties call this from their plug-in module. */
export function registerTask(id: string, factory: () => Task): void {
  factories.set(id, factory);
}

export function taskIds(): readonly string[] {
  return [...factories.keys()];
}

export function createTask(id: string): Task {
  const factory = factories.get(id);
  if (factory === undefined) {
    throw new FaultscapeError('usage', 'There is no such task.', {
      expected: `one of ${taskIds().join(', ')}`,
      got: id,
    });
  }
  return factory();
}
