import { FaultscapeError } from './core/errors.ts';
import type { Trajectory } from './run-episode.ts';
import type { Task } from './task.ts';

/** The first place where two runs of an episode part; `step` counts from 0. */
export interface Divergence {
  readonly step: number;
  /** The column's name, or "steps" where one run ends and the other goes on. */
  readonly column: string;
  readonly logged: number;
  readonly replayed: number;
}

/**
 * Compares two trajectories bit for bit, so that 0 and -0 differ and equal NaNs do not. Null when
 * they are identical.
 */
export function firstDivergence(logged: Trajectory, replayed: Trajectory): Divergence | null {
  const { names } = logged;
  if (names.join() !== replayed.names.join()) {
    return { step: 0, column: 'columns', logged: names.length, replayed: replayed.names.length };
  }
  const [before, now] = [bitsOf(logged.rows), bitsOf(replayed.rows)];
  const shorter = Math.min(before.length, now.length);
  for (let i = 0; i < shorter; i++) {
    if (before[i] === now[i]) continue;
    return {
      step: Math.floor(i / names.length),
      column: names[i % names.length] as string,
      logged: logged.rows[i] as number,
      replayed: replayed.rows[i] as number,
    };
  }
  if (before.length === now.length) return null;
  return {
    step: shorter / names.length,
    column: 'steps',
    logged: before.length / names.length,
    replayed: now.length / names.length,
  };
}

function bitsOf(rows: Float64Array): BigUint64Array {
  return new BigUint64Array(rows.buffer, rows.byteOffset, rows.length);
}

/**
 * The state after a logged episode's step, counted from 1, as the task's `retrace` takes it. Throws an
 * error of kind `data` if the log holds other columns than the task writes.
 */
export function traceAt(task: Task, { names, rows }: Trajectory, step: number): Float64Array {
  const state = names.slice(task.action.names.length);
  if (state.join() !== task.traceNames.join()) {
    throw new FaultscapeError('data', 'The logged steps are not those of this task.', {
      expected: task.traceNames.join(', '),
      got: state.join(', '),
      hint: 'the log comes from another version of the task; show it with that version',
    });
  }
  const end = step * names.length;
  return rows.subarray(end - state.length, end);
}
