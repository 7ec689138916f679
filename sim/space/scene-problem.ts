import { FaultscapeError } from '../core/errors.ts';
import type { Scene } from './axis.ts';
import { Space } from './space.ts';

/**
 * What is wrong with a scene that may name any axis of several spaces and leave others out, as an
 * error that teaches, or null. Spaces may differ in how far an axis of one name reaches; any of
 * them may allow a value. `what` begins the error's sentence.
 */
export function sceneProblem(what: string, spaces: readonly Space[], scene: Scene): FaultscapeError | null {
  const axes = spaces.flatMap((space) => space.axes);
  for (const [name, value] of Object.entries(scene)) {
    const named = axes.filter((axis) => axis.name === name);
    if (named.length === 0) {
      return new FaultscapeError('data', `${what} has no axis named ${name}.`, {
        expected: `one of ${[...new Set(axes.map((axis) => axis.name))].join(', ')}`,
        got: name,
      });
    }
    const problems = named.map((axis) => new Space(name, [axis]).problem({ [name]: value }));
    if (!problems.includes(null)) return problems.at(-1) ?? null;
  }
  return null;
}
