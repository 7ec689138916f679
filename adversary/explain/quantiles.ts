/** A figure with its interval at 95 %. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The q-th quantile of sorted values, between neighbours in proportion. */
export function quantileOf(sorted: ArrayLike<number>, q: number): number {
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  return below + (place % 1) * ((sorted[Math.ceil(place)] as number) - below);
}

/** The middle 95 % of draws about a share, kept in [0, 1]. */
export function shareEstimate(value: number, draws: ArrayLike<number>): Estimate {
  const sorted = Float64Array.from(draws).sort();
  const kept = (x: number) => Math.min(1, Math.max(0, x));
  return {
    value: kept(value),
    low: kept(quantileOf(sorted, 0.025)),
    high: kept(quantileOf(sorted, 0.975)),
  };
}
