import { FaultscapeError } from '../sim/core/index.ts';
import type { Proposal, Trial } from './adversary.ts';

/**
 * A fixed list of proposals handed out in order and awaited as a whole. It gives its trials back
 * in the order of the proposals, so that nothing downstream can depend on who finished first.
 */
export class Batch {
  readonly proposals: readonly Proposal[];
  readonly #trials = new Map<string, Trial>();
  readonly #known: ReadonlySet<string>;
  #asked = 0;

  constructor(proposals: readonly Proposal[]) {
    this.proposals = proposals;
    this.#known = new Set(proposals.map((p) => p.id));
  }

  take(n: number): readonly Proposal[] {
    const taken = this.proposals.slice(this.#asked, this.#asked + Math.max(0, n));
    this.#asked += taken.length;
    return taken;
  }

  has(id: string): boolean {
    return this.#known.has(id);
  }

  /** A trial told again is no news; told otherwise it is an error. */
  put(trial: Trial): void {
    if (!Number.isFinite(trial.score)) {
      throw new FaultscapeError('data', `The score of trial ${trial.id} is not a number.`, {
        expected: 'a finite number',
        got: String(trial.score),
      });
    }
    const before = this.#trials.get(trial.id);
    if (before === undefined) this.#trials.set(trial.id, trial);
    else if (before.score !== trial.score || before.failed !== trial.failed)
      throw toldOtherwise(before, trial);
  }

  /** How many of the proposals have been told. */
  get told(): number {
    return this.#trials.size;
  }

  get complete(): boolean {
    return this.told === this.proposals.length;
  }

  /** The trials in the order of their proposals. Only when complete. */
  get trials(): readonly Trial[] {
    return this.proposals.map((p) => this.#trials.get(p.id) as Trial);
  }
}

/** Puts each trial into the batch that asked for it; a trial nobody asked for is an error. */
export function sortIntoBatches(batches: readonly Batch[], trials: readonly Trial[]): void {
  for (const trial of trials) {
    const batch = batches.find((b) => b.has(trial.id));
    if (batch === undefined) {
      throw new FaultscapeError('data', 'The adversary was told a trial that it never proposed.', {
        expected: 'a trial whose id was asked for',
        got: trial.id,
        hint: 'was the run resumed with another seed or other settings?',
      });
    }
    batch.put(trial);
  }
}

function toldOtherwise(before: Trial, trial: Trial): FaultscapeError {
  const words = ({ score, failed }: Trial) => `${score}, ${failed ? 'failed' : 'passed'}`;
  return new FaultscapeError('data', `The adversary was told trial ${trial.id} twice, and otherwise.`, {
    expected: words(before),
    got: words(trial),
    hint: 'each episode is scored once: is the log of another run mixed in?',
  });
}
