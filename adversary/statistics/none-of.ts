/**
 * The highest failure rate that is compatible with none of n failing, at 95 %: the one-sided bound of
 * Clopper and Pearson (1934), 1 - 0.05^(1/n), which is near 3 / n (the rule of three).
 */
export function mostWithNoneOf(n: number): number {
  return n === 0 ? 1 : -Math.expm1(Math.log(0.05) / n);
}
