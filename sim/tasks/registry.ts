import { FaultscapeError } from '../core/errors.ts';
import type { Task } from '../task.ts';
import { judgedTask, splitScore } from './judged-task.ts';

/** Reads a file that the user named; given by whoever hosts the task. */
export type ReadTaskFile = (path: string) => Uint8Array;

/** `argument` is what follows the first colon of the id asked for ("driving/lane-keeping:my.json"), or null. */
export type TaskFactory = (argument: string | null, readFile: ReadTaskFile) => Task;

const factories = new Map<string, { readonly make: TaskFactory; readonly takes: string | null }>();

/**
 * Makes a task known by its id; third parties call this from their plug-in module. `takes` says what may
 * stand behind the id and a colon; a task without it is refused with an argument.
 */
export function registerTask(
  id: string,
  make: TaskFactory,
  { takes = null }: { takes?: string | null } = {},
): void {
  factories.set(id, { make, takes });
}

export function taskIds(): readonly string[] {
  return [...factories.keys()];
}

/** What may stand behind a task's id and a colon, in words; null if nothing may. */
export function taskTakes(id: string): string | null {
  return factories.get(id)?.takes ?? null;
}

/** Splits "driving/lane-keeping:my.json" into id and argument, whatever rules it is judged by. */
export function splitTask(whole: string): { readonly id: string; readonly argument: string | null } {
  const spec = splitScore(whole).task;
  const colon = spec.indexOf(':');
  return colon < 0
    ? { id: spec, argument: null }
    : { id: spec.slice(0, colon), argument: spec.slice(colon + 1) };
}

/** Makes a task by id, or by id and argument, and the rules it is judged by. Its `id` is the whole spec. */
export function createTask(spec: string, readFile: ReadTaskFile = refuseFile): Task {
  const { task, score } = splitScore(spec);
  if (score !== null) return judgedTask(createTask(task, readFile), score);
  const { id, argument } = splitTask(spec);
  const known = factories.get(id);
  if (known === undefined) {
    throw new FaultscapeError('usage', 'There is no such task.', {
      expected: `one of ${taskIds().join(', ')}`,
      got: spec,
    });
  }
  if (argument !== null && known.takes === null) {
    throw new FaultscapeError('usage', `Task ${id} takes nothing behind a colon.`, {
      expected: id,
      got: spec,
      hint: `tasks that take something there: ${taskIds()
        .filter((one) => taskTakes(one) !== null)
        .join(', ')}`,
    });
  }
  if (argument === '') {
    throw new FaultscapeError('usage', `Task ${id} has nothing behind its colon.`, {
      expected: `${id}:${known.takes}`,
      got: spec,
    });
  }
  return known.make(argument, readFile);
}

function refuseFile(path: string): never {
  throw new FaultscapeError('usage', 'Files cannot be read here.', {
    expected: 'a task that needs no file',
    got: path,
  });
}
