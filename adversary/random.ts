import { FaultscapeError, type Json, Rng } from '../sim/core/index.ts';
import type { Adversary, FailureDistribution, Proposal, Trial } from './adversary.ts';
import { Batch, sortIntoBatches } from './batch.ts';
import { UniformDistribution } from './failures.ts';
import { SAMPLES } from './number-options.ts';
import type { AdversaryContext, AdversaryKind } from './registry.ts';
import { namedProposals, uniformPoint } from './uniform.ts';

/** Uniform points, whatever the scores: the yardstick for everything that learns. */
export class RandomAdversary implements Adversary {
  readonly name = 'random';
  readonly remarks: readonly string[] = [];
  readonly budget: number;
  readonly #dimension: number;
  readonly #batch: Batch;

  constructor(samples: number, context: AdversaryContext) {
    this.budget = samples;
    this.#dimension = context.dimension;
    const rng = new Rng(context.seed, 'random');
    const points = Array.from({ length: samples }, () => uniformPoint(rng, context.dimension));
    this.#batch = new Batch(namedProposals('random', 'random', points));
  }

  async ask(n: number): Promise<readonly Proposal[]> {
    return this.#batch.take(n);
  }

  tell(trials: readonly Trial[]): void {
    sortIntoBatches([this.#batch], trials);
  }

  get done(): boolean {
    return this.#batch.complete;
  }

  distribution(): FailureDistribution {
    if (!this.done) {
      throw new FaultscapeError('usage', 'The random search is not finished.', {
        expected: `${this.budget} trials told`,
        got: `${this.#batch.told}`,
      });
    }
    return new UniformDistribution(this.#dimension);
  }

  draft(): null {
    return null;
  }

  diagnostics(): Json {
    return { adversary: this.name, samples: this.budget };
  }

  close(): void {}
}

export const randomKind: AdversaryKind = {
  name: 'random',
  description: 'uniform random scenes; learns nothing',
  options: [SAMPLES],
  create: (options, context) => new RandomAdversary(Number(options.samples), context),
};
