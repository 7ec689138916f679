import { type Json, Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { FailureDistribution } from '../adversary.ts';
import { forward, type Mlp, saveMlp } from '../mlp.ts';
import { drawLatents, type Latent } from './latent.ts';

export interface GeneratorParts {
  readonly latent: Latent;
  readonly generator: Mlp;
  readonly discriminator: Mlp;
  /** Samples with a smaller logit are drawn again; null keeps every sample. */
  readonly leastLogit: number | null;
}

/** How often one sample is drawn again before the best of the tries is taken. */
const MOST_TRIES = 64;

/**
 * A trained generator as a distribution over failing scenes. Plain arithmetic, no tensor library:
 * drawing is instant and gives the same points on every machine that runs the same code.
 */
export class GeneratorDistribution implements FailureDistribution {
  readonly #parts: GeneratorParts;

  constructor(parts: GeneratorParts) {
    this.#parts = parts;
  }

  get dimension(): number {
    return this.#parts.generator.sizes.at(-1) as number;
  }

  /** The first k of n samples are the k samples of the same seed. */
  sample(n: number, seed: number): readonly Point[] {
    const rng = new Rng(seed, 'generator');
    return Array.from({ length: n }, () => this.#draw(rng));
  }

  /** The discriminator's logit of each point: a cheap failure predictor, higher is likelier to fail. */
  rank(points: readonly Point[]): readonly number[] {
    return [...forward(this.#parts.discriminator, points.flat(), points.length)];
  }

  save(): Json {
    const { latent, generator, discriminator, leastLogit } = this.#parts;
    return {
      kind: 'generator',
      version: 1,
      dimension: this.dimension,
      latent: { normals: latent.normals, categories: latent.categories },
      generator: saveMlp(generator),
      discriminator: saveMlp(discriminator),
      leastLogit,
    };
  }

  #draw(rng: Rng): Point {
    const { leastLogit } = this.#parts;
    let best = this.#candidate(rng);
    if (leastLogit === null) return best;
    let bestLogit = this.rank([best])[0] as number;
    for (let k = 1; k < MOST_TRIES && bestLogit < leastLogit; k++) {
      const next = this.#candidate(rng);
      const logit = this.rank([next])[0] as number;
      if (logit <= bestLogit) continue;
      best = next;
      bestLogit = logit;
    }
    return best;
  }

  #candidate(rng: Rng): Point {
    const { latent, generator } = this.#parts;
    return Array.from(forward(generator, drawLatents(rng, latent, 1), 1), Math.tanh);
  }
}
