import { type Json, Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { FailureDistribution } from '../adversary.ts';
import { type Mlp, saveMlp } from '../mlp.ts';
import { Flow } from './flow.ts';

/** A normalising flow as a distribution: draws are new, and the density of every scene is known. */
export class FlowDistribution implements FailureDistribution {
  readonly #nets: readonly Mlp[];
  readonly #flow: Flow;

  constructor(nets: readonly Mlp[]) {
    this.#nets = nets;
    this.#flow = Flow.of(nets);
  }

  sample(n: number, seed: number): readonly Point[] {
    const rng = new Rng(seed, 'flow');
    return Array.from({ length: n }, () => this.#flow.draw(rng));
  }

  /** Logarithm of how many times likelier than at random each scene is. */
  logRatios(points: readonly Point[]): Float64Array {
    return this.#flow.logRatios(points);
  }

  save(): Json {
    return { kind: 'flow', version: 1, dimension: this.#flow.dimension, nets: this.#nets.map(saveMlp) };
  }
}
