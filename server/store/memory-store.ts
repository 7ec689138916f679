import type { Trajectory } from '../../sim/index.ts';
import type { EpisodeRow, EpisodeStore, LogPage } from './episode-store.ts';

/** Keeps episodes in memory: the store of tests and of runs without a folder. */
export class MemoryStore implements EpisodeStore {
  readonly #rows = new Map<string, EpisodeRow>();
  readonly #trajectories = new Map<string, Trajectory>();

  append(row: EpisodeRow, trajectory: Trajectory | null): boolean {
    if (this.#rows.has(row.id)) return false;
    this.#rows.set(row.id, structuredClone(row));
    if (trajectory !== null) this.#trajectories.set(row.id, structuredClone(trajectory));
    return true;
  }

  rows(): readonly EpisodeRow[] {
    return [...this.#rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  rowsAfter(cursor: number, most: number): LogPage {
    const rows = [...this.#rows.values()].slice(cursor, cursor + most);
    return { rows, cursor: cursor + rows.length };
  }

  get(id: string): EpisodeRow | null {
    return this.#rows.get(id) ?? null;
  }

  trajectory(id: string): Trajectory | null {
    return this.#trajectories.get(id) ?? null;
  }

  close(): void {}
}
