import { FaultscapeError, type Json, Rng } from '../sim/core/index.ts';
import type { Point } from '../sim/space/index.ts';
import type { Adversary, FailureDistribution, Proposal, Trial } from './adversary.ts';
import { Batch, sortIntoBatches } from './batch.ts';
import { EmpiricalDistribution } from './failures.ts';
import type { AdversaryContext } from './registry.ts';
import { namedProposals, uniformPoint } from './uniform.ts';

/** Points to be scored together: nothing more is asked before the last of them is told. */
export interface Stage {
  readonly phase: string;
  readonly points: readonly Point[];
}

/**
 * A method written as it is told in a paper: it yields the points to score and goes on with their
 * trials, in the order of the points; at its end it returns what it has learned.
 */
export type Course = Generator<Stage, FailureDistribution, readonly Trial[]>;

/** Where a course puts what a reader should know. */
export interface Notes {
  readonly remarks: string[];
  /** Learner figures, by name. */
  readonly figures: Record<string, Json>;
}

export interface CoursePlan {
  readonly name: string;
  /** How many points the course will yield in all. */
  readonly length: number;
  /** Independent uniform points scored after it, to compare with. */
  readonly baseline: number;
  begin(notes: Notes): Course;
}

/**
 * Runs a course as an adversary. A course sees complete stages in the order of their points, so
 * the order of telling cannot matter. Its danger: a course that learns long makes `ask` wait.
 */
export class CourseAdversary implements Adversary {
  readonly name: string;
  readonly budget: number;
  readonly remarks: string[] = [];
  readonly #figures: Record<string, Json> = {};
  readonly #course: Course;
  readonly #baseline: Batch;
  readonly #batches: Batch[] = [];
  readonly #named = new Map<string, number>();
  #learned: FailureDistribution | undefined;
  /** Trials of all stages but the current one; those are complete. */
  #toldBefore = 0;

  constructor(plan: CoursePlan, context: AdversaryContext) {
    this.name = plan.name;
    this.budget = plan.length + plan.baseline;
    this.#course = plan.begin({ remarks: this.remarks, figures: this.#figures });
    // The stream of BBGAN's baseline: with one seed, all are compared with the same random scenes.
    const rng = new Rng(context.seed, 'bbgan', 'random');
    const points = Array.from({ length: plan.baseline }, () => uniformPoint(rng, context.dimension));
    this.#baseline = new Batch(namedProposals('random', 'random', points));
  }

  async ask(n: number): Promise<readonly Proposal[]> {
    const current = this.#batches.at(-1);
    const waiting = current?.take(n) ?? [];
    if (waiting.length > 0 || n < 1) return waiting;
    if (current?.complete !== false) this.#advance();
    return this.#batches.at(-1)?.take(n) ?? [];
  }

  tell(trials: readonly Trial[]): void {
    const current = this.#batches.at(-1);
    const isCurrent = current !== undefined && trials.every(({ id }) => current.has(id));
    // Nearly always so; looking through thousands of generations for each trial would take long.
    sortIntoBatches(isCurrent ? [current] : this.#batches, trials);
    if (this.#told === this.budget) this.#advance();
  }

  get done(): boolean {
    return this.#learned !== undefined && this.#told === this.budget;
  }

  distribution(): FailureDistribution {
    if (this.#learned !== undefined && this.done) return this.#learned;
    throw new FaultscapeError('usage', `The search ${this.name} is not finished.`, {
      expected: `${this.budget} trials told`,
      got: `${this.#told}`,
    });
  }

  draft(): FailureDistribution | null {
    if (this.#learned !== undefined) return this.#learned;
    const failures = this.#batches.filter((batch) => batch.complete).flatMap(({ trials }) => trials);
    const points = failures.filter((trial) => trial.failed).map((trial) => trial.point);
    return points.length === 0 ? null : new EmpiricalDistribution(points);
  }

  diagnostics(): Json {
    return { adversary: this.name, budget: this.budget, ...this.#figures };
  }

  close(): void {}

  get #told(): number {
    return this.#toldBefore + (this.#batches.at(-1)?.told ?? 0);
  }

  /** Hands the last stage's trials to the course and takes the next stage, or what it learned. */
  #advance(): void {
    if (this.#learned !== undefined) return;
    const last = this.#batches.at(-1)?.trials ?? [];
    this.#toldBefore += last.length;
    const { value, done } = this.#course.next(last);
    if (done) {
      this.#learned = value;
      this.#batches.push(this.#baseline);
      return;
    }
    const from = this.#named.get(value.phase) ?? 0;
    this.#named.set(value.phase, from + value.points.length);
    this.#batches.push(new Batch(namedProposals(value.phase, value.phase, value.points, from)));
  }
}

/** The failures among the trials, to be drawn again; where nothing failed, the lowest-scoring tenth. */
export function seenFailures(trials: readonly Trial[], notes: Notes): FailureDistribution {
  const failures = trials.filter((trial) => trial.failed);
  if (failures.length > 0) return new EmpiricalDistribution(failures.map((trial) => trial.point));
  const worst = [...trials].sort((a, b) => a.score - b.score).slice(0, Math.ceil(trials.length / 10));
  notes.remarks.push(
    `No scene of ${trials.length} failed: the ${worst.length} lowest-scoring stand for failures.`,
  );
  return new EmpiricalDistribution(worst.map((trial) => trial.point));
}
