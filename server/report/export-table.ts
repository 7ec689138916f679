import type { EpisodeRow } from '../store/episode-store.ts';

export type Cell = string | number | boolean | null;

/** A column of an export; all its cells are of one type, or null. */
export interface Column {
  readonly name: string;
  readonly cells: readonly Cell[];
}

/**
 * Logged episodes as a table: what every row has, then a column for each axis of their scenes
 * ("scene.") and for each term of their scores ("term.").
 */
export function exportTable(rows: readonly EpisodeRow[]): readonly Column[] {
  const column = (name: string, cell: (row: EpisodeRow) => Cell): Column => ({ name, cells: rows.map(cell) });
  return [
    column('id', (row) => row.id),
    column('phase', (row) => row.phase),
    column('status', (row) => row.status),
    column('q', (row) => row.q),
    column('failed', (row) => row.failed),
    column('reason', (row) => row.reason),
    column('steps', (row) => row.steps),
    column('seed', (row) => row.seed),
    column('task', (row) => row.task),
    column('agent', (row) => row.agent),
    column('agentVersion', (row) => row.agentVersion),
    column('error', (row) => row.error),
    ...keysOf(rows.map((row) => row.scene)).map((key) =>
      column(`scene.${key}`, (row) => row.scene[key] ?? null),
    ),
    ...keysOf(rows.map((row) => row.terms ?? {})).map((key) =>
      column(`term.${key}`, (row) => row.terms?.[key] ?? null),
    ),
  ];
}

function keysOf(records: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}
