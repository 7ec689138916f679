import { FaultscapeError } from '../sim/core/index.ts';
import type { Adversary, Proposal, Trial } from './adversary.ts';

export interface ExperimentOptions {
  readonly adversary: Adversary;
  /** Runs one episode. It may settle in any order; a rejection ends the experiment. */
  readonly evaluate: (proposal: Proposal) => Promise<Trial>;
  /** Evaluations kept in flight. */
  readonly concurrency: number;
  /** Trials known from an earlier part of the run, by id: told without being evaluated again. */
  readonly recorded?: ReadonlyMap<string, Trial>;
  /** Whether a recorded trial is of this very proposal; a false one ends the experiment. */
  readonly matches?: (proposal: Proposal, recorded: Trial) => boolean;
  /** Called once per new trial before the adversary hears of it: the place to write the log. */
  readonly onTrial?: (trial: Trial) => void | Promise<void>;
  /** Called when the first proposal of a phase comes. */
  readonly onPhase?: (phase: string) => void;
  /** Called after each trial told. */
  readonly onProgress?: (progress: ExperimentProgress) => void;
  /** Stops asking; what is in flight may still finish and is kept. */
  readonly signal?: AbortSignal;
}

export interface ExperimentProgress {
  readonly told: number;
  readonly budget: number;
  readonly phase: string;
  /** Whether this trial came from an earlier part of the run. */
  readonly recorded: boolean;
}

export interface ExperimentResult {
  /** All trials told, in the order in which they were proposed. */
  readonly trials: readonly Trial[];
  /** False when it was stopped before the adversary was done. */
  readonly finished: boolean;
}

/** The loop of every attack: ask, evaluate, log, tell, until the adversary is done. */
export function runExperiment(options: ExperimentOptions): Promise<ExperimentResult> {
  if (!(options.concurrency >= 1)) {
    throw new FaultscapeError('usage', 'An experiment needs room for at least one evaluation.', {
      expected: 'a concurrency of 1 or more',
      got: String(options.concurrency),
    });
  }
  return new Experiment(options).run();
}

class Experiment {
  readonly #options: ExperimentOptions;
  readonly #order: string[] = [];
  readonly #trials = new Map<string, Trial>();
  readonly #flights = new Set<Promise<void>>();
  readonly #phases = new Set<string>();
  #failure: { readonly error: unknown } | undefined;

  constructor(options: ExperimentOptions) {
    this.#options = options;
  }

  async run(): Promise<ExperimentResult> {
    const { adversary, concurrency, signal } = this.#options;
    const stopped = whenAborted(signal);
    try {
      while (!adversary.done && !signal?.aborted && this.#failure === undefined) {
        const room = concurrency - this.#flights.size;
        const inFlight = this.#flights.size;
        const proposals = room < 1 ? [] : await Promise.race([adversary.ask(room), stopped.promise]);
        if (signal?.aborted) break;
        for (const proposal of proposals) this.#take(proposal);
        if (proposals.length > 0) continue;
        if (this.#flights.size === 0) {
          if (adversary.done || this.#failure !== undefined) break;
          // The last of them came in while it was being asked, and may be what it waited for.
          if (inFlight > 0) continue;
          throw new FaultscapeError('agent', `Adversary ${adversary.name} neither asks nor is done.`, {
            expected: `${adversary.budget} proposals`,
            got: `${this.#order.length}`,
          });
        }
        await Promise.race([...this.#flights, stopped.promise]);
      }
    } finally {
      stopped.release();
      await Promise.all(this.#flights);
    }
    if (this.#failure !== undefined && !signal?.aborted) throw this.#failure.error;
    const trials = this.#order.map((id) => this.#trials.get(id)).filter((trial) => trial !== undefined);
    return { trials, finished: adversary.done };
  }

  #take(proposal: Proposal): void {
    this.#order.push(proposal.id);
    if (!this.#phases.has(proposal.phase)) {
      this.#phases.add(proposal.phase);
      this.#options.onPhase?.(proposal.phase);
    }
    const recorded = this.#options.recorded?.get(proposal.id);
    if (recorded !== undefined) {
      if (this.#options.matches?.(proposal, recorded) === false) throw mismatch(proposal, recorded);
      this.#tell(recorded, true);
      return;
    }
    const flight: Promise<void> = this.#evaluate(proposal).then(
      () => {
        this.#flights.delete(flight);
      },
      (error: unknown) => {
        this.#flights.delete(flight);
        this.#failure ??= { error };
      },
    );
    this.#flights.add(flight);
  }

  async #evaluate(proposal: Proposal): Promise<void> {
    const trial = await this.#options.evaluate(proposal);
    await this.#options.onTrial?.(trial);
    this.#tell(trial, false);
  }

  #tell(trial: Trial, recorded: boolean): void {
    const { adversary, onProgress } = this.#options;
    adversary.tell([trial]);
    this.#trials.set(trial.id, trial);
    onProgress?.({ told: this.#trials.size, budget: adversary.budget, phase: trial.phase, recorded });
  }
}

function mismatch(proposal: Proposal, recorded: Trial): FaultscapeError {
  return new FaultscapeError('data', `Trial ${proposal.id} in the log is not the one now proposed.`, {
    expected: `the point [${recorded.point.join(', ')}]`,
    got: `[${proposal.point.join(', ')}]`,
    hint: 'resume with the same seed, settings, version and tensor backend as the run began with',
  });
}

/** A promise of no proposals that resolves on abort, and how to stop listening. */
function whenAborted(signal: AbortSignal | undefined): {
  promise: Promise<readonly Proposal[]>;
  release: () => void;
} {
  let settle: (nothing: readonly Proposal[]) => void = () => {};
  const promise = new Promise<readonly Proposal[]>((resolve) => {
    settle = resolve;
  });
  const onAbort = () => settle([]);
  signal?.addEventListener('abort', onAbort);
  return { promise, release: () => signal?.removeEventListener('abort', onAbort) };
}
