import type { Rng } from '../../sim/core/index.ts';

/**
 * The generator's input: independent normals, then one category as a one-hot code. Separate
 * failure modes need a jump somewhere: a category gives the generator one, where normals alone
 * would draw a bridge of wasted samples between the modes.
 */
export interface Latent {
  readonly normals: number;
  readonly categories: number;
}

/** Height of the one-hot code: large enough to matter beside the normals in the first layer. */
const CODE_HEIGHT = 2;

export function latentWidth(latent: Latent): number {
  return latent.normals + latent.categories;
}

/** Draws `rows` latent vectors, row-major. */
export function drawLatents(rng: Rng, latent: Latent, rows: number): Float32Array {
  const width = latentWidth(latent);
  const values = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < latent.normals; i++) values[row * width + i] = rng.normal();
    if (latent.categories > 0) {
      values[row * width + latent.normals + rng.int(latent.categories)] = CODE_HEIGHT;
    }
  }
  return values;
}
