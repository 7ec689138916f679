import { FaultscapeError, type Json, Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { FailureDistribution } from '../adversary.ts';

/** One Gaussian of a mixture: share, mean, and the lower Cholesky factor of its covariance, row-major. */
export interface Component {
  readonly weight: number;
  readonly mean: readonly number[];
  readonly lower: readonly number[];
}

/** A mixture of Gaussians; what falls outside the box is put on its face. */
export class MixtureDistribution implements FailureDistribution {
  readonly #components: readonly Component[];

  constructor(components: readonly Component[]) {
    const d = components[0]?.mean.length ?? 0;
    const isWhole = components.every(({ mean, lower }) => mean.length === d && lower.length === d * d);
    const weight = components.reduce((sum, component) => sum + component.weight, 0);
    if (d === 0 || !isWhole || !(weight > 0)) {
      throw new FaultscapeError('data', 'The components of a mixture of Gaussians do not fit together.', {
        expected: 'means of d and factors of d x d numbers, and weights above zero',
        got: `${components.length} components, the first of ${d} axes, of weight ${weight}`,
      });
    }
    this.#components = components;
  }

  sample(n: number, seed: number): readonly Point[] {
    const rng = new Rng(seed, 'mixture');
    return Array.from({ length: n }, () => drawFrom(this.#choose(rng.float()), rng));
  }

  save(): Json {
    return {
      kind: 'mixture',
      version: 1,
      dimension: (this.#components[0] as Component).mean.length,
      components: this.#components.map(({ weight, mean, lower }) => ({
        weight,
        mean: [...mean],
        lower: [...lower],
      })),
    };
  }

  #choose(share: number): Component {
    const total = this.#components.reduce((sum, component) => sum + component.weight, 0);
    let rest = share * total;
    for (const component of this.#components) {
      rest -= component.weight;
      if (rest < 0) return component;
    }
    return this.#components.at(-1) as Component;
  }
}

function drawFrom({ mean, lower }: Component, rng: Rng): Point {
  const d = mean.length;
  const normals = Array.from({ length: d }, () => rng.normal());
  return mean.map((centre, i) => {
    let x = centre;
    for (let k = 0; k <= i; k++) x += (lower[i * d + k] as number) * (normals[k] as number);
    return Math.max(-1, Math.min(1, x));
  });
}
