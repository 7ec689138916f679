import { type Rng, standardDeviation } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import { normalShare } from '../models/normal.ts';

/** All centres equal on an axis would leave it no width. */
const LEAST_BANDWIDTH = 0.05;

/**
 * A density around some points whose value is known everywhere in [-1, 1]^d: at each a product of normal
 * densities, cut to the box and scaled to 1 there; bandwidths by Scott's rule.
 */
export class KernelProposal {
  readonly #centres: readonly Point[];
  readonly #bandwidths: readonly number[];
  /** One over the product of the widths, and of what of each kernel lies inside the box. */
  readonly #heights: readonly number[];

  constructor(centres: readonly Point[]) {
    const dimension = centres[0]?.length ?? 0;
    const scott = Math.exp(-Math.log(centres.length) / (dimension + 4));
    this.#centres = centres;
    this.#bandwidths = Array.from({ length: dimension }, (_, i) =>
      Math.max(LEAST_BANDWIDTH, scott * standardDeviation(centres.map((point) => point[i] as number))),
    );
    this.#heights = centres.map((centre) =>
      centre.reduce((height, c, i) => {
        const h = this.#bandwidths[i] as number;
        const inside = normalShare((1 - c) / h) - normalShare((-1 - c) / h);
        return height / (h * Math.sqrt(2 * Math.PI) * inside);
      }, 1 / centres.length),
    );
  }

  draw(rng: Rng): Point {
    const centre = rng.pick(this.#centres);
    return centre.map((c, i) => {
      // A centre in the box keeps at least half of its kernel there.
      for (;;) {
        const x = c + (this.#bandwidths[i] as number) * rng.normal();
        if (x >= -1 && x <= 1) return x;
      }
    });
  }

  density(point: Point): number {
    let sum = 0;
    for (let k = 0; k < this.#centres.length; k++) {
      const centre = this.#centres[k] as Point;
      let exponent = 0;
      for (let i = 0; i < centre.length; i++) {
        const z = ((point[i] as number) - (centre[i] as number)) / (this.#bandwidths[i] as number);
        exponent -= 0.5 * z * z;
      }
      sum += (this.#heights[k] as number) * Math.exp(exponent);
    }
    return sum;
  }
}
