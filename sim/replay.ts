import type { Trajectory } from './run-episode.ts';

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
