import type { Archive } from './archive.ts';

interface Known<Answer> {
  readonly stamp: string;
  readonly answer: Promise<Answer>;
  over: boolean;
}

/** What the archive makes of runs, each made once for a state of its log; while it grows, one after another. */
export class AnswerDesk<Answer> {
  readonly #archive: Archive;
  readonly #make: 'figures' | 'explanation';
  readonly #known = new Map<string, Known<Answer>>();

  constructor(archive: Archive, make: 'figures' | 'explanation') {
    this.#archive = archive;
    this.#make = make;
  }

  /** `stamp` changes with the run; an answer under way is waited for rather than begun again. */
  of(run: string, folder: string, stamp: string): Promise<Answer> {
    const known = this.#known.get(run);
    if (known !== undefined && (known.stamp === stamp || !known.over)) return known.answer;
    const answer = this.#archive.ask<Answer>({ make: this.#make, folder, run });
    const entry: Known<Answer> = { stamp, answer, over: false };
    this.#known.set(run, entry);
    answer.then(
      () => {
        entry.over = true;
      },
      // A failure is not kept: the next question is a new one.
      () => this.#known.delete(run),
    );
    return answer;
  }
}
