import type { Figures } from '../http/api.ts';
import type { Archive } from './archive.ts';

interface Known {
  readonly stamp: string;
  readonly figures: Promise<Figures>;
  over: boolean;
}

/** Figures of runs, each computed once for a state of its log; while it grows, one after another. */
export class FiguresDesk {
  readonly #archive: Archive;
  readonly #known = new Map<string, Known>();

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  /** `stamp` changes with the run; figures under way are waited for rather than begun again. */
  of(run: string, folder: string, stamp: string): Promise<Figures> {
    const known = this.#known.get(run);
    if (known !== undefined && (known.stamp === stamp || !known.over)) return known.figures;
    const figures = this.#archive.ask<Figures>({ make: 'figures', folder, run });
    const entry: Known = { stamp, figures, over: false };
    this.#known.set(run, entry);
    figures.then(
      () => {
        entry.over = true;
      },
      // A failure is not kept: the next question is a new one.
      () => this.#known.delete(run),
    );
    return figures;
  }
}
