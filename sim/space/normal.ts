/** The normal distribution, to the last digits within ten deviations: what priors of axes are made of. */

const LOG_ROOT_2_PI = 0.5 * Math.log(2 * Math.PI);

/** Logarithm of the standard normal density. */
export function logNormalDensity(z: number): number {
  return -0.5 * z * z - LOG_ROOT_2_PI;
}

/**
 * Share of the standard normal below z, by the series of Marsaglia (Evaluating the Normal Distribution,
 * Journal of Statistical Software 11, 2004); wrong by less than 1e-15, so that far below the middle fewer digits hold.
 */
export function normalBelow(z: number): number {
  let sum = z;
  let term = z;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 + sum * Math.exp(logNormalDensity(z));
}

/** Where so large a share of the standard normal lies below, by Newton steps kept within [low, high]. */
export function normalQuantile(share: number, low: number, high: number): number {
  let [from, to] = [low, high];
  // Near enough to begin with: the logistic distribution.
  let z = Math.min(to, Math.max(from, Math.log(share / (1 - share)) / 1.702));
  for (let step = 0; step < 60; step++) {
    const off = normalBelow(z) - share;
    if (off > 0) to = z;
    else from = z;
    const next = z - off / Math.exp(logNormalDensity(z));
    const kept = next > from && next < to ? next : (from + to) / 2;
    if (Math.abs(kept - z) < 1e-15 * (1 + Math.abs(z))) return kept;
    z = kept;
  }
  return z;
}
